"""What touches a week from outside, by the scenario's own words: dates, pins, races, days before the season."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ndt_opt.decode.choice import WeekChoice
from ndt_opt.domain.calendar import weekday
from ndt_opt.domain.scenario import Race, Scenario
from ndt_opt.physiology.altitude import camp_on
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.rules.words import listed

ANY = "a dated block, a pin or a race"
"""Where nothing is found that a scenario tells."""


def causes(weeks: Iterable[WeekChoice], scenario: Scenario, model: TrainingModel, word: str = "and") -> str:
    """`a pin and a race`: what touches any of the weeks."""
    found = [name for week in weeks for name in _of(week, scenario, model)]
    return listed(list(dict.fromkeys(found)), word) or ANY


def _of(week: WeekChoice, scenario: Scenario, model: TrainingModel) -> list[str]:
    dates = [week.start + dt.timedelta(days=n) for n in range(7)]
    blocked = scenario.availability.blocked
    is_blocked = any(b.from_ <= date <= b.to for b in blocked for date in dates)
    found = {
        "a dated block": is_blocked,
        "dates with windows of their own": not is_blocked and any(scenario.is_cut(date) for date in dates),
        "days away": week.is_way_back or bool(week.first_back),
        "a pin": any(pin.date in dates for pin in scenario.season.pins),
        "a race": any(_touches(race, dates, model) for race in scenario.season.races),
        "the hard days before the season": _is_after_hard_days(dates, scenario, model),
        "a stated change": any(c.date <= date <= c.last for c in scenario.transitions for date in dates),
        "a camp": week.caution == "altitude" or any(camp_on(date, scenario, model) is not None for date in dates),
    }
    return [name for name, is_there in found.items() if is_there]


def _touches(race: Race, dates: list[dt.date], model: TrainingModel) -> bool:
    """Whether a week holds a race, or days around one that its rule keeps free."""
    if race.date in dates:
        return True
    rule, days = model.rules["race-day"], [(date - race.date).days for date in dates]
    return model.holds("race-day") and any(n in rule.without_hard(race) or n in rule.without_long(race) for n in days)


def _is_after_hard_days(dates: list[dt.date], scenario: Scenario, model: TrainingModel) -> bool:
    """Whether a hard day before the season is so near that a usual day of doubles takes none."""
    history, usual = scenario.history, model.rules["double-threshold-days"].days
    gap = model.rules["hard-day-spacing"].gap_days if model.holds("hard-day-spacing") else 0
    ahead = model.rules["hit-recovery"].easy_days_before_double if model.holds("hit-recovery") else 0
    limits = [(day, gap) for day in history.all_hard_days]
    limits += [(history.last_hit, ahead)] if history.last_hit is not None else []
    return any((date - day).days <= limit for date in dates if weekday(date) in usual for day, limit in limits)
