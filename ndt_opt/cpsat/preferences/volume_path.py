"""Load weeks near the athlete's usual week, so fewer km among plans of equal Zone-2 work.

Cost    weight points per km off weekly_km
"""

from __future__ import annotations

from ndt_opt.cpsat.grid import Grid, Linear
from ndt_opt.rules.params import Preference


def cost(grid: Grid, params: Preference) -> Linear:
    """Thousandths of a point."""
    usual = round(1000 * grid.scenario.athlete.weekly_km)
    off = []
    for week in grid.load_weeks():
        deviation = grid.cp.new_int_var(0, 400_000, f"off_path[{week.week.index}]")
        grid.cp.add(deviation >= week.volume_m - usual)
        grid.cp.add(deviation >= usual - week.volume_m)
        off.append(deviation)
    return params.weight * sum(off)
