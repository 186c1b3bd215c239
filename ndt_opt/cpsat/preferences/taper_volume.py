"""Taper and A race weeks at their preferred share of the load weeks.

Cost    weight points per km off prefer_km_pct of the last block's mean load week, begun kilometres whole; of
        as many sevenths as days are not lost
"""

from __future__ import annotations

from ndt_opt.cpsat.constraints.taper import most_pct
from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.week_vars import Linear
from ndt_opt.rules.preferences import Preference


def cost(grid: Grid, params: Preference) -> dict[int, Linear]:
    """Points, by week."""
    rule = grid.model.rules["taper"]
    off: dict[int, Linear] = {}
    for week in (w for w in grid.open_weeks if w.week.kind in ("taper", "race")):
        index, before = week.week.index, grid.before(week.week)
        most = most_pct(week.week, rule)
        wanted = rule.prefer_km_pct if most == rule.max_km_pct else most
        days = 7 - week.week.lost_days
        deviation = grid.cp.new_int_var(0, 400_000, f"off_taper[{index}]")
        kept = 700 * before.number * week.volume_m
        grid.cp.add(700_000 * before.number * deviation >= kept - days * wanted * before.load_m)
        grid.cp.add(700_000 * before.number * deviation >= days * wanted * before.load_m - kept)
        off[index] = params.weight * deviation
    return off
