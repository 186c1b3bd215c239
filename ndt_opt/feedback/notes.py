"""What the log says beside threshold sessions: easy runs too fast, sessions missed, a test grown old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ndt_opt.domain.log import LogEntry, last_day
from ndt_opt.domain.plan import Plan
from ndt_opt.feedback.observed import families
from ndt_opt.physiology.profile import STALE_TEST_DAYS
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import format_pace


def notes(plan: Plan, log: Sequence[LogEntry], model: TrainingModel) -> Iterator[str]:
    """Each in a sentence; they change nothing by themselves."""
    yield from _easy_too_fast(plan, log, model)
    yield from _missed(plan, log, model)
    yield from _stale_test(plan, log)


def pace_of(entry: LogEntry) -> int | None:
    """s/km as logged, else from distance and duration."""
    if entry.pace is not None or not (entry.distance_m and entry.duration_s):
        return entry.pace
    return round(1000 * entry.duration_s / entry.distance_m)


def _easy_too_fast(plan: Plan, log: Sequence[LogEntry], model: TrainingModel) -> Iterator[str]:
    """Easy runs that drift fast, one after the other (R-099)."""
    bands = {s.id: s.pace_s_per_km for s in plan.sessions if s.kind in ("easy", "long")}
    fast: list[str] = []
    for entry in log:
        band, pace = bands.get(entry.session_id or ""), pace_of(entry)
        if band is None or pace is None or entry.is_missed:
            continue
        if pace >= band.fast:
            fast.clear()
            continue
        fast.append(f"{entry.date} {format_pace(pace)}, {format_pace(band.fast)} at the fastest")
        if len(fast) == model.feedback.easy_in_a_row:
            yield f"easy runs too fast: {'; '.join(fast)}. Easy days stay easy (R-099)"


def _missed(plan: Plan, log: Sequence[LogEntry], model: TrainingModel) -> Iterator[str]:
    """Threshold sessions missed one after the other: nothing is caught up."""
    family_of = families(plan)
    missed: list[str] = []
    for entry in log:
        if entry.session_id not in family_of:
            continue
        if not entry.is_missed:
            missed.clear()
            continue
        missed.append(str(entry.session_id))
        if len(missed) == model.feedback.missed_in_a_row:
            yield f"missed in a row: {', '.join(missed)}. Nothing is caught up; if you were ill, come back easily"


def _stale_test(plan: Plan, log: Sequence[LogEntry]) -> Iterator[str]:
    """Lactate at threshold moves with threshold training."""
    test, last = plan.scenario.athlete.lactate, last_day(log)
    if test is None or test.tested is None or last is None:
        return
    days = (last - test.tested).days
    if days > STALE_TEST_DAYS:
        weeks = STALE_TEST_DAYS // 7
        yield f"the lactate test of {test.tested} is {days // 7} weeks old: test again (every {weeks} weeks)"
