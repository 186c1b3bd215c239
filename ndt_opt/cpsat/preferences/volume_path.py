"""Load weeks near the athlete's usual week, so fewer km among plans of equal Zone-2 work.

Cost    weight points per km off weekly_km (fewer in a week with lost days), begun kilometres counted whole
"""

from __future__ import annotations

from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.week_vars import Linear
from ndt_opt.rules.preferences import Preference


def cost(grid: Grid, params: Preference) -> dict[int, Linear]:
    """Points, by week."""
    usual = round(1000 * grid.scenario.athlete.weekly_km)
    off: dict[int, Linear] = {}
    for week in (w for w in grid.open_weeks if w.week.is_load):
        wanted = usual * (7 - week.week.lost_days) // 7
        deviation = grid.cp.new_int_var(0, 400_000, f"off_path[{week.week.index}]")
        grid.cp.add(1000 * deviation >= week.volume_m - wanted)
        grid.cp.add(1000 * deviation >= wanted - week.volume_m)
        off[week.week.index] = params.weight * deviation
    return off
