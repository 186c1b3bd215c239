"""How many doubles, singles and HIT the days of a week can hold, by the distances that hard days keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from typing import Any

from ndt_opt.domain.calendar import WEEKDAYS

Room = Mapping[Any, int]
"""The longest session of each open slot of a day, seconds."""


def counts(rules: Mapping[str, Any], rooms: Sequence[Room], weeks: int) -> set[tuple[int, int, int]]:
    """Doubles, singles and HIT of a week of base that stands so many times in a row."""
    doubles_on = rules["double-threshold-days"].days
    sorts = [
        "." + ("SH" if room else "") + ("D" if len(room) == 2 and WEEKDAYS[day] in doubles_on else "")
        for day, room in enumerate(rooms)
    ]
    patterns = (p for p in product(*sorts) if _has_long_day(p, rooms) and _keeps(rules, "".join(p) * weeks))
    return {(p.count("D"), p.count("S"), p.count("H")) for p in patterns}


def _has_long_day(pattern: Sequence[str], rooms: Sequence[Room]) -> bool:
    return any(sort == "." and room for sort, room in zip(pattern, rooms, strict=True))


def _keeps(rules: Mapping[str, Any], days: str) -> bool:
    """`hard-day-spacing` and `hit-recovery`."""
    spacing, ahead = rules["hard-day-spacing"], rules["hit-recovery"].easy_days_before_double
    most = spacing.max_in_a_row
    hard = [day for day, sort in enumerate(days) if sort != "."]
    if spacing.gap_days:
        if any(later - day <= spacing.gap_days for day, later in pairwise(hard)):
            return False
    elif any(later - day == most for day, later in zip(hard, hard[most:], strict=False)):
        return False
    return not any(days[day] == "D" and "H" in days[max(day - ahead, 0) : day] for day in hard)
