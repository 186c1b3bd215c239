"""The numbers each soft wish takes: one strict record per preference."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ndt_opt.domain.record import Record
from ndt_opt.rules.params import Weekdays


class Preference(Record):
    """A soft wish: `weight` cost points per unit of its cost."""

    weight: Annotated[int, Field(ge=0, le=100_000)]


class WeekdayPreference(Preference):
    """Doubles, HIT and the long run on these weekdays where there is a choice."""

    double_days: Weekdays
    single_days: Weekdays
    hit_days: Weekdays
    long_days: Weekdays


class EasyDoublesPreference(Preference):
    """One easy run per so many minutes of easy running."""

    run_min: Annotated[int, Field(ge=20, le=120)]


PREFERENCES: dict[str, type[Record]] = {
    "weekdays": WeekdayPreference,
    "am-share": Preference,
    "specification-minutes": Preference,
    "work-rest-window": Preference,
    "session-variety": Preference,
    "even-days": Preference,
    "volume-path": Preference,
    "recovery-volume": Preference,
    "long-run-share": Preference,
    "easy-doubles": EasyDoublesPreference,
}
