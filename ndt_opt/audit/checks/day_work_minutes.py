"""Work of a double day, and the AM part of it."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.audit.work import total
from ndt_opt.rules.params import DayWorkMinutes
from ndt_opt.units import minutes


def check(evidence: Evidence, params: DayWorkMinutes) -> Iterator[Verdict]:
    """keeps `day-work-minutes`"""
    for day in evidence.double_days:
        date = evidence.date(day)
        am = total(r.work_s for r in evidence.z2_runs(day, "am"))
        pm = total(r.work_s for r in evidence.z2_runs(day, "pm"))
        if am is None or pm is None:
            yield unknown(date, "work not known")
            continue
        if not 60 * params.min_min <= am + pm <= 60 * params.max_min:
            allowed = f"{params.min_min} to {params.max_min} min"
            yield broken(date, f"{minutes(am + pm)} min of work", allowed)
        if not params.am_min_pct * (am + pm) <= 100 * am <= params.am_max_pct * (am + pm):
            found = f"AM {minutes(am)} of {minutes(am + pm)} min"
            yield broken(date, found, f"{params.am_min_pct} to {params.am_max_pct} %")
