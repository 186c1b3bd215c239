"""`ndt solve`: a scenario into a season plan."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ndt_opt.cli import exits
from ndt_opt.cli.arguments import (
    Commands,
    add_output,
    add_scenario,
    add_seed,
    add_unit,
    interrupts_raise,
    seconds,
    whole_from,
)
from ndt_opt.cli.kept import default_out, keep, keep_failed, refuse_unwritable
from ndt_opt.cli.progress import ProgressLine
from ndt_opt.cli.solve_output import Told, tell
from ndt_opt.errors import InternalDisagreement, SecondProofDisagreement

if TYPE_CHECKING:
    from ndt_opt.domain.outcome import Infeasible, Outcome, OutOfTime
    from ndt_opt.domain.plan import Plan


def register(commands: Commands) -> None:
    parser = commands.add_parser("solve", help="plan a season")
    add_scenario(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="default: plans/<the scenario's name>")
    parser.add_argument("--time-limit", type=seconds, metavar="S", help="seconds; then the best plan so far")
    add_seed(parser)
    parser.add_argument("--workers", type=whole_from(1), default=1, metavar="N", help="threads; default 1")
    parser.add_argument("--certify", action="store_true", help="prove the result a second time, by other means")
    parser.add_argument("--certify-limit", type=seconds, metavar="S", help="seconds for each of them; default 300")
    parser.add_argument("--require-optimal", action="store_true", help="exit code 4 if not proved optimal")
    add_unit(parser)
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    out: Path = args.out or default_out(args.scenario)
    try:
        outcome, uncertified = _solve(args, out)
    except InternalDisagreement as disagreement:
        told = keep_failed(disagreement, out)
    except SecondProofDisagreement as disagreement:
        told = keep(disagreement.texts, str(disagreement), out)
    else:
        told = replace(_finish(outcome, out, args.require_optimal), uncertified=uncertified)
    tell(told, as_json=args.json, quiet=args.quiet, unit=args.unit)
    return told.code


def _solve(args: argparse.Namespace, out: Path) -> tuple[Outcome, str]:
    """The outcome, and why it has no certificate where one was asked for."""
    from ndt_opt.domain.outcome import SolveSettings
    from ndt_opt.files.scenario_file import load

    scenario, model = load(args.scenario, args.model, args.sets)
    refuse_unwritable(out)
    from ndt_opt.planner import plan_season

    certify = _certifier(args)
    interrupts_raise()
    settings = SolveSettings(seed=args.seed, workers=args.workers, time_limit_s=args.time_limit)
    line = ProgressLine(sys.stderr)
    shown = sys.stderr.isatty() and not (args.quiet or args.json)
    try:
        outcome = plan_season(scenario, model, settings, line if shown else None)
        if certify is None:
            return outcome, ""
        return certify(outcome, scenario, model, on_progress=line if shown else None)
    finally:
        line.clear()


def _certifier(args: argparse.Namespace) -> Callable[..., tuple[Outcome, str]] | None:
    """What certifies, where that is asked for; an import that Ctrl-C breaks off would cost the plan."""
    if not (args.certify or args.certify_limit):
        return None
    from ndt_opt.certificate import LIMIT_S, certify

    return partial(certify, limit_s=args.certify_limit or LIMIT_S)


def _finish(outcome: Outcome, out: Path, require_optimal: bool) -> Told:
    from ndt_opt.domain.outcome import Solved

    if isinstance(outcome, Solved):
        plan = outcome.plan
        unproved = require_optimal and plan.status != "optimal"
        code = exits.NOT_OPTIMAL if unproved else exits.DONE
        files, certificate = _write(plan, out), plan.certificate
        return Told(plan.status, code, outcome.statistics, plan=plan, files=files, certificate=certificate)
    return without_plan(outcome)


def without_plan(outcome: Infeasible | OutOfTime) -> Told:
    """How a solve ended that has no plan."""
    from ndt_opt.domain.outcome import Infeasible

    if isinstance(outcome, Infeasible):
        return Told(
            "infeasible", exits.INFEASIBLE, outcome.statistics,
            clash=outcome.clash, notes=outcome.notes, certificate=outcome.certificate,
        )  # fmt: skip
    if outcome.interrupted:
        return Told("interrupted", exits.INTERRUPTED, outcome.statistics)
    return Told("out of time", exits.OUT_OF_TIME, outcome.statistics)


def _write(plan: Plan, out: Path) -> list[Path]:
    from ndt_opt.files.plan_file import plan_text, write_whole
    from ndt_opt.files.week_table import write_week_table

    files = {out / "plan.json": plan_text(plan), out / "plan.csv": write_week_table(plan)}
    write_whole(files)
    return list(files)
