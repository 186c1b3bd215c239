"""The scenario library, and each scenario's outcome, solved once a test run."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from ndt_opt.domain.outcome import Outcome
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.scenario_file import load
from ndt_opt.planner import plan_season
from ndt_opt.rules.training_model import TrainingModel

FOLDER = Path(__file__).parents[2] / "scenarios"
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/scenario.toml"))


@cache
def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name / "expected.toml").read_text(encoding="utf-8"))


FEASIBLE = [name for name in NAMES if expected(name)["status"] == "optimal"]


@cache
def inputs(name: str) -> tuple[Scenario, TrainingModel]:
    return load(FOLDER / name / "scenario.toml")


@cache
def outcome(name: str) -> Outcome:
    return plan_season(*inputs(name))


def shortened(scenario: Scenario, weeks: int) -> Scenario:
    """The first weeks of a season."""
    season = scenario.season.model_copy(update={"weeks": weeks})
    return scenario.model_copy(update={"season": season})


def threshold_days(plan: Plan) -> list[list[Session]]:
    """Threshold sessions day by day, the morning first."""
    days: dict[object, list[Session]] = {}
    for session in plan.sessions:
        if session.kind == "threshold":
            days.setdefault(session.date, []).append(session)
    return list(days.values())
