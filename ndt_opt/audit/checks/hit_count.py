"""How many HIT sessions a week holds, and how long, by the block's planned load km."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence, Run
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import HardDaySpacing, HitCount, HitRecovery, LoadRecoveryCycle

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
    for run in hits:
        if run.hard_m is None:
            yield unknown(run.id, "work not known", f"{least_m} to {most_m} m")
        elif most and not least_m <= run.hard_m <= most_m:
            yield broken(run.id, f"{run.hard_m} m of HIT", f"{least_m} to {most_m} m")


def _free_day(evidence: Evidence, week: int) -> int | None:
    """A day of a hindered week that could take HIT: a long slot, no pin, no hard day or double too near."""
    model, least = evidence.model, 60 * ROOM_MIN
    spacing: HardDaySpacing = model.rules["hard-day-spacing"]
    recovery: HitRecovery = model.rules["hit-recovery"]
    cycle: LoadRecoveryCycle = model.rules["load-recovery-cycle"]
    if evidence.way_back(week) is not None or 7 - evidence.lost_in(week) < cycle.load_week_days:
        return None
    reach = (spacing.gap_days or spacing.max_in_a_row) if model.holds("hard-day-spacing") else 0
    ahead = recovery.easy_days_before_double if model.holds("hit-recovery") else 0
    for day in range(7 * week, 7 * week + 7):
        near = any(d in evidence.hard_days for d in range(day - reach, day + reach + 1))
        before = any(d in evidence.double_days for d in range(day + 1, day + ahead + 1))
        if not near and not before and not evidence.pins_on(day) and evidence.longest_slot_s(day) >= least:
            return day
    return None


def _limits(planned_m: int, params: HitCount) -> tuple[int, int, tuple[int, int]]:
    """Fewest and most sessions, fewest and most metres of one."""
    if planned_m >= 1000 * params.full_from_km:
        return params.full_count, params.full_count, (params.full_min_m, params.full_max_m)
    if planned_m >= 1000 * params.half_from_km:
        return 0, params.half_count, (0, params.half_max_m)
    return 0, 0, (0, 0)
