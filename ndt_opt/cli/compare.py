"""`ndt compare`: the same scenario under several training models, or along one number."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import (
    Commands,
    add_output,
    add_seed,
    add_unit,
    colour,
    interrupts_raise,
    print_json,
    seconds,
    width,
)
from ndt_opt.cli.kept import default_out, refuse_unwritable, tell_disagreement
from ndt_opt.cli.progress import StatusLine
from ndt_opt.errors import InternalDisagreement
from ndt_opt.study.asked import Asked
from ndt_opt.study.questions import QUESTIONS

if TYPE_CHECKING:
    from ndt_opt.domain.comparison import Comparison, Variant
    from ndt_opt.study.comparison import Request

_USAGE = """\
ndt compare SCENARIO [--model NAME|PATH] [--set rules.RULE.PARAM=VALUE] ...
       [--vary KEY=VALUES] [--question NAME] [--out DIR] [--time-limit S]
       [--seed N] [--unit km|mi] [--json] [--quiet]"""
_EPILOG = """\
examples:
  ndt compare SCENARIO --model norwegian-double --model spread
  ndt compare SCENARIO --set rules.hit-count.full_count=0
  ndt compare SCENARIO --model norwegian-double --model norwegian-singles \\
      --vary athlete.weekly_km=60..160:20
  ndt compare SCENARIO --vary week-intensity-share.min_easy_pct=75,78,80
  ndt compare SCENARIO --question clustering

A --set belongs to the --model before it; before any --model it changes the
scenario's own. One variant alone is compared to the scenario's own model. With
--vary every variant is a curve, and what the scenario says of volume beside
weekly_km is kept in proportion to it.

questions:
{questions}

exit codes: 0 a variant has a plan, 3 each is proved to have none, 5 none has
one and time ran out. Nothing is written unless there is a plan."""


def register(commands: Commands) -> None:
    questions = "\n".join(
        fill(question.asks, 79, initial_indent=f"  {name:<11} ", subsequent_indent=" " * 14)
        for name, question in QUESTIONS.items()
    )
    parser = commands.add_parser(
        "compare", help="a season under several models side by side", usage=_USAGE,
        epilog=_EPILOG.format(questions=questions), formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("scenario", type=Path, help="a scenario (TOML); `ndt new` writes one")
    parser.add_argument(
        "--model", dest="asked", action=_Model, default=(), metavar="NAME|PATH", help="a column; may be repeated"
    )
    parser.add_argument(
        "--set", dest="asked", action=_Set, default=(), metavar="rules.RULE.PARAM=VALUE",
        help="one number of the model before it, changed; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--vary", action=_Once, metavar="KEY=VALUES",
        help="one number along a,b,c or 60..160:20: a rule's or athlete.weekly_km",
    )  # fmt: skip
    parser.add_argument("--question", action=_Once, metavar="NAME", help=f"one of {', '.join(QUESTIONS)}; see below")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write comparison.html, comparison.json, comparison.csv and weeks.csv"
    )
    parser.add_argument("--time-limit", type=seconds, metavar="S", help="seconds for each solve; then its best so far")
    add_seed(parser)
    add_unit(parser)
    add_output(parser)
    parser.set_defaults(run=run)


class _Once(argparse.Action):
    """An option that a second time would silently undo the first."""

    def __call__(self, parser: Any, args: argparse.Namespace, values: Any, option: str | None = None) -> None:
        if getattr(args, self.dest) is not None:
            parser.error(f"{option}: given twice, one is allowed")
        setattr(args, self.dest, values)


class _Model(argparse.Action):
    """A further variant."""

    def __call__(self, parser: Any, args: argparse.Namespace, values: Any, option: str | None = None) -> None:
        args.asked = (*args.asked, Asked(values))


class _Set(argparse.Action):
    """One number more of the latest variant, or of the scenario's own model."""

    def __call__(self, parser: Any, args: argparse.Namespace, values: Any, option: str | None = None) -> None:
        *before, last = args.asked or (Asked(),)
        args.asked = (*before, Asked(last.model, (*last.sets, values)))


def run(args: argparse.Namespace) -> int:
    from ndt_opt.domain.outcome import SolveSettings
    from ndt_opt.study.comparison import read_request

    settings = SolveSettings(seed=args.seed, time_limit_s=args.time_limit)
    request = read_request(args.scenario, args.asked, args.question, args.vary, settings)
    if args.out is not None:
        refuse_unwritable(args.out)
    interrupts_raise()
    try:
        comparison = _compared(request, is_told=sys.stderr.isatty() and not (args.quiet or args.json))
    except InternalDisagreement as disagreement:
        return tell_disagreement(disagreement, args.out or default_out(args.scenario), args.json)
    code = _code(comparison.every_variant)
    files = _write(comparison, args.out, args.unit) if args.out is not None and code == exits.DONE else []
    _tell(comparison, code, files, args)
    return code


def _compared(request: Request, is_told: bool) -> Comparison:
    from ndt_opt.report.text import fit
    from ndt_opt.study.comparison import compare
    from ndt_opt.text import clean

    line = StatusLine(sys.stderr)

    def on_done(variant: Variant, done: int, count: int) -> None:
        text = f"{done} of {count} seasons solved, the latest in {variant.seconds:.1f} s: {variant.name}"
        line.say(fit(clean(text), width() - 1, "..."))

    try:
        if is_told:
            line.say(f"0 of {len(request.columns) + len(request.points)} seasons solved")
        return compare(request, on_done if is_told else lambda *_: None)
    finally:
        line.clear()


def _code(variants: list[Variant]) -> int:
    if any(v.measures for v in variants):
        return exits.DONE
    return exits.OUT_OF_TIME if any(v.status == "out of time" for v in variants) else exits.INFEASIBLE


def _write(comparison: Comparison, out: Path, unit: str) -> list[Path]:
    from ndt_opt.files.comparison_file import comparison_files
    from ndt_opt.files.plan_file import write_whole
    from ndt_opt.report.html import comparison_page

    files = {**comparison_files(comparison, out), out / "comparison.html": comparison_page(comparison, unit)}
    write_whole(files)
    return list(files)


def _tell(comparison: Comparison, code: int, files: list[Path], args: argparse.Namespace) -> None:
    from ndt_opt.files.comparison_file import comparison_data
    from ndt_opt.report.comparison import render_comparison

    if args.json:
        print_json({**comparison_data(comparison), "exit_code": code, "files": [str(path) for path in files]})
    elif not args.quiet or code != exits.DONE:
        encoding = sys.stdout.encoding or "ascii"
        page = render_comparison(
            comparison, width=width(), colour=colour(sys.stdout), unit=args.unit, encoding=encoding
        )
        sys.stdout.write(page)
        if files:
            print("\nFILES", *(f"  {path}" for path in files), sep="\n")
    if code != exits.DONE and args.out is not None:
        print(f"{args.out}: nothing written, no variant has a plan", file=sys.stderr)
