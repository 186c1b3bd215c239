"""Races stand on their dates, and the days around them are easy.

Rule    race-day
Keeps   a race is its day's only session (the horizon carries it); no other hard session in the days before it, by
        its priority, and after it, one for every begun metres_per_easy_day metres; no long run in these days
        before, nor in more of them before an A race and after a long one; on the eve of an A or B race one slot,
        for eve_max_min (`cpsat/day_slots.py`)
Breaks  HIT on the eve of a race
"""

from __future__ import annotations

from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.pattern import PLANNED_HARD
from ndt_opt.rules.race_params import RaceDay


def allows_kinds(letters: str, week: Week, params: RaceDay) -> bool:
    day, letter = len(letters) - 1, letters[-1]
    is_hard = letter in PLANNED_HARD
    return not (is_hard and day in week.quiet) and not (letter == "L" and day in week.no_long)
