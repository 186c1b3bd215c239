"""Recovery is easier: no doubles, no HIT, little threshold, fewer km and hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ndt_opt.audit.cycle import LoadBlock
from ndt_opt.audit.evidence import Evidence, Run
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.audit.work import total
from ndt_opt.rules.params import RecoveryWeek
from ndt_opt.units import km, minutes


def check(evidence: Evidence, params: RecoveryWeek) -> Iterator[Verdict]:
    """keeps `recovery-week`; on the day grid the recovery days are judged, wherever they begin"""
    seen = {b: [d for d in b.recovery_days if d // 7 in evidence.weeks] for b in evidence.cycle.blocks}
    length = evidence.model.rules["load-recovery-cycle"].recovery_days
    for block, whole in seen.items():
        for days in (whole[n : n + length] for n in range(0, len(whole), length)):
            yield from _sessions(evidence, days, params)
            yield from _volume(evidence, block, days, params)
    if not evidence.is_cycle_known or any(evidence.week_kind(w) is None for w in evidence.weeks):
        yield unknown(evidence.start, "which weeks are recovery weeks is not known")
    elif any(block.recovery_days for block in seen) and not any(seen.values()):
        yield unknown(evidence.start, "no recovery week before us")


def _sessions(evidence: Evidence, days: list[int], params: RecoveryWeek) -> Iterator[Verdict]:
    where = evidence.date(days[0])
    doubles = sum(day in evidence.double_days for day in days)
    hits = sum(r.kind == "hit" for day in days for r in evidence.on(day))
    singles = [r for day in days for r in evidence.z2_runs(day)]
    if doubles:
        yield broken(where, f"{doubles} doubles in recovery", "none")
    if hits:
        yield broken(where, f"{hits} HIT sessions in recovery", "none")
    if len(singles) > params.max_singles:
        found = f"{len(singles)} threshold sessions in recovery"
        yield broken(where, found, f"at most {params.max_singles}")
    for run in singles:
        if run.work_s is None:
            yield unknown(run.id, "work not known")
        elif run.work_s > 60 * params.max_single_min:
            yield broken(run.id, f"{minutes(run.work_s)} min of work", f"at most {params.max_single_min} min")


def _volume(evidence: Evidence, block: LoadBlock, days: list[int], params: RecoveryWeek) -> Iterator[Verdict]:
    """Whole recovery weeks against the load weeks of their block."""
    where, runs = evidence.date(days[0]), [r for day in days for r in evidence.on(day)]
    weeks = {d // 7 for d in days} | set(block.load_weeks)
    if len(days) != evidence.model.rules["load-recovery-cycle"].recovery_days:
        yield unknown(where, "recovery cut by the season's edge: no whole week to compare")
    elif not weeks <= evidence.whole_weeks:
        yield unknown(where, "not all weeks of the block are known")
    else:
        loads = [w for w in block.load_weeks if not evidence.is_affected(w)]
        loads = loads or [w for w in block.load_weeks if evidence.is_measure(w)]
        is_after_lost_weeks = bool(block.load_weeks) and not loads
        yield from _z2(where, runs, [evidence.z2_s(w) for w in loads], params.max_z2_pct)
        yield from _hours(where, runs, [evidence.duration_s(w) for w in loads], params.min_fewer_min)
        is_free = is_after_lost_weeks or any(_is_free(evidence, d // 7) for d in days)
        whole_days = 0 if is_free else evidence.untouched_days(days)
        known = [evidence.distance_m(w) for w in loads] or evidence.history_m
        yield from _km(where, runs, known, whole_days, 7 - evidence.lost_days(days), params)


def _is_free(evidence: Evidence, week: int) -> bool:
    """Whether no least km are asked: on the way back from days away, or from a race."""
    is_after_race = evidence.calendar is not None and evidence.calendar.most_after_race(week) is not None
    return is_after_race or evidence.way_back(week) is not None


def _z2(where: dt.date, runs: list[Run], loads: list[int | None], max_pct: int) -> Iterator[Verdict]:
    """Against the mean of the load weeks; without any, the minutes limit is all there is."""
    own, load = total(r.z2_s for r in runs), total(loads)
    if own is None or load is None:
        yield unknown(where, "threshold work of the block not known")
    elif loads and 100 * own * len(loads) > max_pct * load:
        allowed = f"{max_pct} % of {minutes(load // len(loads))} min"
        yield broken(where, f"{minutes(own)} min Z2", allowed)


def _hours(where: dt.date, runs: list[Run], loads: list[int | None], fewer_min: int) -> Iterator[Verdict]:
    own, known = total(r.training_s for r in runs), [s for s in loads if s is not None]
    if own is None or len(known) < len(loads):
        yield unknown(where, "hours of the block not known")
    elif known and own + 60 * fewer_min > min(known):
        yield broken(where, f"{minutes(own)} min", f"{fewer_min} min less than {minutes(min(known))}")


def _km(
    where: dt.date,
    runs: list[Run],
    loads: Sequence[int | None] | None,
    whole_days: int,
    open_days: int,
    params: RecoveryWeek,
) -> Iterator[Verdict]:
    own, load = total(r.training_m for r in runs), total(loads or [None])
    if own is None or load is None or not loads:
        yield unknown(where, "km of the block not known")
        return
    least, most = whole_days * params.min_km_pct, open_days * params.max_km_pct
    if not least * load <= 700 * own * len(loads) <= most * load:
        allowed = f"{least // 7} to {most // 7} % of {km(load // len(loads))} km"
        yield broken(where, f"{km(own)} km", allowed)
