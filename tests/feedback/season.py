"""A made-up plan: doubles on Tuesday and Thursday, one single in recovery weeks, easy Mondays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from files.tiny_plan import MONDAY, SCENARIO, session, tiny_plan, week

from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Band, PaceTarget, Plan, Session
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import model_from_json
from ndt_opt.rules.training_model import TrainingModel

LT2 = 3.2
"""Of the athlete of the tiny plan."""


def _day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def _session(number: int, slot: str, **values: Any) -> Session:
    date = _day(number)
    return session().model_copy(update={"id": f"{date}-{slot}", "date": date, "slot": slot, **values})


def _hard(number: int, slot: str, heart_rate: int | None = None) -> Session:
    rpe = Band(low=11, high=13) if slot == "am" else Band(low=13, high=14)
    pace = PaceTarget(start=200, fast=197, slow=205)
    band = None if heart_rate is None else Band(low=heart_rate - 10, high=heart_rate)
    return _session(number, slot, kind="threshold", rpe=rpe, rest_s=60, pace_s_per_km=pace, heart_rate_bpm=band)


def made(heart_rate: int | None = None, weeks: int = 4, tested: dt.date | None = None) -> Plan:
    """Every third week is recovery, with one single; `heart_rate`: top of the planned band; `tested`: day of LT2's."""
    sessions, rows = [], []
    for number in range(weeks):
        first, is_load = 7 * number, number % 3 != 2
        easy = PaceTarget(start=300, fast=270, slow=330)
        sessions.append(_session(first, "am", pace_s_per_km=easy))
        for day in (1, 3) if is_load else (1,):
            sessions += [_hard(first + day, slot, heart_rate) for slot in (("am", "pm") if is_load else ("am",))]
        kind = "load" if is_load else "recovery"
        rows.append(week().model_copy(update={"index": number, "start": _day(first), "block": kind}))
    return tiny_plan(sessions=sessions, weeks=rows, scenario=_tested(tested))


def _tested(day: dt.date | None) -> Scenario:
    athlete = SCENARIO.athlete
    assert athlete.lactate is not None
    lactate = athlete.lactate.model_copy(update={"tested": day})
    return SCENARIO.model_copy(update={"athlete": athlete.model_copy(update={"lactate": lactate})})


def model(plan: Plan) -> TrainingModel:
    return model_from_json(plan.model)


def hard(plan: Plan, slot: str) -> list[Session]:
    """The threshold sessions of a slot on double days."""
    on = {s.date for s in plan.sessions if s.slot == "pm"}
    return [s for s in plan.sessions if s.kind == "threshold" and s.slot == slot and s.date in on]


def run(of: Session, **values: Any) -> LogEntry:
    """What was run of a session; everything else is unknown."""
    return LogEntry(date=of.date, slot=of.slot, kind=of.kind, session_id=of.id, **values)


def runs(sessions: Sequence[Session], *said: dict[str, Any]) -> list[LogEntry]:
    return [run(session, **values) for session, values in zip(sessions, said, strict=False)]
