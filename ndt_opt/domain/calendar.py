"""Days and slots. Index order everywhere: day, slot, kind.

Day 0 is the season's first day, a Monday; week `w` holds days `7w .. 7w+6`.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Slot = Literal["am", "pm"]
Phase = Literal["base", "pre-competition", "competition", "transition"]
BlockKind = Literal["load", "recovery", "taper", "race"]
SessionKind = Literal["easy", "long", "threshold", "tempo", "hit", "race-pace", "race"]

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
SLOTS: tuple[Slot, ...] = ("am", "pm")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def weekday(date: dt.date) -> Weekday:
    return WEEKDAYS[date.weekday()]


def monday_of(date: dt.date) -> dt.date:
    """The Monday of its week."""
    return date - date.weekday() * DAY


def date_of(start: dt.date, day: int) -> dt.date:
    """The date of day index `day` (negative: before the season)."""
    return start + dt.timedelta(days=day)


def day_of(start: dt.date, date: dt.date) -> int:
    """The day index of `date`."""
    return (date - start).days
