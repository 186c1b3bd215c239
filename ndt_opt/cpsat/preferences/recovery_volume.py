"""Recovery weeks at their preferred share of the load weeks.

Cost    weight points per km off prefer_km_pct of the block's mean load week, begun kilometres whole
"""

from __future__ import annotations

from ndt_opt.cpsat.grid import Grid, Linear
from ndt_opt.rules.params import Preference


def cost(grid: Grid, params: Preference) -> dict[int, Linear]:
    """Points, by week."""
    wanted = grid.model.rules["recovery-week"].prefer_km_pct
    off: dict[int, Linear] = {}
    for week in (w for w in grid.weeks if w.week.is_recovery):
        load = grid.reference(week.week.block)
        number = len(load) or len(grid.history_m)
        km = sum(w.volume_m for w in load) if load else sum(grid.history_m)
        deviation = grid.cp.new_int_var(0, 400_000, f"off_recovery[{week.week.index}]")
        grid.cp.add(100_000 * number * deviation >= 100 * number * week.volume_m - wanted * km)
        grid.cp.add(100_000 * number * deviation >= wanted * km - 100 * number * week.volume_m)
        off[week.week.index] = params.weight * deviation
    return off
