"""Most of the week stays easy.

Rule    week-intensity-share
Keeps   hard work at most 100 - min_easy_pct per cent of the week (min_easy_pct_low where the block plans
        fewer than low_below_km), races left out
Breaks  31 km of work in a 120 km week
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def add(grid: Grid, params: p.WeekIntensityShare) -> list[Constraint]:
    posted = []
    for week in grid.distinct_weeks:
        hard, whole = (week.hard_m, week.volume_m) if params.unit == "km" else (week.hard_s, week.duration_s)
        high = grid.plans_at_least(week.week.block, 1000 * params.low_below_km)
        for pct, literal in ((params.min_easy_pct, high), (params.min_easy_pct_low, ~high)):
            posted.append(grid.cp.add(100 * hard <= (100 - pct) * whole).only_enforce_if(literal))
        looser = min(params.min_easy_pct, params.min_easy_pct_low)
        posted.append(grid.cp.add(100 * hard <= (100 - looser) * whole))
    return posted
