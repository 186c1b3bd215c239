"""The long run at 15-18 per cent of the week.

Cost    weight points per km outside prefer_min_pct..prefer_max_pct, begun kilometres whole
"""

from __future__ import annotations

from ndt_opt.cpsat.constraints.long_run import own_limits
from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.week_vars import Linear
from ndt_opt.menu.sessions import EASY_UNIT_M
from ndt_opt.rules.preferences import Preference


def cost(grid: Grid, params: Preference) -> dict[int, Linear]:
    """Points, by week."""
    rule = grid.model.rules["long-run"]
    off: dict[int, Linear] = {}
    for week in grid.weeks:
        own = own_limits(week.week, rule)
        deviation = grid.cp.new_int_var(0, 100_000, f"off_long[{week.week.index}]")
        long_m = 100 * EASY_UNIT_M * week.long
        grid.cp.add(100_000 * deviation >= own.prefer_min_pct * week.volume_m - long_m)
        grid.cp.add(100_000 * deviation >= long_m - own.prefer_max_pct * week.volume_m)
        off[week.week.index] = params.weight * deviation
    return off
