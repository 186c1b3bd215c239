"""As many double-threshold days as the tier asks, on their weekdays, and no other threshold beside them."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.domain.calendar import SLOTS, WEEKDAYS, weekday
from ndt_opt.rules.params import DoubleThresholdDays


def check(evidence: Evidence, params: DoubleThresholdDays) -> Iterator[Verdict]:
    """keeps `double-threshold-days`"""
    for day in evidence.by_day:
        for slot in SLOTS:
            count = len(evidence.z2_runs(day, slot))
            if count > 1:
                found = f"{count} threshold sessions in one {slot.upper()}"
                yield broken(evidence.date(day), found, "one AM and one PM")
    for week in evidence.weeks:
        yield from _weekdays(evidence, week, params)
        yield from _alone(evidence, week)
        kind = evidence.week_kind(week)
        if kind == "load":
            yield from _count(evidence, week, params)
        elif kind is None:
            yield unknown(evidence.monday(week), "load or recovery week is not known")


def _weekdays(evidence: Evidence, week: int, params: DoubleThresholdDays) -> Iterator[Verdict]:
    allowed = set(params.days) | (set(params.alternatives) if evidence.is_hindered(week) else set())
    for day in evidence.doubles_of(week):
        date = evidence.date(day)
        if weekday(date) not in allowed:
            named = ", ".join(d for d in WEEKDAYS if d in allowed)
            yield broken(date, f"a double on {weekday(date)}", named or "no weekday")


def _alone(evidence: Evidence, week: int) -> Iterator[Verdict]:
    """A week with a double has no other threshold session."""
    doubles = evidence.doubles_of(week)
    for day in range(7 * week, 7 * week + 7) if doubles else ():
        runs = evidence.z2_runs(day)
        if runs and day not in doubles:
            found = f"{runs[0].kind} in a week with a double"
            yield broken(evidence.date(day), found, "no other threshold")


def _count(evidence: Evidence, week: int, params: DoubleThresholdDays) -> Iterator[Verdict]:
    block = evidence.cycle.block_of(week)
    tier = evidence.tier_of(block)
    where, found = evidence.monday(week), len(evidence.doubles_of(week))
    most = {"A": params.count, "B": params.count, "C": params.count_tier_c, "D": 0}
    if tier is None:
        yield unknown(where, "the block's planned load km are not known")
    elif found > most[tier]:
        yield broken(where, f"{found} doubles in tier {tier}", f"at most {most[tier]}")
    elif tier in "AB" and found < params.count and not evidence.is_hindered(week):
        yield from _too_few(evidence, week, found, tier, params.count)
    elif tier in "AB" and params.count and not found and _takes_double(evidence, week, params):
        yield from _singles_instead(evidence, week, tier)


def _too_few(evidence: Evidence, week: int, found: int, tier: str, count: int) -> Iterator[Verdict]:
    where = evidence.monday(week)
    if week not in evidence.whole_weeks:
        yield unknown(where, "sessions of the week may be missing", f"{count} doubles")
    elif evidence.scaled is None and found == 0:
        yield unknown(where, "whether two doubles fit the share is not known", f"{count} doubles")
    elif found > 0 or not _is_scaled(evidence, week):
        yield broken(where, f"{found} doubles in tier {tier}", f"exactly {count}")


def _takes_double(evidence: Evidence, week: int, params: DoubleThresholdDays) -> bool:
    """Whether a day for doubles has both slots free, and no threshold session is pinned elsewhere."""
    scenario = evidence.scenario
    if scenario is None:
        return False
    free, pinned = set(), set()
    for date in (evidence.date(day) for day in range(7 * week, 7 * week + 7)):
        kinds = {pin.kind for pin in scenario.season.pins if pin.date == date}
        is_open = all(scenario.slot_window(date, slot) is not None for slot in SLOTS)
        if weekday(date) in {*params.days, *params.alternatives} and is_open and kinds <= {"threshold", "tempo"}:
            free.add(date)
        if kinds & {"threshold", "tempo"}:
            pinned.add(date)
    return bool(free) and pinned <= free


def _singles_instead(evidence: Evidence, week: int, tier: str) -> Iterator[Verdict]:
    singles = sum(len(evidence.z2_runs(day)) for day in range(7 * week, 7 * week + 7))
    if singles and evidence.scaled is None:
        yield unknown(evidence.monday(week), "whether two doubles fit the share is not known")
    elif singles and not _is_scaled(evidence, week):
        yield broken(evidence.monday(week), f"{singles} single sessions in tier {tier}", "doubles, or none")


def _is_scaled(evidence: Evidence, week: int) -> bool:
    """The plan says that two doubles fit only from more km than this block plans."""
    planned = evidence.planned_m(evidence.cycle.block_of(week)) or 0
    return any(
        note.rule in ("day-work-minutes", "double-threshold-days")
        and note.where == evidence.monday(week)
        and note.fits_at_km is not None
        and round(1000 * note.fits_at_km) > planned
        for note in evidence.scaled or ()
    )
