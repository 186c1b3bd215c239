"""What pins leave of a day, and whether one may cost its week a double or HIT."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ndt_opt.cpsat.day_slots import DaySlots
from ndt_opt.cpsat.history import is_too_near
from ndt_opt.domain.calendar import weekday
from ndt_opt.domain.scenario import Pin, Scenario
from ndt_opt.rules.training_model import TrainingModel


def usual_days(model: TrainingModel) -> frozenset[str]:
    """Weekdays of doubles and HIT."""
    return frozenset((*model.rules["double-threshold-days"].days, *model.preferences["weekdays"].hit_days))


def distances(model: TrainingModel) -> tuple[int, int]:
    """Easy days that surely lie between hard days (0 where `hard-day-spacing` asks for none), and before a double."""
    gap = model.rules["hard-day-spacing"].gap_days if model.holds("hard-day-spacing") else 0
    return gap, model.rules["hit-recovery"].easy_days_before_double if model.holds("hit-recovery") else 0


def takes_double(day: DaySlots, date: dt.date, scenario: Scenario, model: TrainingModel) -> bool:
    """Both slots free and whole but for pinned threshold, and other days' pinned or past hard sessions far away."""
    gap, ahead = distances(model)
    for pin in scenario.season.pins if model.holds("pins") else ():
        since, is_hit = (date - pin.date).days, pin.kind == "hit"
        if since and (is_hit or pin.is_threshold) and abs(since) <= gap:
            return False
        if is_hit and 0 < since <= ahead:
            return False
    is_open = day.am is not None and day.pm is not None and not day.cut and not is_too_near(date, scenario, gap, ahead)
    return is_open and all(p.is_threshold for p in day.pins)


def lacks_usual_days(dates: Sequence[dt.date], scenario: Scenario, model: TrainingModel) -> bool:
    """Whether hard days before the season leave fewer usual days than the week has doubles."""
    rule = model.rules["double-threshold-days"]
    usual = [date for date in dates if weekday(date) in rule.days]
    near = sum(is_too_near(date, scenario, *distances(model)) for date in usual)
    return bool(near and len(usual) - near < rule.count)


def hinders(pin: Pin, model: TrainingModel) -> bool:
    """Whether a pin stands where a double or HIT belongs, or is a hard session that does not."""
    doubles, hits = model.rules["double-threshold-days"].days, model.preferences["weekdays"].hit_days
    day = weekday(pin.date)
    if pin.is_threshold:
        return day not in doubles
    if pin.kind == "hit":
        return day not in hits
    return day in doubles or day in hits
