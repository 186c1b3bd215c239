"""Race-pace sessions climb the ladder of their race, never faster than it is run."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence, Run
from ndt_opt.audit.paces import paces_of
from ndt_opt.audit.race_steps import Step
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.race_params import RaceSpecific
from ndt_opt.units import format_pace

ROUNDING_S = 0.01


def check(evidence: Evidence, params: RaceSpecific) -> Iterator[Verdict]:
    """keeps `race-specific`"""
    if evidence.calendar is None:
        yield unknown(evidence.start, "no scenario: races are not known")
        return
    for week in evidence.weeks:
        step = evidence.race_pace_steps.get(week)
        for run in evidence.of_week(week):
            if run.kind != "race-pace":
                continue
            if step is None:
                yield broken(run.id, "a race-pace session", "none in this week")
                continue
            yield from _rung(run, step)
            yield from _pace(evidence, run, step, params)


def _rung(run: Run, step: Step) -> Iterator[Verdict]:
    """Reps, their length and the rest are those of the week's rung."""
    found, wanted = (run.reps, run.rep_m, run.rest_s), (step.reps, step.rung.rep_m, step.rung.rest_s)
    allowed = f"{wanted[0]} x {wanted[1]} m, {wanted[2]} s rest: rung {step.number} of {step.name}"
    if None in found:
        yield unknown(run.id, "reps, length or rest not known", allowed)
    elif found != wanted:
        yield broken(run.id, f"{found[0]} x {found[1]} m, {found[2]} s rest", allowed)


def _pace(evidence: Evidence, run: Run, step: Step, params: RaceSpecific) -> Iterator[Verdict]:
    """Race pace by the rung's per cent, to the slower second; never faster than the cap."""
    scenario = evidence.scenario
    paces = None if scenario is None else paces_of(scenario.athlete, evidence.model.physiology, evidence.start)
    if paces is None or run.pace is None:
        yield unknown(run.id, "race pace or the session's pace not known")
        return
    wanted = paces.race(step.goal_m) * max(step.pace_pct / 100, 100 / params.max_speed_pct)
    wanted += evidence.dated.slower_s(run.date)
    if not wanted - ROUNDING_S <= run.pace <= wanted + 1 + ROUNDING_S:
        yield broken(run.id, format_pace(run.pace), f"{wanted:.1f} s/km, {step.pace_pct} % of race pace")
