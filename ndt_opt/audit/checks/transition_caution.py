"""Back from days away in steps: less km, and nothing hard at first."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import HARD_KINDS, Z2_KINDS, Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import TransitionCaution
from ndt_opt.units import km


def check(evidence: Evidence, params: TransitionCaution) -> Iterator[Verdict]:
    """keeps `transition-caution`"""
    if evidence.scenario is None:
        yield unknown(evidence.start, "no scenario: days away are not known")
        return
    for day in sorted(evidence.first_days_back):
        for run in evidence.on(day):
            if day // 7 in evidence.weeks and run.kind in HARD_KINDS - {"race"}:
                yield broken(run.id, f"{run.kind} on the first day back", "easy running only")
    for week in evidence.weeks:
        step = evidence.way_back(week)
        if step is None:
            continue
        pct = params.first_pct if step == "first" else params.then_pct
        yield from _volume(evidence, week, pct, evidence.scenario.usual_weekly_m)
        yield from _hard(evidence, week, step)
        singles = [r for r in evidence.of_week(week) if r.kind in Z2_KINDS]
        if step == "then" and len(singles) > params.then_max_singles:
            found = f"{len(singles)} threshold sessions on the way back"
            yield broken(evidence.monday(week), found, f"at most {params.then_max_singles}")


def _volume(evidence: Evidence, week: int, pct: int, usual_m: int) -> Iterator[Verdict]:
    own, days = evidence.distance_m(week), 7 - evidence.lost_in(week)
    if own is None:
        yield unknown(evidence.monday(week), "km of the week not known")
    elif 700 * own > days * pct * usual_m:
        part = f"{days}/7 of " if days < 7 else ""
        yield broken(evidence.monday(week), f"{km(own)} km", f"{part}{pct} % of the usual {km(usual_m)} km")


def _hard(evidence: Evidence, week: int, step: str) -> Iterator[Verdict]:
    for run in evidence.of_week(week):
        if run.kind in ("hit", "race-pace") or (step == "first" and run.kind in Z2_KINDS):
            allowed = "easy running only" if step == "first" else "single threshold sessions only"
            yield broken(run.id, f"{run.kind} on the way back", allowed)
    for day in evidence.doubles_of(week) if step == "then" else ():
        yield broken(evidence.date(day), "a double on the way back", "single threshold sessions only")
