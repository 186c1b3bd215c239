"""`ndt price`: what each rule costs a season."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import (
    Commands,
    add_output,
    add_scenario,
    add_seed,
    colour,
    interrupts_raise,
    print_json,
    seconds,
    width,
)
from ndt_opt.cli.kept import default_out, refuse_unwritable, tell_disagreement
from ndt_opt.cli.progress import StatusLine
from ndt_opt.cli.solve import without_plan
from ndt_opt.cli.solve_output import Told, tell
from ndt_opt.errors import InternalDisagreement

if TYPE_CHECKING:
    from ndt_opt.domain.outcome import Outcome, SolveSettings
    from ndt_opt.domain.price import Prices
    from ndt_opt.domain.scenario import Scenario
    from ndt_opt.rules.training_model import TrainingModel

EFFORT = 5.0
"""The solver's own unit of time for the search of one season, about ten seconds: the same on every machine."""

_EPILOG = """\
Every rule that must hold is loosened by its natural step (one per cent, one
day, five minutes), then dropped, and the season solved again each time. The
search of one season ends after about ten seconds of the solver's own time;
what is not proved by then is told as an interval."""


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "price", help="what each rule costs a season", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    add_scenario(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="write price.html, price.json and price.csv")
    parser.add_argument("--time-limit", type=seconds, metavar="S", help="seconds for each solve; then an interval")
    add_seed(parser)
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ndt_opt.domain.outcome import Solved, SolveSettings
    from ndt_opt.files.scenario_file import load

    scenario, model = load(args.scenario, args.model, args.sets)
    if args.out is not None:
        refuse_unwritable(args.out)
    settings = SolveSettings(seed=args.seed, time_limit_s=args.time_limit)
    line = StatusLine(sys.stderr)
    shown = line.say if sys.stderr.isatty() and not (args.quiet or args.json) else lambda text: None
    try:
        outcome = _season(scenario, model, settings, shown)
        if not isinstance(outcome, Solved):
            line.clear()
            return _without_plan(outcome, args)
        prices = _prices(scenario, model, outcome, settings, shown)
    except InternalDisagreement as disagreement:
        line.clear()
        return tell_disagreement(disagreement, args.out or default_out(args.scenario), args.json)
    finally:
        line.clear()
    return _tell(prices, args)


def _season(scenario: Scenario, model: TrainingModel, settings: SolveSettings, say: Any) -> Outcome:
    from ndt_opt.study.price import season_as_it_is

    interrupts_raise()
    say("the season as it is")
    return season_as_it_is(scenario, model, settings)


def _prices(scenario: Scenario, model: TrainingModel, solved: Any, settings: SolveSettings, say: Any) -> Prices:
    from dataclasses import replace

    from ndt_opt.study.price import price_rules

    each = settings if settings.time_limit_s is not None else replace(settings, deterministic_limit=EFFORT)
    return price_rules(
        scenario, model, solved.plan, each, lambda done, count: say(f"{done} of {count} seasons with a rule changed")
    )


def _tell(prices: Prices, args: argparse.Namespace) -> int:
    from ndt_opt.files.plan_file import write_whole
    from ndt_opt.files.price_file import price_data, price_files
    from ndt_opt.report.html import price_page
    from ndt_opt.report.price import render_prices

    faults = [name for name, gain in prices.gains if gain.status == "contradiction"]
    code = exits.DISAGREEMENT if faults else exits.DONE
    out = args.out and (args.out / "failed" if faults else args.out)
    files = {**price_files(prices, out), out / "price.html": price_page(prices)} if out else {}
    write_whole(files)
    if args.json:
        print_json({**price_data(prices), "exit_code": code, "files": [str(path) for path in files]})
    elif not args.quiet:
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(render_prices(prices, width=width(), colour=colour(sys.stdout), encoding=encoding))
        if files:
            print("\nFILES", *(f"  {path}" for path in files), sep="\n")
    if faults:
        print(f"internal check failed, a fault of the program: {', '.join(faults)}", file=sys.stderr)
    return code


def _without_plan(outcome: Any, args: argparse.Namespace) -> int:
    """No plan, no price: what `ndt solve` says of such a season."""
    told: Told = without_plan(outcome)
    if args.json:
        names, clash = ([], None) if told.clash is None else (told.clash.rules, told.clash.model_dump(mode="json"))
        ended = {"schema": "ndt.price/1", "status": told.status, "exit_code": told.code}
        print_json({**ended, "conflict": names, "clash": clash})
        return told.code
    tell(told, as_json=False, quiet=args.quiet)
    return told.code
