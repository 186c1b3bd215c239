"""Camps at altitude begin easily and with fewer km; threshold work starts slower there."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import HARD_KINDS, Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.caution_params import Altitude
from ndt_opt.units import km


def check(evidence: Evidence, params: Altitude) -> Iterator[Verdict]:
    """keeps `altitude`; that paces are slower is told by `intensity-ceiling`, `race-specific` and a plan's books"""
    if evidence.scenario is None:
        yield unknown(evidence.start, "no scenario: camps are not known")
        return
    for day, runs in evidence.by_day.items():
        if day // 7 not in evidence.weeks:
            continue
        yield from _day(evidence, day)
        fast = [r for r in runs if r.kind in ("hit", "race-pace") and evidence.dated.is_settling(day)]
        for run in fast if not evidence.dated.is_easy(day) else ():
            yield broken(run.id, f"{run.kind} early in a camp", f"none on its first {params.no_double_days} days")
    for week in evidence.weeks:
        yield from _volume(evidence, week, evidence.scenario.usual_weekly_m)


def _day(evidence: Evidence, day: int) -> Iterator[Verdict]:
    if evidence.dated.is_easy(day):
        for run in evidence.on(day):
            if run.kind in {"long"} | HARD_KINDS - {"race"}:
                yield broken(run.id, f"{run.kind} near the change of altitude", "easy running only")
    elif evidence.dated.is_settling(day) and day in evidence.double_days:
        yield broken(evidence.date(day), "a double early in a camp", "single threshold sessions only")


def _volume(evidence: Evidence, week: int, usual_m: int) -> Iterator[Verdict]:
    """The first load weeks of a camp."""
    pct, kind = evidence.dated.camp_pct(week), evidence.week_kind(week)
    if pct is None or kind not in ("load", None):
        return
    own, days = evidence.distance_m(week), 7 - evidence.lost_in(week)
    if own is None or kind is None:
        yield unknown(evidence.monday(week), "km of the week, or whether it is a load week, not known")
    elif 700 * own > days * pct * usual_m:
        part = f"{days}/7 of " if days < 7 else ""
        yield broken(evidence.monday(week), f"{km(own)} km", f"{part}{pct} % of the usual {km(usual_m)} km")
