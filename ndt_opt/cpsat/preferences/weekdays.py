"""Doubles, HIT and the long run on their usual weekdays.

Cost    weight points per session on another weekday
"""

from __future__ import annotations

from ndt_opt.cpsat.pattern import Pattern
from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.rules.preferences import WeekdayPreference


def pattern_cost(pattern: Pattern, params: WeekdayPreference) -> int:
    usual = {"D": params.double_days, "S": params.single_days, "H": params.hit_days, "L": params.long_days}
    elsewhere = sum(
        letter in usual and WEEKDAYS[day] not in usual[letter] for day, letter in enumerate(pattern.letters)
    )
    return params.weight * elsewhere
