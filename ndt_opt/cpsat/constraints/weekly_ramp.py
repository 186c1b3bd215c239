"""Volume grows in small steps.

Rule    weekly-ramp
Keeps   a load week at most max_week_pct per cent of the mean of the last mean_of_weeks load weeks, a block's
        planned load km at most max_block_pct per cent of the block before
Breaks  100 km four weeks long, then 112 km
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import Linear


def add(grid: Grid, params: p.WeeklyRamp) -> list[Constraint]:
    number = params.mean_of_weeks
    usual = round(1000 * grid.scenario.athlete.weekly_km)
    before: list[Linear] = ([usual] * number + grid.history_m)[-number:]
    posted = []
    for week in grid.load_weeks():
        mean_of = sum(before[-number:])
        posted.append(grid.cp.add(100 * number * week.volume_m <= params.max_week_pct * mean_of))
        before.append(week.volume_m)
    for index, planned in enumerate(grid.planned):
        last = grid.planned[index - 1] if index else usual
        posted.append(grid.cp.add(100 * planned <= params.max_block_pct * last))
    return posted
