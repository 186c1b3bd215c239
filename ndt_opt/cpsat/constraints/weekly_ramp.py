"""Volume grows in small steps.

Rule    weekly-ramp
Keeps   a load week at most max_week_pct per cent of the mean of the last mean_of_weeks load weeks, in a week
        with lost days as many sevenths of that as days are left; a block's planned load km at most
        max_block_pct per cent of the block before, or of the last one before lost days if that is more.  The
        first of several load weeks with lost days is left out of means, the others count as at least return_pct
        per cent of the usual week; a block of nothing else is left out of the steps.  Weeks on the way back from
        an absence have return_pct, then return_later_pct of the usual week at most, and are left out of means
Breaks  100 km four weeks long, then 112 km
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import Linear

MOST_M = 2_100_000
"""More metres than a week can have."""


def add(grid: Grid, params: p.WeeklyRamp) -> list[Constraint]:
    return _weeks(grid, params) + _blocks(grid, params)


def _weeks(grid: Grid, params: p.WeeklyRamp) -> list[Constraint]:
    number = params.mean_of_weeks
    before: list[Linear] = ([round(1000 * grid.scenario.athlete.weekly_km)] * number + grid.history_m)[-number:]
    posted = []
    left_out = left_out_of_means(grid.horizon.load_weeks)
    usual = grid.scenario.usual_weekly_m
    for week in grid.weeks:
        if week.week.return_pct is not None:
            most = (7 - week.week.lost_days) * week.week.return_pct * usual
            posted.append(grid.cp.add(700 * week.volume_m <= most))
    for week in grid.load_weeks():
        most = (7 - week.week.lost_days) * params.max_week_pct * sum(before[-number:])
        posted.append(grid.cp.add(700 * number * week.volume_m <= most))
        if week.week.index in left_out:
            continue
        counted: Linear = week.volume_m
        if week.week.lost_days:
            counted = grid.cp.new_int_var(0, MOST_M, f"counted[{week.week.index}]")
            least = least_counted_m(grid.scenario, params)
            posted.append(grid.cp.add_max_equality(counted, [week.volume_m, least]))
        before.append(counted)
    return posted


def _blocks(grid: Grid, params: p.WeeklyRamp) -> list[Constraint]:
    posted = []
    last: Linear = round(1000 * grid.scenario.athlete.weekly_km)
    before_lost: list[Linear] = []
    for index, planned in enumerate(grid.planned):
        before = last
        if before_lost:
            before = grid.cp.new_int_var(0, MOST_M, f"before[{index}]")
            posted.append(grid.cp.add_max_equality(before, [last, *before_lost]))
        posted.append(grid.cp.add(100 * planned <= params.max_block_pct * before))
        lost = [w.week.lost_days > 0 for w in grid.block(index)]
        if any(lost):
            before_lost.append(last)
        if not all(lost):
            last = planned
    return posted


def least_counted_m(scenario: Scenario, params: p.WeeklyRamp) -> int:
    """Metres a load week with lost days counts as at least."""
    return params.return_pct * scenario.usual_weekly_m // 100


def left_out_of_means(load_weeks: Sequence[Week]) -> set[int]:
    """Load weeks with lost days after one without: a week away is no reason to start low again.

    Nor are absences and the way back from them: these have limits of their own.
    """
    pairs = pairwise([None, *load_weeks])
    first = {w.index for before, w in pairs if w and w.lost_days and not (before and before.lost_days)}
    return first | {w.index for w in load_weeks if w.return_pct is not None}
