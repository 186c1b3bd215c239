"""Easy days often as doubles: about run_min minutes a run.

Cost    weight points per minute between the week's easy running and run_min per run
"""

from __future__ import annotations

from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.week_vars import Linear
from ndt_opt.rules.preferences import EasyDoublesPreference


def cost(grid: Grid, params: EasyDoublesPreference) -> dict[int, Linear]:
    """Points, by week."""
    off: dict[int, Linear] = {}
    for week in grid.open_weeks:
        minutes = grid.cp.new_int_var(0, 10_000, f"off_runs[{week.week.index}]")
        free_s = grid.unit_s * sum(own.free for own in week.easy_runs)
        wanted_s = 60 * params.run_min * week.all_runs
        grid.cp.add(60 * minutes >= free_s - wanted_s)
        grid.cp.add(60 * minutes >= wanted_s - free_s)
        off[week.week.index] = params.weight * minutes
    return off
