"""`ndt replan`: the rest of a season, planned anew after what was run."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ndt_opt.cli import arguments, exits
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
from ndt_opt.cli.kept import keep_failed, refuse_unwritable
from ndt_opt.cli.progress import ProgressLine
from ndt_opt.cli.solve import without_plan
from ndt_opt.cli.solve_output import tell
from ndt_opt.errors import InputError, InternalDisagreement, Problem

if TYPE_CHECKING:
    from ndt_opt.domain.outcome import Infeasible, OutOfTime
    from ndt_opt.domain.plan import Plan
    from ndt_opt.replan import Replanned

ORIGINAL = "original.json"


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "replan", help="plan the rest of a season anew, after what was run",
        epilog="past days are facts; the week that has begun is only made easier; the rest stays close to the old plan",
    )  # fmt: skip
    parser.add_argument("plan", type=Path, metavar="PLAN.json", help="the plan as it is now")
    parser.add_argument("--log", type=Path, required=True, metavar="LOG.csv", help="all that was run of it")
    parser.add_argument("--as-of", type=arguments.date, metavar="DATE", help="the day it is planned on; default: today")
    parser.add_argument(
        "--scenario", type=Path, help="the season as it is wanted now: its races, blocked days, a new test"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="default: where PLAN.json is")
    parser.add_argument("--time-limit", type=seconds, metavar="S", help="seconds; then the best plan so far")
    add_seed(parser)
    add_unit(parser)
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    out: Path = args.out or args.plan.resolve().parent
    try:
        outcome, first = _replan(args, out)
    except InternalDisagreement as disagreement:
        told = keep_failed(disagreement, out)
        tell(told, as_json=args.json, quiet=args.quiet)
        return told.code
    from ndt_opt.replan import Replanned

    if not isinstance(outcome, Replanned):
        told = without_plan(outcome)
        tell(told, as_json=args.json, quiet=args.quiet)
        return told.code
    files = _write(outcome.plan, first, out)
    if args.json:
        print_json(_document(outcome, files))
    elif not args.quiet:
        _print(outcome, files, args.unit)
    return exits.DONE


def _replan(args: argparse.Namespace, out: Path) -> tuple[Replanned | Infeasible | OutOfTime, Plan | None]:
    """The outcome, and the first plan of the season where it is at hand."""
    from ndt_opt.domain.outcome import SolveSettings
    from ndt_opt.files.model_file import model_from_json
    from ndt_opt.files.plan_file import read_plan
    from ndt_opt.files.scenario_file import load
    from ndt_opt.files.training_log import read_log

    plan, problems = read_plan(args.plan), []
    as_of = args.as_of or arguments.today()
    scenario, model = None, model_from_json(plan.model)
    try:
        log = read_log(args.log, plan, max(as_of, arguments.today()))
    except InputError as error:
        problems += error.problems
    if args.scenario is not None:
        try:
            scenario, model = load(args.scenario)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    first = _first_plan(plan, args.plan)
    refuse_unwritable(out)
    from ndt_opt.replan import replan

    interrupts_raise()
    settings = SolveSettings(seed=args.seed, time_limit_s=args.time_limit)
    line = ProgressLine(sys.stderr)
    shown = sys.stderr.isatty() and not (args.quiet or args.json)
    try:
        return replan(
            plan, log, as_of, model, scenario=scenario, settings=settings, on_progress=line if shown else None
        ), first
    finally:
        line.clear()


def _first_plan(plan: Plan, path: Path) -> Plan | None:
    """The plan that the season began with: this one, or the one kept beside it; None where that is gone.

    Raises
    ------
    InputError
        when what is kept there is another plan.
    """
    from ndt_opt.files.plan_file import read_plan
    from ndt_opt.replan.merge import original_of

    if plan.original is None:
        return plan
    kept = path.resolve().parent / ORIGINAL
    if not kept.exists():
        return None
    first = read_plan(kept)
    if original_of(first) != plan.original:
        what = "not the plan that this season began with"
        raise InputError([Problem(str(kept), "", what, first.plan_id, plan.original.plan_id)])
    return first


def _write(plan: Plan, first: Plan | None, out: Path) -> list[Path]:
    from ndt_opt.files.plan_file import plan_text, write_whole
    from ndt_opt.files.week_table import write_week_table

    files = {out / "plan.json": plan_text(plan), out / "plan.csv": write_week_table(plan)}
    if first is not None:
        files[out / ORIGINAL] = plan_text(first)
    write_whole(files)
    return list(files)


def _document(outcome: Replanned, files: list[Path]) -> dict[str, Any]:
    plan = outcome.plan
    return {
        "schema": "ndt.replan/1",
        "status": plan.status,
        "exit_code": exits.DONE,
        "files": [str(path) for path in files],
        "revision": plan.revision,
        "objective": plan.objective,
        "bound": plan.bound,
        "changes": [change.model_dump(mode="json") for change in plan.changes],
        "notes": list(outcome.notes),
        "warnings": plan.warnings,
        "statistics": outcome.statistics,
    }


def _print(outcome: Replanned, files: list[Path], unit: str) -> None:
    from ndt_opt.report.replan import render_replan

    encoding = sys.stdout.encoding or "ascii"
    text = render_replan(
        outcome.plan, outcome.notes, width=width(), colour=colour(sys.stdout), unit=unit, encoding=encoding
    )
    sys.stdout.write(text)
    print("\nFILES")
    for path in files:
        print(f"  {path}")
