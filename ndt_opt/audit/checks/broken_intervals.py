"""Threshold work comes in reps, with rests that fit their length."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence, Run
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.audit.work import lengthened
from ndt_opt.rules.params import BrokenIntervals


def check(evidence: Evidence, params: BrokenIntervals) -> Iterator[Verdict]:
    """keeps `broken-intervals`"""
    for run in evidence.runs:
        if run.kind == "threshold":
            yield from _reps(run, params.min_reps)
            yield from _rest(run, params, _lengthened_pct(evidence, run))
    for week in evidence.weeks:
        continuous = sum(r.kind == "tempo" for r in evidence.of_week(week))
        if continuous > params.max_continuous_days:
            found = f"{continuous} continuous sessions"
            yield broken(evidence.monday(week), found, f"at most {params.max_continuous_days}")
        elif continuous and week not in evidence.whole_weeks:
            yield unknown(evidence.monday(week), "sessions of the week may be missing")


def _reps(run: Run, min_reps: int) -> Iterator[Verdict]:
    if run.reps is None:
        yield unknown(run.id, "number of reps not known")
    elif run.reps < min_reps:
        yield broken(run.id, f"{run.reps} reps", f"at least {min_reps}")


def _lengthened_pct(evidence: Evidence, run: Run) -> int:
    """How far the log may have lengthened rests on that day: per cent of the window's longest."""
    held = {} if evidence.lived is None else evidence.lived.held_on(run.date)
    return max((own.rest_pct for own in held.values()), default=100)


def _rest(run: Run, params: BrokenIntervals, longest_pct: int) -> Iterator[Verdict]:
    """The first window that takes the rep's duration; `rep_m` metres at s/km are milliseconds."""
    if run.rep_ms is None or run.rest_s is None:
        yield unknown(run.id, "rep duration or rest not known")
        return
    windows = sorted(params.rests, key=lambda w: w.up_to_rep_s)
    window = next((w for w in windows if 1000 * w.up_to_rep_s >= run.rep_ms), None)
    rep = f"{run.rest_s} s rest after {run.rep_ms // 1000} s"
    if window is None:
        yield broken(run.id, rep, f"reps of at most {windows[-1].up_to_rep_s} s")
        return
    most_s = lengthened(window.max_rest_s, longest_pct)
    if not window.min_rest_s <= run.rest_s <= most_s:
        yield broken(run.id, rep, f"{window.min_rest_s} to {most_s} s")
