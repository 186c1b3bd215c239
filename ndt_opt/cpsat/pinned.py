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
    if any(_is_near(pin, date, gap, ahead) for pin in _pins(scenario, model)):
        return False
    is_open = day.am is not None and day.pm is not None and not day.cut and not is_too_near(date, scenario, gap, ahead)
    return is_open and all(p.is_threshold for p in day.pins)


def lacks_usual_days(dates: Sequence[dt.date], scenario: Scenario, model: TrainingModel) -> bool:
    """Whether hard days before the season, or pinned in another week, leave fewer usual days than it has doubles."""
    rule, reach = model.rules["double-threshold-days"], distances(model)
    usual = [date for date in dates if weekday(date) in rule.days]
    others = [pin for pin in _pins(scenario, model) if pin.date not in dates]
    near = sum(
        is_too_near(date, scenario, *reach) or any(_is_near(pin, date, *reach) for pin in others) for date in usual
    )
    return bool(near and len(usual) - near < rule.count)


def _pins(scenario: Scenario, model: TrainingModel) -> Sequence[Pin]:
    return scenario.season.pins if model.holds("pins") else ()


def _is_near(pin: Pin, date: dt.date, gap: int, ahead: int) -> bool:
    """Whether a hard session pinned on another day keeps a double off the date."""
    since, last = (date - pin.date).days, max(gap, ahead) if pin.kind == "hit" else gap
    return pin.is_hard and since != 0 and -gap <= since <= last


def hinders(pin: Pin, model: TrainingModel) -> bool:
    """Whether a pin stands where a double or HIT belongs, or is a hard session that does not."""
    doubles, hits = model.rules["double-threshold-days"].days, model.preferences["weekdays"].hit_days
    day = weekday(pin.date)
    if pin.is_threshold:
        return day not in doubles
    if pin.kind == "hit":
        return day not in hits
    return day in doubles or day in hits
