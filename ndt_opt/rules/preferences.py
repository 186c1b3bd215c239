"""The soft wishes: one strict record per preference, with its weight.

Values live in `models/*.toml`, as for the rules.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ndt_opt.domain.record import Record
from ndt_opt.rules.numbers import Weekdays


class Preference(Record):
    """A soft wish: `weight` cost points per unit of its cost."""

    weight: Annotated[int, Field(ge=0, le=100_000)]


class WeekdayPreference(Preference):
    """Doubles, HIT and the long run on these weekdays where there is a choice.

    `missing_weight`: points for a double, HIT or long run that a week with dated blocks or pins goes without.
    """

    missing_weight: Annotated[int, Field(ge=0, le=100_000)]
    double_days: Weekdays
    single_days: Weekdays
    hit_days: Weekdays
    long_days: Weekdays


class EasyDoublesPreference(Preference):
    """One easy run per so many minutes of easy running."""

    run_min: Annotated[int, Field(ge=20, le=120)]


Ratios = Annotated[list[Annotated[int, Field(ge=1, le=60)]], Field(min_length=2, max_length=2)]


class WorkRestPreference(Preference):
    """Work:rest of one rep, least and most, to one; a single's reps longer than `long_rep_s` count as AM reps."""

    am_ratio: Ratios
    pm_ratio: Ratios
    long_rep_s: Annotated[int, Field(ge=10, le=7200)]


PREFERENCES: dict[str, type[Record]] = {
    "weekdays": WeekdayPreference,
    "am-share": Preference,
    "specification-minutes": Preference,
    "work-rest-window": WorkRestPreference,
    "session-variety": Preference,
    "even-days": Preference,
    "volume-path": Preference,
    "recovery-volume": Preference,
    "taper-volume": Preference,
    "taper-sessions": Preference,
    "long-run-share": Preference,
    "easy-doubles": EasyDoublesPreference,
}
