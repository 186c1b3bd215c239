"""No run much longer than the longest of the days before."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence, Run
from ndt_opt.audit.paces import paces_of
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import RunSpike
from ndt_opt.units import km


def check(evidence: Evidence, params: RunSpike) -> Iterator[Verdict]:
    """keeps `run-spike`; races are left out"""
    free_m = _free_m(evidence, params)
    for run in evidence.runs:
        if evidence.day(run) >= 0 and run.kind != "race":
            yield from _run(evidence, run, params, free_m)


def _free_m(evidence: Evidence, params: RunSpike) -> int:
    """Metres of easy running that are never too many; 0 where the easy pace is not known."""
    paces = None
    if evidence.scenario is not None:
        paces = paces_of(evidence.scenario.athlete, evidence.model.physiology, evidence.start)
    return 0 if paces is None else 60_000 * params.free_min // paces.easy


def _run(evidence: Evidence, run: Run, params: RunSpike, free_m: int) -> Iterator[Verdict]:
    """What is known of the days before may do; more knowledge could only allow more."""
    day = evidence.day(run)
    most_pct = params.change_pct if evidence.dated.changes_in(day // 7) else params.max_pct
    longest, is_complete = _longest_before(evidence, day, params.days)
    earlier, is_earlier_complete = _longest_before(evidence, day, params.return_days)
    is_return = params.return_pct * earlier > 100 * longest
    if run.distance_m is None:
        yield unknown(run.id, "distance not known")
    elif run.distance_m <= free_m:
        return
    elif 10_000 * run.distance_m > most_pct * max(100 * longest, params.return_pct * earlier):
        if not (is_complete and longest) and not (is_earlier_complete and is_return):
            yield unknown(run.id, f"the longest run of the {params.days} days before is not known")
            return
        back = f"{params.return_pct} % of {km(earlier)} km, {params.days} days and more ago"
        allowed = f"{most_pct} % of {back if is_return else f'{km(longest)} km'}"
        yield broken(run.id, f"{km(run.distance_m)} km", allowed)


def _longest_before(evidence: Evidence, day: int, days: int) -> tuple[int, bool]:
    """Metres, and whether all of the days before are known; `longest_run_km` answers for the history."""
    window = range(day - days, day)
    runs = [r for d in window for r in evidence.on(d) if r.kind != "race"]
    known = [r.distance_m for r in runs if r.distance_m is not None]
    longest_km = evidence.scenario.athlete.longest_run_km if evidence.scenario else None
    if longest_km is not None and -1 in window:
        known.append(round(1000 * longest_km))
    is_history_known = window[0] >= 0 or longest_km is not None
    is_seen = all(evidence.is_seen(d) for d in window if d >= 0)
    return max(known, default=0), is_history_known and is_seen and all(r.distance_m is not None for r in runs)
