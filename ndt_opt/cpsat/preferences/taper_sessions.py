"""A taper keeps the habit of running: shorter runs, not fewer.

Cost    weight points per session of a taper week below prefer_sessions_pct per cent of the mean of the last block's
        load weeks, begun sessions whole; none in a week with lost days
"""

from __future__ import annotations

from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.week_vars import Linear, WeekVars
from ndt_opt.rules.preferences import Preference


def cost(grid: Grid, params: Preference) -> dict[int, Linear]:
    """Points, by week."""
    pct = grid.model.rules["taper"].prefer_sessions_pct
    off: dict[int, Linear] = {}
    for week in (w for w in grid.open_weeks if w.week.kind == "taper" and not w.week.lost_days):
        load = grid.before(week.week).load
        if not load:
            continue
        missing = grid.cp.new_int_var(0, 14, f"missing_sessions[{week.week.index}]")
        before = sum(_sessions(w) for w in load)
        grid.cp.add(100 * len(load) * missing >= pct * before - 100 * len(load) * _sessions(week))
        off[week.week.index] = params.weight * missing
    return off


def _sessions(week: WeekVars) -> Linear:
    """Sessions of a week, two on a double day."""
    others = sum(week.count(letter) for letter in "SHPRL")
    return 2 * week.count("D") + others + week.all_runs + len(week.columns.pinned_runs_units)
