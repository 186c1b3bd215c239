"""Hard days keep their distance, counting the one before the season."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import HARD_KINDS, Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import HardDaySpacing


def check(evidence: Evidence, params: HardDaySpacing) -> Iterator[Verdict]:
    """keeps `hard-day-spacing`"""
    hard = _hard_days(evidence)
    reach = params.gap_days or params.max_in_a_row
    for day in hard:
        if day < 0:
            continue
        before = [d for d in range(day - reach, day) if d in hard]
        if params.gap_days and before:
            found = f"hard {day - before[-1]} days after {evidence.date(before[-1])}"
            yield broken(evidence.date(day), found, f"{params.gap_days} easy days between")
        elif len(before) == reach:
            yield broken(evidence.date(day), f"{reach + 1} hard days in a row", f"at most {reach}")
        elif not _is_settled(evidence, day, reach, hard, params.gap_days):
            yield unknown(evidence.date(day), "the days before are not known")


def _is_settled(evidence: Evidence, day: int, reach: int, hard: set[int], gap_days: int) -> bool:
    """Whether no unseen day could still break the rule; with no gap one seen easy day settles it."""
    days = range(day - reach, day)
    if gap_days == 0 and any(evidence.is_seen(d) and d not in hard for d in days):
        return True
    return all(evidence.is_seen(d) for d in days)


def _hard_days(evidence: Evidence) -> set[int]:
    days = {day for day, runs in evidence.by_day.items() if any(r.kind in HARD_KINDS for r in runs)}
    last = evidence.scenario.history.last_hard if evidence.scenario else None
    return days | ({(last - evidence.start).days} if last is not None and last < evidence.start else set())
