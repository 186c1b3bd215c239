"""The long run at 15-18 per cent of the week, in load weeks on the way to a long race at more.

Cost    weight points per km outside prefer_min_pct..prefer_max_pct, begun kilometres whole; on the way to a long race
        those of before_race, in other weeks than load weeks up to where these begin
"""

from __future__ import annotations

from ndt_opt.cpsat.constraints.long_run import own_limits
from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.week_vars import Linear
from ndt_opt.menu.sessions import EASY_UNIT_M
from ndt_opt.rules.params import LongRun
from ndt_opt.rules.preferences import Preference


def cost(grid: Grid, params: Preference) -> dict[int, Linear]:
    """Points, by week."""
    rule = grid.model.rules["long-run"]
    off: dict[int, Linear] = {}
    for week in grid.open_weeks:
        low, high = _preferred_pcts(week.week, rule)
        deviation = grid.cp.new_int_var(0, 100_000, f"off_long[{week.week.index}]")
        long_m = 100 * EASY_UNIT_M * week.long
        grid.cp.add(100_000 * deviation >= low * week.volume_m - long_m)
        grid.cp.add(100_000 * deviation >= long_m - high * week.volume_m)
        off[week.week.index] = params.weight * deviation
    return off


def _preferred_pcts(week: Week, rule: LongRun) -> tuple[int, int]:
    own = own_limits(week, rule)
    if week.is_load:
        return own.prefer_min_pct, own.prefer_max_pct
    return rule.prefer_min_pct, max(rule.prefer_max_pct, own.prefer_min_pct)
