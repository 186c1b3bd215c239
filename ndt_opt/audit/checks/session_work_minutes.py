"""Work of the two sessions of a double day."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import SessionWorkMinutes
from ndt_opt.units import minutes


def check(evidence: Evidence, params: SessionWorkMinutes) -> Iterator[Verdict]:
    """keeps `session-work-minutes`"""
    limits = {"am": (params.am_min, params.am_max), "pm": (params.pm_min, params.pm_max)}
    for day in evidence.double_days:
        for run in evidence.z2_runs(day):
            low, high = limits[run.slot]
            if run.work_s is None:
                yield unknown(run.id, "work not known", f"{low} to {high} min")
            elif not 60 * low <= run.work_s <= 60 * high:
                found = f"{run.slot.upper()} {minutes(run.work_s)} min of work"
                yield broken(run.id, found, f"{low} to {high} min")
