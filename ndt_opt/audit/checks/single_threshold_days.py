"""Without doubles, two or three single threshold sessions of a useful length."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import RecoveryWeek, SingleThresholdDays
from ndt_opt.units import minutes


def check(evidence: Evidence, params: SingleThresholdDays) -> Iterator[Verdict]:
    """keeps `single-threshold-days`"""
    for week in evidence.weeks:
        kind = evidence.week_kind(week)
        days = [d for d in range(7 * week, 7 * week + 7) if evidence.z2_runs(d)]
        singles = [d for d in days if d not in evidence.double_days]
        if kind is None:
            yield from _any_week(evidence, week, singles, params)
        elif kind == "load" and not evidence.doubles_of(week):
            yield from _count(evidence, week, len(singles), params)
            yield from _sessions(evidence, singles, params.min_work_min, params.max_work_min)
            yield from _variety(evidence, week, singles, params)
        elif kind == "part" and not evidence.doubles_of(week):
            yield from _part(evidence, week, singles)
        elif kind in ("recovery", "taper", "race"):
            least = params.min_work_min if kind == "taper" or kind == "race" else 0
            yield from _sessions(evidence, singles, least, params.max_work_min)
        if kind in ("load", "part") and week not in evidence.whole_weeks:
            yield unknown(evidence.monday(week), "sessions of the week may be missing")


def _any_week(evidence: Evidence, week: int, singles: list[int], params: SingleThresholdDays) -> Iterator[Verdict]:
    """What no week without doubles takes, whatever it is for."""
    where = evidence.monday(week)
    is_without = week in evidence.whole_weeks and not evidence.doubles_of(week)
    if is_without and len(singles) > params.max_count:
        yield broken(where, f"{len(singles)}", f"at most {params.max_count} threshold days")
    else:
        yield unknown(where, "load or recovery week is not known")
    if is_without:
        yield from _sessions(evidence, singles, 0, params.max_work_min)


def _count(evidence: Evidence, week: int, found: int, params: SingleThresholdDays) -> Iterator[Verdict]:
    where = evidence.monday(week)
    tier = evidence.tier_of(evidence.cycle.block_of(week))
    low = params.min_count_tier_d if tier == "D" else params.min_count
    allowed = f"{low} to {params.max_count} threshold days"
    races = evidence.has_races(week)
    if found > max(0, params.max_count - races):
        yield broken(where, f"{found} beside {races} races" if races else f"{found}", allowed)
    elif found < low and evidence.is_base(week) and not evidence.is_affected(week) and week in evidence.whole_weeks:
        if tier is None and found >= params.min_count_tier_d:
            yield unknown(where, "the block's planned load km are not known", allowed)
        else:
            yield broken(where, f"{found}", allowed)


def _sessions(evidence: Evidence, days: list[int], low: int, high: int) -> Iterator[Verdict]:
    for day in days:
        runs = evidence.z2_runs(day)
        if len(runs) > 1:
            yield broken(evidence.date(day), f"{len(runs)} threshold sessions", "one a day")
        for run in runs:
            if run.work_s is None:
                yield unknown(run.id, "work not known", f"{low} to {high} min")
            elif not 60 * low <= run.work_s <= 60 * high:
                yield broken(run.id, f"{minutes(run.work_s)} min of work", f"{low} to {high} min")


def _variety(evidence: Evidence, week: int, days: list[int], params: SingleThresholdDays) -> Iterator[Verdict]:
    lengths = [(run.rep_s, run.rep_m) for day in days for run in evidence.z2_runs(day)]
    known = [length for length in lengths if length != (None, None)]
    most = max((known.count(length) for length in known), default=0)
    allowed = f"at most {params.max_same_reps} sessions with reps of the same length"
    if most > params.max_same_reps:
        yield broken(evidence.monday(week), f"{most} of the same", allowed)
    elif most + len(lengths) - len(known) > params.max_same_reps and len(known) < len(lengths):
        yield unknown(evidence.monday(week), "rep lengths not known", allowed)


def _part(evidence: Evidence, week: int, days: list[int]) -> Iterator[Verdict]:
    """Day grid: a week with few load days has the sessions of a recovery week."""
    if not evidence.model.holds("recovery-week"):
        return
    recovery: RecoveryWeek = evidence.model.rules["recovery-week"]
    if len(days) > recovery.max_singles:
        where = evidence.monday(week)
        yield broken(where, f"{len(days)} threshold days between two blocks", f"at most {recovery.max_singles}")
    for run in (r for day in days for r in evidence.z2_runs(day)):
        allowed = f"at most {recovery.max_single_min} min"
        if run.work_s is None:
            yield unknown(run.id, "work not known", allowed)
        elif run.work_s > 60 * recovery.max_single_min:
            yield broken(run.id, f"{minutes(run.work_s)} min of work between two blocks", allowed)
