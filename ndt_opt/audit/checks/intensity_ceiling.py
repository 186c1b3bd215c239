"""Threshold work stays inside Zone 2 and starts no faster than its template; easy running is well below it."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Z2_KINDS, Evidence, Run
from ndt_opt.audit.paces import Paces, paces_of
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import IntensityCeiling
from ndt_opt.rules.training_model import Template
from ndt_opt.units import format_pace

EASY_KINDS = frozenset({"easy", "long"})
ROUNDING_S = 1


def check(evidence: Evidence, params: IntensityCeiling) -> Iterator[Verdict]:
    """keeps `intensity-ceiling`"""
    threshold, paces = [r for r in evidence.runs if r.kind in Z2_KINDS], _paces(evidence)
    if threshold and evidence.scenario is None:
        yield unknown(evidence.start, "no scenario: the athlete's LT2 and paces are not known")
    for run in threshold:
        yield from _window(evidence, run, params)
        if evidence.scenario is not None:
            yield from _start_pace(evidence, run, paces)
        yield from _heart_rate(evidence, run, params.max_lthr_pct)
        if run.rpe_high is not None and run.rpe_high > params.max_rpe:
            yield broken(run.id, f"RPE up to {run.rpe_high}", f"at most {params.max_rpe}")
    if threshold:
        slowest = max((_home_pace(evidence, r) for r in threshold if r.pace is not None), default=None)
        yield from _easy_paces(evidence, slowest, params)
    for run in evidence.runs:
        if run.kind in EASY_KINDS:
            yield from _easy_lactate(evidence, run)
            yield from _heart_rate(evidence, run, evidence.model.physiology.easy_max_lthr_pct)


def _paces(evidence: Evidence) -> Paces | None:
    scenario = evidence.scenario
    return None if scenario is None else paces_of(scenario.athlete, evidence.model.physiology, evidence.start)


def _start_pace(evidence: Evidence, run: Run, paces: Paces | None) -> Iterator[Verdict]:
    """No faster than the fastest template it may have, slower by the altitude of a camp; a hill has no pace."""
    templates = _templates(evidence, run)
    if run.pace is None and any(t.terrain == "hill" for t in templates):
        return
    if paces is None or run.pace is None or not templates:
        yield unknown(run.id, "its pace, or the athlete's, is not known")
        return
    most = min(map(paces.of_template, templates)) + evidence.dated.slower_s(run.date)
    if run.pace + ROUNDING_S < most:
        yield broken(run.id, format_pace(run.pace), f"{format_pace(round(most))}, or slower")


def _templates(evidence: Evidence, run: Run) -> list[Template]:
    """The one it names; else those with such reps; else any of threshold work."""
    able = {name: t for name, t in evidence.model.templates.items() if "hit" not in t.use}
    if run.template in able:
        return [able[run.template]]
    return [t for t in able.values() if (t.rep_s, t.rep_m) == (run.rep_s, run.rep_m)] or [*able.values()]


def _home_pace(evidence: Evidence, run: Run) -> int:
    """Without what the altitude slows it by."""
    return (run.pace or 0) - evidence.dated.slower_s(run.date)


def _window(evidence: Evidence, run: Run, params: IntensityCeiling) -> Iterator[Verdict]:
    """Hundredths of mmol/L; above max_mmol is too high for anybody, the rest depends on the athlete's LT2."""
    low, high, most = run.lactate_low, run.lactate_high, round(100 * params.max_mmol)
    if high is not None and high > most:
        yield broken(run.id, f"lactate up to {_mmol(high)} mmol/L", f"at most {_mmol(most)}")
    if low is None or high is None:
        yield unknown(run.id, "lactate window not known")
        return
    if low >= high:
        yield broken(run.id, f"lactate {_mmol(low)}-{_mmol(high)} mmol/L", "a window that goes up")
    least = _floor(evidence, run)
    if low < least:
        yield broken(run.id, f"lactate from {_mmol(low)} mmol/L", f"at least {_mmol(least)}")
    lt2 = _lt2(evidence)
    if lt2 is not None and high > lt2:
        yield broken(run.id, f"lactate up to {_mmol(high)} mmol/L", f"at most LT2, {_mmol(lt2)}")


def _lt2(evidence: Evidence) -> int | None:
    if evidence.scenario is None:
        return None
    test = evidence.scenario.athlete.lactate
    return round(100 * (evidence.model.physiology.untested_lt2_mmol if test is None else test.lt2_mmol))


def _floor(evidence: Evidence, run: Run) -> int:
    """Zone 2's, or the lower end its template states; a row without a template may have any template's."""
    zone = evidence.model.physiology.z2_floor_mmol
    templates = evidence.model.templates
    named = [t for name, t in templates.items() if "hit" not in t.use and run.template in (None, name)]
    return round(100 * min([zone, *(t.lactate_mmol[0] for t in named if t.lactate_mmol is not None)]))


def _heart_rate(evidence: Evidence, run: Run, most_pct: int) -> Iterator[Verdict]:
    """Whole beats: half a beat above the percentage is rounding."""
    if run.heart_high is None or evidence.scenario is None:
        return
    heart = evidence.scenario.athlete.heart_rate
    lthr = None if heart is None else heart.lthr_bpm
    if lthr is None:
        yield broken(run.id, f"heart rate up to {run.heart_high} bpm", "none without a tested LTHR")
    elif 100 * run.heart_high > most_pct * lthr + 50:
        yield broken(run.id, f"heart rate up to {run.heart_high} bpm", f"at most {most_pct} % of LTHR {lthr} bpm")


def _easy_paces(evidence: Evidence, slowest: int | None, params: IntensityCeiling) -> Iterator[Verdict]:
    for run in evidence.runs:
        if run.kind not in EASY_KINDS:
            continue
        fastest = run.pace if run.pace_fast is None else run.pace_fast
        if slowest is None or fastest is None:
            yield unknown(run.id, "easy or threshold pace not known")
        elif 100 * fastest < params.min_easy_pace_pct * slowest:
            allowed = f"{params.min_easy_pace_pct} % of the threshold pace {format_pace(slowest)}, or slower"
            yield broken(run.id, f"easy at {format_pace(fastest)}", allowed)


def _easy_lactate(evidence: Evidence, run: Run) -> Iterator[Verdict]:
    floor = round(100 * evidence.model.physiology.z2_floor_mmol)
    if run.lactate_high is not None and run.lactate_high > floor:
        yield broken(run.id, f"lactate up to {_mmol(run.lactate_high)} mmol/L", f"at most {_mmol(floor)}, below Zone 2")


def _mmol(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"
