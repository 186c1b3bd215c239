"""Solved seasons, and logs of what a runner made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.domain.scenario import BlockedDates, Race, Scenario
from ndt_opt.files.scenario_file import load
from ndt_opt.planner import plan_season
from ndt_opt.replan import Replanned, replan
from ndt_opt.rules.training_model import TrainingModel

SCENARIOS = Path(__file__).parents[2] / "scenarios"
Change = Callable[[Session], Mapping[str, Any] | None]
"""What differs from a session run as planned; None where it was not run and nothing is logged."""


@cache
def season(name: str) -> tuple[Plan, TrainingModel, Scenario]:
    """A shipped scenario, solved."""
    scenario, model = load(SCENARIOS / name / "scenario.toml")
    outcome = plan_season(scenario, model)
    assert isinstance(outcome, Solved)
    return outcome.plan, model, scenario


def day(plan: Plan, number: int) -> dt.date:
    return plan.scenario.season.start + dt.timedelta(days=number)


def entry(session: Session, **values: Any) -> LogEntry:
    """The session run as planned, but for these values."""
    pace = session.pace_s_per_km
    planned = {
        "date": session.date, "slot": session.slot, "kind": session.kind, "session_id": session.id,
        "distance_m": session.distance_m, "duration_s": session.duration_s, "hard_m": session.hard_m or None,
        "work_s": session.hard_s or None, "pace": None if pace is None else pace.start, "rpe": 12, "completed": 100,
    }  # fmt: skip
    return LogEntry(**(planned | values))


def log_of(plan: Plan, until: dt.date, change: Change = lambda _: {}) -> list[LogEntry]:
    """Everything up to the day before `until`."""
    told = ((s, change(s)) for s in plan.sessions if s.date < until)
    return [entry(s, **values) for s, values in told if values is not None]


def again(
    name: str, number: int, change: Change = lambda _: {}, scenario: Callable[[Scenario], Scenario] | None = None
) -> tuple[Plan, Replanned]:
    """The plan of a scenario, and the one made anew on the season's day `number`."""
    plan, model, own = season(name)
    as_of = day(plan, number)
    wanted = None if scenario is None else scenario(own)
    outcome = replan(plan, log_of(plan, as_of, change), as_of, model, scenario=wanted)
    assert isinstance(outcome, Replanned), outcome
    return plan, outcome


def blocking(first: dt.date, last: dt.date, reason: str = "travel") -> Callable[[Scenario], Scenario]:
    """A scenario with days blocked."""

    def blocked(scenario: Scenario) -> Scenario:
        own = BlockedDates.model_validate({"from": first, "to": last, "reason": reason})
        availability = scenario.availability
        more = availability.model_copy(update={"blocked": [*availability.blocked, own]})
        return scenario.model_copy(update={"availability": more})

    return blocked


def racing(race: Race) -> Callable[[Scenario], Scenario]:
    """A scenario with one more race."""

    def raced(scenario: Scenario) -> Scenario:
        more = scenario.season.model_copy(update={"races": [*scenario.season.races, race]})
        return scenario.model_copy(update={"season": more})

    return raced


def shown(session: Session) -> tuple[object, ...]:
    """What a runner sees of a session."""
    return session.id, session.date, session.slot, session.title, session.distance_m
