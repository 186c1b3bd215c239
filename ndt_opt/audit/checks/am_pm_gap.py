"""Hours between AM and PM where one of them is hard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ndt_opt.audit.evidence import HARD_KINDS, Evidence, Run
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import AmPmGap
from ndt_opt.units import minutes


def check(evidence: Evidence, params: AmPmGap) -> Iterator[Verdict]:
    """keeps `am-pm-gap`"""
    for day in evidence.by_day:
        for am in evidence.on(day, "am"):
            for pm in evidence.on(day, "pm"):
                if am.kind in HARD_KINDS or pm.kind in HARD_KINDS:
                    yield from _gap(am, pm, params.min_gap_min)


def _gap(am: Run, pm: Run, min_gap_min: int) -> Iterator[Verdict]:
    """Elapsed time: both ends carry their zone offset, which differs across a clock change."""
    allowed = f"at least {min_gap_min} min"
    if am.start is None or pm.start is None or am.duration_s is None:
        yield unknown(am.date, "start or duration not known", allowed)
        return
    gap_s = (pm.start - am.start) // dt.timedelta(seconds=1) - am.duration_s
    if gap_s < 60 * min_gap_min:
        found = f"{minutes(gap_s)} min" if gap_s >= 0 else "PM starts before AM ends"
        yield broken(am.date, found, allowed)
