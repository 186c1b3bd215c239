"""Hard days before the weeks that are judged, as far as the history tells, and as they were run."""

from __future__ import annotations

import datetime as dt

from ndt_opt.domain.scenario import Scenario


def hard_days(scenario: Scenario | None, start: dt.date) -> frozenset[int]:
    """Day indices; those before the season are negative."""
    if scenario is None:
        return frozenset()
    told = {date for date in scenario.history.all_hard_days if date < start}
    told |= set() if scenario.lived is None else scenario.lived.hard_days
    return frozenset((date - start).days for date in told)


def last_hit(scenario: Scenario | None, start: dt.date) -> int | None:
    """The day index of the last HIT."""
    if scenario is None:
        return None
    lived, told = scenario.lived, scenario.history.last_hit
    last = (lived.last_hit if lived else None) or (told if told and told < start else None)
    return None if last is None else (last - start).days
