"""Hard days before the season, and what they keep off its first days."""

from __future__ import annotations

import datetime as dt

from ndt_opt.domain.calendar import day_of
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel


def hard_days_before(scenario: Scenario) -> frozenset[int]:
    """Day indices of the hard days before the open weeks: those before the season are negative."""
    run = frozenset[dt.date]() if scenario.lived is None else scenario.lived.hard_days
    return frozenset(day_of(scenario.season.start, date) for date in scenario.history.all_hard_days | run)


def last_hit_day(scenario: Scenario) -> int | None:
    """Day index of the last HIT before the open weeks."""
    run = None if scenario.lived is None else scenario.lived.last_hit
    last = run or scenario.history.last_hit
    return None if last is None else day_of(scenario.season.start, last)


def days_after_hit(scenario: Scenario, model: TrainingModel) -> range:
    """Days of the season to which that HIT is too near for a double."""
    last = last_hit_day(scenario)
    return range(0 if last is None else max(0, last + 1 + model.rules["hit-recovery"].easy_days_before_double))


def is_too_near(date: dt.date, scenario: Scenario, gap: int, ahead: int) -> bool:
    """Whether a hard day within `gap` days before the date, or HIT within `ahead`, keeps a double off it.

    Weeks that are run are as they were planned: what was run in them keeps nothing off.
    """
    if scenario.lived is not None and date < scenario.lived.open_from:
        scenario = scenario.model_copy(update={"lived": None})
    day, hit = day_of(scenario.season.start, date), last_hit_day(scenario)
    is_near = any(day - before <= gap for before in hard_days_before(scenario))
    return is_near or (hit is not None and day - hit <= ahead)
