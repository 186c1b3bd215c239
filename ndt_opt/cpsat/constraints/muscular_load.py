"""The muscles are the bottleneck, and have a counter of their own.

Rule    muscular-load
Keeps   a week's points at most max_week_pct per cent of what the athlete is used to by then, those of the last four
        weeks (the usual week's before the season) at most max_four_weeks_pct per cent of four times that
Breaks  two doubles and hills in the first week after a winter of easy running
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.muscular import WINDOW, counted
from ndt_opt.menu.muscular import long_free_units
from ndt_opt.rules.muscular import MuscularLoad

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import Linear, WeekVars


def add(grid: Grid, params: MuscularLoad) -> list[Constraint]:
    caps = grid.caps
    if caps is None:  # no plan of this season can pass them
        return []
    posted: list[Constraint] = []
    points: list[Linear] = [caps.usual] * (WINDOW - 1)
    for week in grid.weeks:
        index = week.week.index
        own = grid.muscular[index]
        if week.week.given is not None:
            grid.cp.add(own == counted(week.week.given.muscular_load, index, caps))
            points.append(own)
            continue
        posted += [grid.cp.add(own == _points(grid, week)), grid.cp.add(own <= caps.week[index])]
        points.append(own)
        posted.append(grid.cp.add(sum(points[-WINDOW:]) <= caps.window[index]))
    return posted


def _points(grid: Grid, week: WeekVars) -> Linear:
    """Races are left out."""
    weights = grid.model.muscular
    found: Linear = weights.per_km // 5 * (week.easy + week.long)
    found += sum(q.muscular_load * x for q, x in week.programmes() if q.muscular_load)
    found += sum(s.muscular_load * n for s, n in week.hard_alone())
    if weights.long_extra_per_km:
        late = grid.cp.new_int_var(0, 1000, f"late[{week.week.index}]")
        grid.cp.add_max_equality(late, [0, week.long - long_free_units(grid.unit_s, weights)])
        found += weights.long_extra_per_km // 5 * late
    return found
