"""Volume grows in small steps.

Rule    weekly-ramp
Keeps   a load week at most max_week_pct per cent of the mean of the last mean_of_weeks load weeks, or of the usual
        week if that is more, in a week with lost days as many sevenths of that as days are left; a block's planned
        load km at most max_block_pct per cent of the block before (change_block_pct where a stated change touches
        one of its load weeks, or one of them or of the block before has lost days), after a block that may lack km
        also what was planned before it. Load weeks with lost days, on the way back or eased are left out of means,
        blocks of nothing but lost days out of the steps
Breaks  100 km four weeks long, then 112 km
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import Linear

MOST_M = 2_100_000
"""More metres than a week can have."""


def add(grid: Grid, params: p.WeeklyRamp) -> list[Constraint]:
    return _weeks(grid, params) + _blocks(grid, params)


def _weeks(grid: Grid, params: p.WeeklyRamp) -> list[Constraint]:
    number, usual = params.mean_of_weeks, grid.scenario.usual_weekly_m
    before: list[Linear] = ([round(1000 * grid.scenario.athlete.weekly_km)] * number + grid.history_m)[-number:]
    posted = []
    for week in grid.load_weeks():
        if week.week.given is not None:
            before += [week.week.given.counted_m] * counts_in_means(week.week)
            continue
        mean = grid.cp.new_int_var(0, number * MOST_M, f"mean[{week.week.index}]")
        posted.append(grid.cp.add_max_equality(mean, [sum(before[-number:]), number * usual]))
        most = (7 - week.week.lost_days) * params.max_week_pct * mean
        posted.append(grid.cp.add(700 * number * week.volume_m <= most))
        if counts_in_means(week.week):
            before.append(week.volume_m)
    return posted


def _blocks(grid: Grid, params: p.WeeklyRamp) -> list[Constraint]:
    posted = []
    last: Linear = round(1000 * grid.scenario.athlete.weekly_km)
    before_limited: list[Linear] = []
    before: list[Week] = []
    for index, planned in enumerate(grid.planned):
        own = [w.week for w in grid.block(index)]
        steps = [block_pct(own, before, params) * last, *(100 * before for before in before_limited)]
        most = grid.cp.new_int_var(0, params.max_block_pct * MOST_M, f"most_planned[{index}]")
        posted.append(grid.cp.add_max_equality(most, steps))
        is_open = all(w.is_open for w in own)
        judged = [planned] if is_open else [w.volume_m for w in grid.block(index) if w.week.is_open]
        posted += [grid.cp.add(100 * metres <= most) for metres in judged]
        if any(w.limited for w in own):
            before_limited.append(last)
        if not all(w.lost_days for w in own):
            last = planned
        before = own
    return posted


def block_pct(load_weeks: Sequence[Week], before: Sequence[Week], params: p.WeeklyRamp) -> int:
    """How far a block may step, per cent of the one before."""
    has_change = any(week.cautions.changes for week in load_weeks)
    has_lost = any(week.lost_days for week in (*before, *load_weeks))
    return params.change_block_pct if has_change or has_lost else params.max_block_pct


def counts_in_means(week: Week) -> bool:
    """Days away are no reason to start low again; the way back, changes, camps, transition have limits of their own."""
    is_eased = week.cautions.is_eased or week.is_transition
    return not week.lost_days and week.way_back is None and not is_eased
