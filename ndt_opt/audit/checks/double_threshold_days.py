"""As many double-threshold days as the tier asks, on their weekdays, and no other threshold beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.fits import most_metres_of_doubles
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.domain.calendar import SLOTS, WEEKDAYS, weekday
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.params import DoubleThresholdDays, HardDaySpacing, HitRecovery


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
        if kind in ("load", "taper"):
            yield from _count(evidence, week, params)
        elif kind is None:
            yield from _any_week(evidence, week, max(params.count, params.count_tier_c))


def _any_week(evidence: Evidence, week: int, most: int) -> Iterator[Verdict]:
    """More than a load or taper week takes is too many for any."""
    found = len(evidence.doubles_of(week))
    if found > most:
        yield broken(evidence.monday(week), f"{found} doubles", f"at most {most} in any week")
    else:
        yield unknown(evidence.monday(week), "load or recovery week is not known")


def _weekdays(evidence: Evidence, week: int, params: DoubleThresholdDays) -> Iterator[Verdict]:
    """A double moves to an alternative only where a usual day of a hindered week takes none."""
    able = _able_days(evidence, week)
    closed = sum(day not in {weekday(d) for d in able} for day in params.days) if evidence.is_hindered(week) else 0
    moved = [d for d in map(evidence.date, evidence.doubles_of(week)) if weekday(d) not in params.days]
    for number, date in enumerate(moved):
        if not evidence.is_phase_known and weekday(date) in params.alternatives:
            yield unknown(date, "no scenario: whether days around a race hinder the week is not known")
        elif number >= closed or weekday(date) not in params.alternatives:
            allowed = {*params.days, *(params.alternatives if closed else ())}
            named = ", ".join(d for d in WEEKDAYS if d in allowed) or "no weekday"
            yield broken(date, f"a double on {weekday(date)}", named + (f", {closed} of them moved" if closed else ""))


def _alone(evidence: Evidence, week: int) -> Iterator[Verdict]:
    """A week with a double has no other threshold session in base; `phase-mix` says what it has elsewhere."""
    doubles = evidence.doubles_of(week) if evidence.is_base(week) else ()
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
    elif not evidence.is_base(week):
        return
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
    """Whether a day for doubles takes one, and no threshold session is pinned elsewhere."""
    scenario = evidence.scenario
    if scenario is None or evidence.way_back(week) is not None:
        return False
    able = set(_open_days(evidence, week, params))
    near = {date for date in able if _is_near_hit(evidence, week, date)}
    dates = {evidence.date(day) for day in range(7 * week, 7 * week + 7)}
    return bool(able - near) and all(
        pin.date in able for pin in scenario.season.pins if pin.date in dates and pin.is_threshold
    )


def _open_days(evidence: Evidence, week: int, params: DoubleThresholdDays) -> list[dt.date]:
    """The usual days that take a double, and the alternatives where one of these does not."""
    able = _able_days(evidence, week)
    usual = [d for d in able if weekday(d) in params.days]
    return usual if len(usual) == len(params.days) else [
        d for d in able if weekday(d) in {*params.days, *params.alternatives}
    ]


def _is_near_hit(evidence: Evidence, week: int, date: dt.date) -> bool:
    """Whether HIT of another week keeps a double off the date."""
    gap, easy = _distances(evidence)
    at = (date - evidence.start).days
    near = (d for d in range(at - max(gap, easy), at + gap + 1) if d // 7 != week)
    return any(run.kind == "hit" for d in near for run in evidence.on(d))


def _able_days(evidence: Evidence, week: int) -> list[dt.date]:
    """Dates with both slots free and whole but for pinned threshold, far enough from pinned and past hard sessions."""
    scenario, found = evidence.scenario, []
    if scenario is None:
        return [evidence.date(day) for day in range(7 * week, 7 * week + 7)]
    for day in range(7 * week, 7 * week + 7):
        date, kinds = evidence.date(day), {pin.kind for pin in evidence.pins_on(day)}
        is_open = all(scenario.slot_window(date, slot) is not None for slot in SLOTS)
        is_open &= day not in evidence.first_days_back and not evidence.is_quiet(day)
        is_open &= not evidence.is_held(day) and not scenario.is_cut(date)
        is_open &= evidence.dated.takes_double(day)
        if is_open and kinds <= {"threshold", "tempo"} and not _is_near_pinned(evidence, date, scenario):
            found.append(date)
    return found


def _is_near_pinned(evidence: Evidence, date: dt.date, scenario: Scenario) -> bool:
    gap, easy = _distances(evidence)
    for pin in scenario.season.pins:
        days = (date - pin.date).days
        if days and pin.is_hard and (abs(days) <= gap or (pin.kind == "hit" and 0 < days <= easy)):
            return True
    return False


def _distances(evidence: Evidence) -> tuple[int, int]:
    """Easy days between hard days, and days without HIT before a double."""
    spacing: HardDaySpacing = evidence.model.rules["hard-day-spacing"]
    recovery: HitRecovery = evidence.model.rules["hit-recovery"]
    gap = spacing.gap_days if evidence.model.holds("hard-day-spacing") else 0
    return gap, recovery.easy_days_before_double if evidence.model.holds("hit-recovery") else 0


def _singles_instead(evidence: Evidence, week: int, tier: str) -> Iterator[Verdict]:
    singles = sum(len(evidence.z2_runs(day)) for day in range(7 * week, 7 * week + 7))
    if singles and evidence.scaled is None:
        yield unknown(evidence.monday(week), "whether two doubles fit the share is not known")
    elif singles and not _is_scaled(evidence, week):
        yield broken(evidence.monday(week), f"{singles} single sessions in tier {tier}", "doubles, or none")


def _is_scaled(evidence: Evidence, week: int) -> bool:
    """The plan says that two doubles fit only from more km than this block plans, and that can be."""
    planned = evidence.planned_m(evidence.cycle.block_of(week)) or 0
    most = most_metres_of_doubles(evidence)
    return any(
        note.rule in ("day-work-minutes", "double-threshold-days")
        and note.where == evidence.monday(week)
        and note.fits_at_km is not None
        and planned < round(1000 * note.fits_at_km) <= (most or round(1000 * note.fits_at_km))
        for note in evidence.scaled or ()
    )
