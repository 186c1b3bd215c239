"""Easy runs are neither crumbs nor marathons.

Rule    easy-runs
Keeps   every easy run lasts min_min..max_min minutes; more easy running on a day becomes a double
Breaks  one easy run of 90 min; one of 20 min
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def add(grid: Grid, params: p.EasyRuns) -> list[Constraint]:
    cp, unit_s = grid.cp, grid.unit_s
    shortest, longest = -(-60 * params.min_min // unit_s), 60 * params.max_min // unit_s
    posted = []
    for week in grid.distinct_weeks:
        for own in week.easy_runs:
            posted.append(cp.add(own.free >= shortest * own.all_runs))
            posted.append(cp.add(own.free <= sum(min(longest, slot // unit_s) * n for slot, n in own.runs.items())))
            posted += [cp.add(n == 0) for slot, n in own.runs.items() if slot // unit_s < shortest]
        outside = [u for u in week.columns.pinned_runs_units if not shortest <= u <= longest]
        posted += [cp.add_bool_or([]) for _ in outside]
    return posted
