"""How many HIT sessions a week holds, and how long, by the block's planned load km."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence, Run
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.audit.work import total
from ndt_opt.domain.calendar import SLOTS
from ndt_opt.rules.params import HardDaySpacing, HitCount, HitRecovery, LoadRecoveryCycle, WeekIntensityShare
from ndt_opt.units import km

ROOM_MIN = 120
"""A slot of so many minutes takes any HIT session."""


def check(evidence: Evidence, params: HitCount) -> Iterator[Verdict]:
    """keeps `hit-count`"""
    for week in evidence.weeks:
        where = evidence.monday(week)
        hits = [r for r in evidence.of_week(week) if r.kind == "hit"]
        kind = evidence.week_kind(week)
        if kind is None:
            yield unknown(where, "load or recovery week is not known")
        elif kind == "recovery" and hits:
            yield broken(where, f"{len(hits)} HIT sessions in a recovery week", "none")
        elif kind == "recovery" and week not in evidence.whole_weeks:
            yield unknown(where, "sessions of the week may be missing", "none")
        elif kind == "load":
            yield from _load_week(evidence, week, hits, params)


def _load_week(evidence: Evidence, week: int, hits: list[Run], params: HitCount) -> Iterator[Verdict]:
    where = evidence.monday(week)
    planned = evidence.planned_m(evidence.cycle.block_of(week))
    if planned is None:
        yield unknown(where, "the block's planned load km are not known")
        return
    low, most, (least_m, most_m) = _limits(planned, params)
    if len(hits) > most:
        yield broken(where, f"{len(hits)} HIT sessions", f"at most {most}")
    elif len(hits) < low and not evidence.is_hindered(week):
        yield broken(where, f"{len(hits)} HIT sessions", f"exactly {low}")
    elif len(hits) < low and week in evidence.whole_weeks and (free := _free_day(evidence, week)) is not None:
        yield broken(where, f"{len(hits)} HIT sessions", f"exactly {low}: {evidence.date(free)} takes one")
    elif len(hits) < low and week in evidence.whole_weeks:
        yield from _share_with_missed(evidence, week, (low - len(hits)) * least_m, planned)
    for run in hits:
        if run.hard_m is None:
            yield unknown(run.id, "work not known", f"{least_m} to {most_m} m")
        elif most and not least_m <= run.hard_m <= most_m:
            yield broken(run.id, f"{run.hard_m} m of HIT", f"{least_m} to {most_m} m")


def _free_day(evidence: Evidence, week: int) -> int | None:
    """A day of a hindered week that could take HIT: a long free slot, no hard day or double too near."""
    model, least = evidence.model, 60 * ROOM_MIN
    spacing: HardDaySpacing = model.rules["hard-day-spacing"]
    recovery: HitRecovery = model.rules["hit-recovery"]
    if not _owes_hit(evidence, week):
        return None
    reach = (spacing.gap_days or spacing.max_in_a_row) if model.holds("hard-day-spacing") else 0
    ahead = recovery.easy_days_before_double if model.holds("hit-recovery") else 0
    for day in range(7 * week, 7 * week + 7):
        near = any(d in evidence.hard_days for d in range(day - reach, day + reach + 1))
        before = any(d in evidence.double_days for d in range(day + 1, day + ahead + 1))
        is_easy = day in evidence.first_days_back
        is_free = not is_easy and evidence.longest_free_s(day) >= least and _is_free_beside(evidence, day)
        if not near and not before and is_free:
            return day
    return None


def _owes_hit(evidence: Evidence, week: int) -> bool:
    """Enough days are left, and it is not on the way back."""
    cycle: LoadRecoveryCycle = evidence.model.rules["load-recovery-cycle"]
    return evidence.way_back(week) is None and 7 - evidence.lost_in(week) >= cycle.load_week_days


def _is_free_beside(evidence: Evidence, day: int) -> bool:
    """Whether what is pinned on the day leaves HIT time: rest, or an easy run of any length far enough away."""
    pins, scenario, model = evidence.pins_on(day), evidence.scenario, evidence.model
    if scenario is None or any(p.km is not None for p in pins):
        return False
    if all(p.kind == "rest" for p in pins) or not model.holds("availability"):
        return True
    am, pm = (scenario.slot_window(evidence.date(day), slot) for slot in SLOTS)
    if am is None or pm is None:
        return False
    gap = model.rules["am-pm-gap"].min_gap_min if model.holds("am-pm-gap") else 0
    least = model.rules["easy-runs"].min_min if model.holds("easy-runs") else 0
    hour = 60  # the clock may skip one
    return bool(pm[0].end_min - am[0].start_min >= ROOM_MIN + gap + least + hour)


def _share_with_missed(evidence: Evidence, week: int, missed_m: int, planned_m: int) -> Iterator[Verdict]:
    """Missed HIT's metres count against the share of km: threshold work may not have them."""
    share: WeekIntensityShare = evidence.model.rules["week-intensity-share"]
    is_counted = evidence.model.holds("week-intensity-share") and share.unit == "km"
    whole, hard = evidence.distance_m(week), total(r.hard_m for r in evidence.of_week(week))
    if not is_counted or not _owes_hit(evidence, week) or whole is None or hard is None:
        return
    pct = 100 - (share.min_easy_pct_low if planned_m < 1000 * share.low_below_km else share.min_easy_pct)
    if 100 * (hard + missed_m) > pct * whole:
        found = f"{km(hard)} km of hard work without HIT"
        yield broken(evidence.monday(week), found, f"{pct} % of {km(whole)} km less {km(missed_m)} km for it")


def _limits(planned_m: int, params: HitCount) -> tuple[int, int, tuple[int, int]]:
    """Fewest and most sessions, fewest and most metres of one."""
    if planned_m >= 1000 * params.full_from_km:
        return params.full_count, params.full_count, (params.full_min_m, params.full_max_m)
    if planned_m >= 1000 * params.half_from_km:
        return 0, params.half_count, (0, params.half_max_m)
    return 0, 0, (0, 0)
