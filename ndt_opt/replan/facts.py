"""From the log to facts: what was run in each slot, and the days on which nothing was."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile

from ndt_opt.domain.calendar import DAY
from ndt_opt.domain.lived import HARD_KINDS, Away, LivedRun
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.muscular import steady_points
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel


def runs_of(log: Iterable[LogEntry], plan: Plan, person: Profile, model: TrainingModel) -> list[LivedRun]:
    """What was run; a number that the log leaves out is that of the planned session, as far as it was completed."""
    sessions: dict[object, Session] = {session.id: session for session in plan.sessions}
    sessions |= {(session.date, session.slot, session.kind): session for session in plan.sessions}
    entries = [entry for entry in log if not entry.is_missed]
    keys = [entry.session_id or (entry.date, entry.slot, entry.kind) for entry in entries]
    return [_run(entry, sessions.get(key), person, model) for entry, key in zip(entries, keys, strict=True)]


def _run(entry: LogEntry, session: Session | None, person: Profile, model: TrainingModel) -> LivedRun:
    pct = 100 if entry.completed is None else entry.completed

    def known(own: int | None, planned: int) -> int:
        return own if own is not None else planned * pct // 100

    hard_m, work_s = _work(entry, session, pct)
    distance_m = max(hard_m, known(entry.distance_m, session.distance_m if session else _by_time(entry, person)))
    easy_s = (distance_m - hard_m) * person.easy_pace // 1000
    duration_s = max(work_s, known(entry.duration_s, session.duration_s if session else work_s + easy_s))
    points = steady_points(distance_m, person.easy_pace, model.muscular, is_long=entry.kind == "long")
    if session is not None and session.distance_m:
        points = session.muscular_load * distance_m // session.distance_m
    return LivedRun(
        date=entry.date, slot=entry.slot, kind=entry.kind, distance_m=distance_m, hard_m=hard_m, work_s=work_s,
        duration_s=duration_s, muscular_load=points,
    )  # fmt: skip


def _by_time(entry: LogEntry, person: Profile) -> int:
    return 0 if entry.duration_s is None else entry.duration_s * 1000 // person.easy_pace


def _work(entry: LogEntry, session: Session | None, pct: int) -> tuple[int, int]:
    """Metres and seconds of reps or race; the one from the other by the pace where only one is logged."""
    if entry.kind not in HARD_KINDS:
        return 0, 0
    metres, seconds = entry.hard_m, entry.work_s
    if entry.pace and metres is None and seconds is not None:
        metres = 1000 * seconds // entry.pace
    if entry.pace and seconds is None and metres is not None:
        seconds = metres * entry.pace // 1000
    planned_m, planned_s = (session.hard_m, session.hard_s) if session is not None else (0, 0)
    if entry.kind == "race" and metres is None and session is None:
        metres, seconds = entry.distance_m, entry.duration_s
    return (
        planned_m * pct // 100 if metres is None else metres,
        planned_s * pct // 100 if seconds is None else seconds,
    )


def planned_run(session: Session) -> LivedRun:
    """A session of the week that has begun, still to come."""
    return LivedRun(
        date=session.date, slot=session.slot, kind=session.kind, distance_m=session.distance_m,
        hard_m=session.hard_m, work_s=session.hard_s, duration_s=session.duration_s,
        muscular_load=session.muscular_load, is_planned=True,
    )  # fmt: skip


def absences(
    plan: Plan, runs: Sequence[LivedRun], as_of: dt.date, model: TrainingModel, wanted: Scenario
) -> list[Away]:
    """Days in a row without a run to speak of, planned sessions among them, long enough to be more than rest.

    The way back from fewer days than the rules know one for takes a part of them, up to a change that `wanted` states.
    """
    figures, rule = model.replanning, model.rules["transition-caution"]
    planned_days = {session.date for session in plan.sessions}
    run_days = _days_run(plan, runs, figures.jog_pct)
    found: list[Away] = []
    first = day = plan.scenario.season.start
    while day <= as_of:
        if day == as_of or day in run_days:
            length = (day - first).days
            is_missed = any(first <= planned < day for planned in planned_days)
            if length >= figures.away_days and is_missed:
                is_long = model.holds("transition-caution") and length >= rule.from_days
                easy_days = 0 if is_long else -(-length * figures.easy_pct // 100)
                easy_days = _alone(day, easy_days, wanted)
                found.append(Away(to=day - DAY, easy_days=easy_days, **{"from": first}))
            first = day + DAY
        day += DAY
    return found


def _alone(first: dt.date, days: int, wanted: Scenario) -> int:
    """How many of the days from `first` on no stated change touches, the first ones of them: one change at a time."""
    dates = (first + n * DAY for n in range(days))
    free = takewhile(lambda date: not any(t.date <= date <= t.last for t in wanted.transitions), dates)
    return sum(1 for _ in free)


def _days_run(plan: Plan, runs: Sequence[LivedRun], jog_pct: int) -> set[dt.date]:
    """Days on which a part of what was planned was run; a jog on the way out of bed is none."""
    planned, run = Counter[dt.date](), Counter[dt.date]()
    for session in plan.sessions:
        planned[session.date] += session.distance_m
    for own in runs:
        run[own.date] += own.distance_m
    usual_m = sum(planned.values()) // max(1, len(planned))
    return {day for day, metres in run.items() if 100 * metres >= jog_pct * (planned[day] or usual_m)}
