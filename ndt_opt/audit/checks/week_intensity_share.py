"""Most of every week is easy, by km or by time."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.audit.work import total
from ndt_opt.rules.params import WeekIntensityShare


def check(evidence: Evidence, params: WeekIntensityShare) -> Iterator[Verdict]:
    """keeps `week-intensity-share`"""
    for week in evidence.weeks:
        where, sums = evidence.monday(week), _hard_and_all(evidence, week, params.unit)
        if sums is None:
            yield unknown(where, f"{params.unit} of the week not known")
            continue
        hard, whole = sums
        verdicts = {pct: 100 * hard <= (100 - pct) * whole for pct in _percentages(evidence, week, params)}
        if not any(verdicts.values()):
            found = f"{100 * (whole - hard) // max(whole, 1)} % easy by {params.unit}"
            yield broken(where, found, f"at least {min(verdicts)} %")
        elif not all(verdicts.values()):
            yield unknown(where, "the block's planned load km are not known")


def _percentages(evidence: Evidence, week: int, params: WeekIntensityShare) -> set[int]:
    """The one that holds; both where the block's planned load km are not known."""
    planned = evidence.planned_m(evidence.cycle.block_of(week))
    if planned is None:
        return {params.min_easy_pct, params.min_easy_pct_low}
    return {params.min_easy_pct_low if planned < 1000 * params.low_below_km else params.min_easy_pct}


def _hard_and_all(evidence: Evidence, week: int, unit: str) -> tuple[int, int] | None:
    """Hard and whole metres or seconds of a week; what is raced is left out of both."""
    runs = evidence.of_week(week)
    hard = total(r.hard_m if unit == "km" else r.work_s for r in runs)
    whole = total(r.training_m if unit == "km" else r.training_s for r in runs)
    if hard is None or whole is None or week not in evidence.whole_weeks:
        return None
    return hard, whole
