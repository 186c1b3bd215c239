"""Volume grows in small steps.

Rule    weekly-ramp
Keeps   a load week at most max_week_pct per cent of the mean of the last mean_of_weeks load weeks, in a week
        with lost days as many sevenths of that as days are left; a block's planned load km at most
        max_block_pct per cent of the block before.  The first of several load weeks with lost days is left out
        of means, a block of nothing else out of the steps
Breaks  100 km four weeks long, then 112 km
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import Linear


def add(grid: Grid, params: p.WeeklyRamp) -> list[Constraint]:
    number = params.mean_of_weeks
    usual = round(1000 * grid.scenario.athlete.weekly_km)
    before: list[Linear] = ([usual] * number + grid.history_m)[-number:]
    posted = []
    left_out = left_out_of_means(grid.horizon.load_weeks)
    for week in grid.load_weeks():
        most = (7 - week.week.lost_days) * params.max_week_pct * sum(before[-number:])
        posted.append(grid.cp.add(700 * number * week.volume_m <= most))
        if week.week.index not in left_out:
            before.append(week.volume_m)
    last: Linear = usual
    for index, planned in enumerate(grid.planned):
        posted.append(grid.cp.add(100 * planned <= params.max_block_pct * last))
        if any(not w.week.lost_days for w in grid.block(index)):
            last = planned
    return posted


def left_out_of_means(load_weeks: Sequence[Week]) -> set[int]:
    """Load weeks with lost days after one without: a week away is no reason to start low again."""
    pairs = pairwise([None, *load_weeks])
    return {w.index for before, w in pairs if w and w.lost_days and not (before and before.lost_days)}
