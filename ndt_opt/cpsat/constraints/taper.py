"""Less running before a race, a light week for the lesser ones.

Rule    taper
Keeps   training km of a taper week min_km_pct..max_km_pct per cent of the mean of the last block's load weeks (of the
        history where there are none), in the week of an A race as many sevenths of the least as days come before it;
        of a B race at most light_max_km_pct; of the least as many sevenths as days are untouched by dated blocks and
        pins, none on the way back; a recovery week after a race at most its max_km_pct, and no least; which
        weeks these are the horizon says; in a race week no threshold session of more than race_week_max_single_min
        minutes
Breaks  a taper week at 80 per cent
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules.race_params import Taper

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def allows_session(session: MenuSession, place: str, week: Week, params: Taper) -> bool:
    is_limited = place in ("am", "pm", "single") and week.kind == "race"
    return not is_limited or session.work_s <= 60 * params.race_week_max_single_min


def add(grid: Grid, params: Taper) -> list[Constraint]:
    posted = []
    for recovery in grid.recoveries():
        if (pct := recovery.after_race_pct) is not None:
            posted.append(grid.cp.add(100 * recovery.number * recovery.metres <= pct * recovery.load_m))
    for week in grid.open_weeks:
        if week.week.kind not in ("taper", "race"):
            continue
        before = grid.before(week.week)
        least, most = least_sevenths(week.week) * params.min_km_pct, most_pct(week.week, params)
        posted.append(grid.cp.add(700 * before.number * week.volume_m >= least * before.load_m))
        posted.append(grid.cp.add(100 * before.number * week.volume_m <= most * before.load_m))
    return posted


def most_pct(week: Week, params: Taper) -> int:
    """Per cent of the load weeks' mean km that a taper or race week has at most."""
    is_a = week.kind == "taper" or any(race.priority == "A" for race in week.races)
    return params.max_km_pct if is_a else params.light_max_km_pct


def least_sevenths(week: Week) -> int:
    """Sevenths of the least km that a week is asked: none where it is light only, or on the way back."""
    days = range(7)
    if week.kind == "race":
        raced = [d for d, day in enumerate(week.days) if day.race is not None and day.race.priority == "A"]
        days = range(raced[0]) if raced else range(0)
    return 0 if week.way_back else sum(week.days[d].is_whole for d in days)
