"""Recovery weeks at their preferred share of the load weeks.

Cost    weight points per km off prefer_km_pct of the block's mean load week, begun kilometres whole
"""

from __future__ import annotations

from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.week_vars import Linear
from ndt_opt.rules.preferences import Preference


def cost(grid: Grid, params: Preference) -> dict[int, Linear]:
    """Points, by week."""
    prefer = grid.model.rules["recovery-week"].prefer_km_pct
    off: dict[int, Linear] = {}
    for recovery in (r for r in grid.recoveries() if r.is_whole):
        index, number, km = recovery.weeks[0].week.index, recovery.number, recovery.load_m
        wanted = min(prefer, prefer if recovery.after_race_pct is None else recovery.after_race_pct)
        deviation = grid.cp.new_int_var(0, 400_000, f"off_recovery[{index}]")
        grid.cp.add(100_000 * number * deviation >= 100 * number * recovery.metres - wanted * km)
        grid.cp.add(100_000 * number * deviation >= wanted * km - 100 * number * recovery.metres)
        off[index] = params.weight * deviation
    return off
