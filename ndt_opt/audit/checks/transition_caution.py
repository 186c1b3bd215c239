"""Back from days away in steps: less km, and nothing hard at first; one change at a time."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import HARD_KINDS, Z2_KINDS, Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.caution_params import TransitionCaution
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
        yield from _changes(evidence, week, params, evidence.scenario.usual_weekly_m)
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


def _changes(evidence: Evidence, week: int, params: TransitionCaution, usual_m: int) -> Iterator[Verdict]:
    """The days of stated changes, kind by kind, and the week's km."""
    for kind, days in evidence.dated.changes_in(week).items():
        where, doubles = evidence.date(days[0]), [d for d in days if d in evidence.double_days]
        singles = [d for d in days if evidence.z2_runs(d) and d not in doubles]
        for day, run in ((d, r) for d in days for r in evidence.on(d)):
            if evidence.dated.is_start_of_change(day) and run.kind in {"long"} | HARD_KINDS - {"race"}:
                yield broken(run.id, f"{run.kind} in the first days of a change ({kind})", "easy running only")
            elif run.kind in ("hit", "race-pace"):
                yield broken(run.id, f"{run.kind} in the days of a change ({kind})", "none")
        for name, own, limits in (
            ("doubles", doubles, params.change_max_doubles),
            ("single threshold sessions", singles, params.change_max_singles),
        ):
            if kind in limits and len(own) > limits[kind]:
                yield broken(where, f"{len(own)} {name} in the days of a change ({kind})", f"at most {limits[kind]}")
    pct = evidence.dated.change_pct(week)
    if pct is not None and evidence.week_kind(week) == "load":
        yield from _volume(evidence, week, pct, usual_m)
    elif pct is not None and evidence.week_kind(week) is None:
        yield unknown(evidence.monday(week), "load or recovery week is not known")


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
