"""How many HIT sessions a week holds, and how long, by the block's planned load km."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence, Run
from ndt_opt.audit.spare_days import free_day, has_days, share_with_missed
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import HitCount


def check(evidence: Evidence, params: HitCount) -> Iterator[Verdict]:
    """keeps `hit-count`"""
    for week in evidence.weeks:
        where = evidence.monday(week)
        hits = [r for r in evidence.of_week(week) if r.kind == "hit"]
        kind = evidence.week_kind(week)
        if kind is None:
            yield from _any_week(where, hits, params)
        elif kind in ("recovery", "taper", "race") and hits:
            yield broken(where, f"{len(hits)} HIT sessions in a {kind} week", "none")
        elif kind == "recovery" and week not in evidence.whole_weeks:
            yield unknown(where, "sessions of the week may be missing", "none")
        elif kind == "load":
            yield from _load_week(evidence, week, hits, params)


def _any_week(where: dt.date, hits: list[Run], params: HitCount) -> Iterator[Verdict]:
    """What no week takes, whatever it is for."""
    most, most_m = max(params.full_count, params.half_count), max(params.full_max_m, params.half_max_m)
    if len(hits) > most:
        yield broken(where, f"{len(hits)} HIT sessions", f"at most {most} in any week")
    else:
        yield unknown(where, "load or recovery week is not known")
    for run in hits:
        if run.hard_m is not None and run.hard_m > most_m:
            yield broken(run.id, f"{run.hard_m} m of HIT", f"at most {most_m} m in any week")


def _load_week(evidence: Evidence, week: int, hits: list[Run], params: HitCount) -> Iterator[Verdict]:
    where = evidence.monday(week)
    planned = evidence.planned_m(evidence.cycle.block_of(week))
    if planned is None:
        yield unknown(where, "the block's planned load km are not known")
        return
    low, most, (least_m, most_m) = _limits(planned, params)
    low, most = (max(0, n - evidence.has_races(week)) for n in (low, most))
    low = low if evidence.is_base(week) else 0
    if len(hits) > most:
        yield broken(where, f"{len(hits)} HIT sessions", f"at most {most}")
    elif len(hits) < low and not evidence.is_hindered(week):
        yield broken(where, f"{len(hits)} HIT sessions", f"exactly {low}")
    elif len(hits) < low and week in evidence.whole_weeks and has_days(evidence, week):
        yield from _missed(evidence, week, len(hits), low, least_m)
    for run in hits:
        if run.hard_m is None:
            yield unknown(run.id, "work not known", f"{least_m} to {most_m} m")
        elif most and not least_m <= run.hard_m <= most_m:
            yield broken(run.id, f"{run.hard_m} m of HIT", f"{least_m} to {most_m} m")


def _missed(evidence: Evidence, week: int, found: int, low: int, least_m: int) -> Iterator[Verdict]:
    """A hindered week with fewer: no day takes one, and its metres are not spent on threshold work."""
    free, planned = free_day(evidence, week, before_double=True), evidence.planned_m(evidence.cycle.block_of(week))
    if free is not None:
        yield broken(evidence.monday(week), f"{found} HIT sessions", f"exactly {low}: {evidence.date(free)} takes one")
    elif planned is not None:
        yield from share_with_missed(evidence, week, (low - found) * least_m, planned, "HIT")


def _limits(planned_m: int, params: HitCount) -> tuple[int, int, tuple[int, int]]:
    """Fewest and most sessions, fewest and most metres of one."""
    if planned_m >= 1000 * params.full_from_km:
        return params.full_count, params.full_count, (params.full_min_m, params.full_max_m)
    if planned_m >= 1000 * params.half_from_km:
        return 0, params.half_count, (0, params.half_max_m)
    return 0, 0, (0, 0)
