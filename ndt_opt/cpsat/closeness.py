"""Stay close to the plan there was: points for every change, by week; a tier of its own before the wishes.

Cost    `day` points for a day that changes what it is, `slot` where its session changes slots, `session` for other
        reps, `km` for a km more or less in the week and in its long run; all of it dearer in the weeks that come first
"""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest

from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.pattern import Pattern
from ndt_opt.cpsat.programme import Programme
from ndt_opt.cpsat.week_vars import Linear, WeekVars
from ndt_opt.domain.near import Near, OldWeek
from ndt_opt.domain.replanning import Replanning
from ndt_opt.menu.sessions import EASY_UNIT_M

UNIT = 100_000
"""A point of closeness in points of wishes, more than the wishes of a season come to."""


def cost(grid: Grid, near: Near) -> dict[int, Linear]:
    """Points, by week; 0 in weeks that the old plan does not know."""
    return {
        w.week.index: old.dearness * _of_week(grid, w, old, near.figures)
        for w in grid.open_weeks
        if (old := near.weeks.get(w.week.start)) is not None
    }


def _of_week(grid: Grid, week: WeekVars, old: OldWeek, figures: Replanning) -> Linear:
    index = week.week.index
    days = sum(n * x for p, x in week.patterns() if (n := _days(p, old, figures)))
    programmes = sum(figures.session * n * x for q, x in week.programmes() if (n := _sessions(q, old)))
    alone = sum(figures.session * x for s, x in week.hard_alone() if s.key not in old.alone)
    off: list[Linear] = []
    long_m = EASY_UNIT_M * week.long
    for name, metres, wanted in (("volume", week.volume_m, old.distance_m), ("long", long_m, old.long_m)):
        km = grid.cp.new_int_var(0, 1000, f"moved_{name}[{index}]")
        grid.cp.add(1000 * km >= metres - wanted)
        grid.cp.add(1000 * km >= wanted - metres)
        off.append(figures.km * km)
    return days + programmes + alone + sum(off)


def _days(pattern: Pattern, old: OldWeek, figures: Replanning) -> int:
    pairs = list(zip(pattern.letters, pattern.slots, old.letters, old.slots, strict=True))
    moved = sum(new != was for new, _, was, _ in pairs)
    slots = sum(new == was and slot != was_slot for new, slot, was, was_slot in pairs)
    return figures.day * moved + figures.slot * slots


def _sessions(programme: Programme, old: OldWeek) -> int:
    """Sessions that are others, day by day; weeks with another number of threshold days match as well as they can."""
    new = [tuple(s.key for s in day.sessions) for day in programme.days]
    if len(new) == len(old.threshold):
        return sum(_unlike(a, b) for a, b in zip(new, old.threshold, strict=True))
    left = Counter(key for day in new for key in day) - Counter(key for day in old.threshold for key in day)
    return sum(left.values())


def _unlike(new: tuple[object, ...], old: tuple[object, ...]) -> int:
    return sum(a != b for a, b in zip_longest(new, old))
