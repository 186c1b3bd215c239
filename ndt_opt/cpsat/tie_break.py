"""Tier 3: one plan among equals, the same for any number of workers.

In this order: the programmes that come first in the menu, hard days evenly over the week, fewer kilometres, a longer
long run, fewer runs.  Weeks weigh a little differently, so that two weeks never trade places for nothing.
"""

from __future__ import annotations

from itertools import pairwise

from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.pattern import HARD, Pattern
from ndt_opt.cpsat.week_vars import Linear

RANK, UNIT = 400, 4


def tie_break(grid: Grid) -> Linear:
    """Sum of the decisions' weights."""
    total: Linear = 0
    for week in grid.weeks:
        rank = RANK + week.week.index
        total += sum(rank * i * x for i, x in enumerate(week.programme))
        evenly = sorted(week.patterns(), key=lambda both: _unevenness(both[0]))
        total += sum(rank * i * x for i, (_, x) in enumerate(evenly))
        total += sum(rank * i * x for i, x in enumerate(week.hit))
        total += (UNIT + 1) * week.easy + UNIT * week.long
        total += sum((i + 1) * n for i, n in enumerate(week.runs))
    return total


def _unevenness(pattern: Pattern) -> int:
    """The squared days from each hard day to the next, round the week."""
    hard = [d for d, letter in enumerate(pattern.letters) if letter in HARD]
    return sum((b - a) ** 2 for a, b in pairwise([*hard, *(d + 7 for d in hard[:1])]))
