"""`ndt explain`: why there is no plan and what would make one possible, or why a day holds what it holds."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import (
    Commands,
    add_output,
    add_scenario,
    add_seed,
    interrupts_raise,
    print_json,
    seconds,
    width,
)
from ndt_opt.cli.kept import default_out, tell_disagreement
from ndt_opt.errors import InputError, InternalDisagreement, Problem

if TYPE_CHECKING:
    from ndt_opt.domain.outcome import SolveSettings
    from ndt_opt.domain.scenario import Scenario
    from ndt_opt.rules.training_model import TrainingModel

OTHER_MODELS = ("norwegian-double", "norwegian-singles", "low-volume")
"""Training models that may be a repair by themselves."""


def register(commands: Commands) -> None:
    parser = commands.add_parser("explain", help="say why there is no plan, or why a day holds what it holds")
    add_scenario(parser)
    parser.add_argument("--why", metavar="DATE", help="of a scenario with a plan: what else this day could hold")
    parser.add_argument("--time-limit", type=seconds, metavar="S", help="seconds; then what is known so far")
    add_seed(parser)
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from ndt_opt.domain.outcome import SolveSettings
    from ndt_opt.files.scenario_file import load

    scenario, model = load(args.scenario, args.model, args.sets)
    date = None if args.why is None else _date(args.why, scenario)
    interrupts_raise()
    settings = SolveSettings(seed=args.seed, time_limit_s=args.time_limit)
    try:
        return _answered(args, scenario, model, date, settings)
    except InternalDisagreement as disagreement:
        return tell_disagreement(disagreement, default_out(args.scenario), args.json)


def _answered(
    args: argparse.Namespace, scenario: Scenario, model: TrainingModel, date: dt.date | None, settings: SolveSettings
) -> int:
    from ndt_opt.planner import most_work

    work = most_work(scenario, model, settings)
    if work.status == "infeasible":
        return _no_plan(args, scenario, model, settings)
    if work.status == "unknown":
        return _undecided(args, work.interrupted)
    if date is not None:
        return _why(args, scenario, model, date, settings)
    if args.json:
        print_json({"schema": "ndt.explain/1", "status": "plan", "clashes": [], "repairs": [], "notes": []})
    elif not args.quiet:
        print("There is a plan: nothing clashes. `--why DATE` asks what else a day could hold.")
    return exits.DONE


def _no_plan(args: argparse.Namespace, scenario: Scenario, model: TrainingModel, settings: SolveSettings) -> int:
    from ndt_opt.report.explanation import render_explanation
    from ndt_opt.study.explain import explain

    explanation = explain(scenario, model, settings, _other_models(args, scenario, model))
    if args.json:
        print_json({"schema": "ndt.explain/1", "status": "infeasible", **explanation.model_dump(mode="json")})
    elif not args.quiet:
        sys.stdout.write(render_explanation(explanation, width()))
    return exits.INFEASIBLE


def _other_models(
    args: argparse.Namespace, scenario: Scenario, model: TrainingModel
) -> list[tuple[Scenario, TrainingModel]]:
    """The scenario under other models of the library, those that its own overrides and pins fit."""
    from ndt_opt.files.scenario_file import load

    found = []
    for name in OTHER_MODELS:
        if name not in model.lineage and name != model.name:
            with suppress(InputError):
                found.append(load(args.scenario, name))
    return found


def _undecided(args: argparse.Namespace, interrupted: bool) -> int:
    status, code = ("interrupted", exits.INTERRUPTED) if interrupted else ("out of time", exits.OUT_OF_TIME)
    if args.json:
        print_json({"schema": "ndt.explain/1", "status": status, "clashes": [], "repairs": [], "notes": []})
    print(f"{status}: not known yet whether there is a plan", file=sys.stderr)
    return code


def _why(
    args: argparse.Namespace, scenario: Scenario, model: TrainingModel, date: dt.date, settings: SolveSettings
) -> int:
    from ndt_opt.domain.outcome import Solved
    from ndt_opt.planner import plan_season
    from ndt_opt.report.why import render_why
    from ndt_opt.study.why import why

    outcome = plan_season(scenario, model, settings)
    if not isinstance(outcome, Solved):
        return _undecided(args, getattr(outcome, "interrupted", False))
    answer = why(outcome.plan, model, date, settings)
    if args.json:
        print_json({"schema": "ndt.why/1", **answer.model_dump(mode="json")})
    elif not args.quiet:
        sys.stdout.write(render_why(answer, width()))
    return exits.DONE


def _date(text: str, scenario: Scenario) -> dt.date:
    """A day of the season.

    Raises
    ------
    InputError
        when it is no date, or none of the season's.
    """
    first = scenario.season.start
    last = first + dt.timedelta(days=scenario.days - 1)
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        raise InputError([Problem("--why", "", "not a date", repr(text), f"{first} to {last}")]) from None
    if not first <= date <= last:
        raise InputError([Problem("--why", "", "outside the season", text, f"{first} to {last}")])
    return date

