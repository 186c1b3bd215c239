"""The AM session of a double is the slower one, with longer reps and lower lactate."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence, Run
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import AmBeforePm
from ndt_opt.units import format_pace


def check(evidence: Evidence, params: AmBeforePm) -> Iterator[Verdict]:
    """keeps `am-before-pm`"""
    for day in evidence.double_days:
        for am in evidence.z2_runs(day, "am"):
            for pm in evidence.z2_runs(day, "pm"):
                yield from _pace(am, pm, params.min_pace_gap_s)
                yield from _reps(am, pm)
                yield from _lactate(am, pm)


def _pace(am: Run, pm: Run, gap_s: int) -> Iterator[Verdict]:
    if am.pace is None or pm.pace is None:
        yield unknown(am.date, "pace not known")
    elif am.pace - pm.pace < gap_s:
        found = f"AM {format_pace(am.pace)}, PM {format_pace(pm.pace)}"
        yield broken(am.date, found, f"AM at least {gap_s} s/km slower")


def _reps(am: Run, pm: Run) -> Iterator[Verdict]:
    if am.rep_ms is None or pm.rep_ms is None:
        yield unknown(am.date, "rep duration not known")
    elif am.rep_ms <= pm.rep_ms:
        found = f"AM reps {am.rep_ms // 1000} s, PM reps {pm.rep_ms // 1000} s"
        yield broken(am.date, found, "AM reps last longer")


def _lactate(am: Run, pm: Run) -> Iterator[Verdict]:
    ends = (am.lactate_low, am.lactate_high, pm.lactate_low, pm.lactate_high)
    low, high, pm_low, pm_high = ends
    if low is None or high is None or pm_low is None or pm_high is None:
        yield unknown(am.date, "lactate window not known")
    elif low > pm_low or high > pm_high or (low, high) == (pm_low, pm_high):
        found = f"AM {_mmol(low)}-{_mmol(high)}, PM {_mmol(pm_low)}-{_mmol(pm_high)} mmol/L"
        yield broken(am.date, found, "AM no higher at either end and lower at one")


def _mmol(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"
