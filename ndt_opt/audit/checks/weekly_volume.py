"""No week above the athlete's own km and hours."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import WeeklyVolume
from ndt_opt.units import format_duration, km


def check(evidence: Evidence, params: WeeklyVolume) -> Iterator[Verdict]:
    """keeps `weekly-volume`; what is known of a week may already be too much"""
    if evidence.scenario is None:
        yield unknown(evidence.start, "no scenario: the athlete's limits are not known")
        return
    top_m, hours = evidence.scenario.max_weekly_m, evidence.scenario.athlete.max_weekly_hours
    for week in evidence.weeks:
        where, runs = evidence.monday(week), evidence.of_week(week)
        metres = sum(r.training_m or 0 for r in runs)
        if metres > top_m:
            yield broken(where, f"{km(metres)} km", f"at most {km(top_m)} km")
        elif evidence.distance_m(week) is None:
            yield unknown(where, "km of the week not known")
        if hours is not None:
            yield from _hours(evidence, week, round(3600 * hours))


def _hours(evidence: Evidence, week: int, top_s: int) -> Iterator[Verdict]:
    seconds = sum(r.training_s or 0 for r in evidence.of_week(week))
    if seconds > top_s:
        allowed = f"at most {format_duration(top_s)}"
        yield broken(evidence.monday(week), format_duration(seconds), allowed)
    elif evidence.duration_s(week) is None:
        yield unknown(evidence.monday(week), "hours of the week not known")
