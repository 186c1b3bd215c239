"""Plans to export: solved seasons, replanned ones, and sessions that none of them holds."""

from __future__ import annotations

from functools import cache
from typing import Any

from replan.season import again, blocking, day, season

from ndt_opt.domain.plan import Adjusted, Plan, Session
from ndt_opt.replan import Replanned

HOSTILE = [
    "<script>alert(1)</script>",
    "line\r\nBEGIN:VALARM\r\nEND:VALARM",
    "=cmd|' /C calc'!A0",
    "- 10m 200% Pace",
    "5x",
    "🏃🏽‍♀️" * 40,
    "../../etc/passwd",
    "\x1b]0;owned\x07 \x00 \u202e",
    "æ" * 200,
]
PLAIN = ("improver-20min-75km", "club-races", "marathon-with-half", "elite-5000m", "masters-7-hours")
"""No heart rate; B and C races; race pace; hills and a change of clocks; New York."""


def plan_of(name: str) -> Plan:
    return season(name)[0]


def with_sessions(plan: Plan, *sessions: Session) -> Plan:
    """The plan with these sessions instead of the ones in their slots."""
    places = {(s.date, s.slot) for s in sessions}
    kept = [s for s in plan.sessions if (s.date, s.slot) not in places]
    return plan.model_copy(update={"sessions": sorted([*kept, *sessions], key=lambda s: (s.date, s.slot))})


def first(plan: Plan, kind: str) -> Session:
    return next(s for s in plan.sessions if s.kind == kind)


def told(plan: Plan, text: str) -> Plan:
    """The plan with a text wherever a person may write one."""
    sessions = [s.model_copy(update={"title": text, "control": text, "why": [text]}) for s in plan.sessions]
    athlete = plan.scenario.athlete.model_copy(update={"name": text})
    scenario = plan.scenario.model_copy(update={"title": text, "athlete": athlete})
    return plan.model_copy(update={"sessions": sessions, "scenario": scenario})


def tempo(plan: Plan) -> Session:
    """The plan's first threshold session, run in one piece."""
    own = first(plan, "threshold")
    values: dict[str, Any] = {"kind": "tempo", "reps": 1, "rep_s": 1200, "rep_m": None, "rest_s": 0}
    return own.model_copy(update={**values, "title": "Tempo 20 min @ 3:00/km"})


def eased(plan: Plan) -> Session:
    """The plan's first threshold session, as the log has it run."""
    own = first(plan, "threshold")
    adjusted = Adjusted(rest_s=(60, 90), pace_s_per_km=(177, 182), why="lactate above 3:00/km twice")
    return own.model_copy(update={"rest_s": 90, "adjusted": adjusted})


@cache
def away() -> tuple[Plan, Replanned]:
    """A season planned anew around four days that have become closed."""
    plan = plan_of("improver-20min-75km")
    return again("improver-20min-75km", 21, scenario=blocking(day(plan, 29), day(plan, 32)))


@cache
def ill() -> tuple[Plan, Replanned]:
    """A season planned anew after eight days without a run."""
    plan = plan_of("improver-20min-75km")
    return again("improver-20min-75km", 22, lambda s: None if s.date >= day(plan, 14) else {})
