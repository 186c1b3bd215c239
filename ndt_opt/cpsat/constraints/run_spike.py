"""No run much longer than the longest of the last month.

Rule    run-spike
Keeps   every session at most max_pct per cent of the longest long run of the weeks that lie inside the last
        `days` days whatever their weekday (before that: athlete.longest_run_km)
Breaks  a first long run of 24 km after 20 km (110 per cent)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.menu.sessions import EASY_UNIT_M
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def add(grid: Grid, params: p.RunSpike) -> list[Constraint]:
    cp = grid.cp
    weeks_back = (params.days - 6) // 7
    posted = []
    for week in grid.weeks:
        index = week.week.index
        before = [grid.weeks[w].long * EASY_UNIT_M for w in range(max(0, index - weeks_back), index)]
        if 7 * index + 6 < params.days:
            before.append(grid.longest_before_m)
        longest = cp.new_int_var(0, 200_000, f"longest_before[{index}]")
        posted.append(cp.add_max_equality(longest, before))
        limit = params.max_pct * longest
        posted.append(cp.add(100 * EASY_UNIT_M * week.long <= limit))
        quality = sum(q.longest_m * x for q, x in week.programmes() if q.longest_m)
        posted.append(cp.add(100 * quality <= limit))
        for session, number in week.hits():
            posted.append(cp.add(100 * session.distance_m * number <= limit))
        for own in week.easy_runs:
            for n, literal in grid.runs_equal(own):
                posted.append(cp.add(100 * EASY_UNIT_M * own.free <= n * limit).only_enforce_if(literal))
        posted += [cp.add(100 * EASY_UNIT_M * u <= limit) for u in week.columns.pinned_runs_units]
    return posted
