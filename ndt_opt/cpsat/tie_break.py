"""Tier 3: one plan among equals, the same for any number of workers.

In this order: the programmes and patterns that come first in the menu, fewer kilometres, a longer long run,
fewer runs.  Weeks weigh a little differently, so that two weeks never trade places for nothing.
"""

from __future__ import annotations

from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.week_vars import Linear

RANK, UNIT = 400, 4


def tie_break(grid: Grid) -> Linear:
    """Sum of the decisions' weights."""
    total: Linear = 0
    for week in grid.weeks:
        rank = RANK + week.week.index
        total += sum(rank * i * x for i, x in enumerate(week.programme))
        total += sum(rank * i * x for i, x in enumerate(week.pattern))
        total += sum(rank * i * x for i, x in enumerate(week.hit))
        total += (UNIT + 1) * week.easy + UNIT * week.long
        total += sum((i + 1) * n for i, n in enumerate(week.runs))
    return total
