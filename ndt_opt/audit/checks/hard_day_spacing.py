"""Hard days keep their distance, counting the one before the season."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import HardDaySpacing


def check(evidence: Evidence, params: HardDaySpacing) -> Iterator[Verdict]:
    """keeps `hard-day-spacing`"""
    hard = evidence.hard_days
    reach = params.gap_days or params.max_in_a_row
    given = evidence.given_days
    for day in sorted(hard):
        if day < 0:
            continue
        near = [d for d in range(day - reach, day) if d in hard]
        past, races = [d for d in near if d < 0], [d for d in near if d in given and d >= 0]
        raced = [] if day in given else races[-1:] or past  # races together count as one, and what is near them
        before = sorted([d for d in near if d not in given] + raced)
        if params.gap_days and before:
            found = f"hard {day - before[-1]} days after {evidence.date(before[-1])}"
            yield broken(evidence.date(day), found, f"{params.gap_days} easy days between")
        elif len(before) == reach:
            yield broken(evidence.date(day), f"{reach + 1} hard days in a row", f"at most {reach}")
        elif not _is_settled(evidence, day, reach, hard, params.gap_days):
            yield unknown(evidence.date(day), "the days before are not known")


def _is_settled(evidence: Evidence, day: int, reach: int, hard: frozenset[int], gap_days: int) -> bool:
    """Whether no unseen day could still break the rule; with no gap one seen easy day settles it."""
    days = range(day - reach, day)
    if gap_days == 0 and any(evidence.is_seen(d) and d not in hard for d in days):
        return True
    return all(evidence.is_seen(d) for d in days)

