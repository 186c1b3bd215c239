"""A recovery week is easier in every respect.

Rule    recovery-week
Keeps   no double, no HIT, at most max_singles singles of at most max_single_min minutes; Zone-2 work at most
        max_z2_pct per cent, km min_km_pct..max_km_pct per cent of its block's mean load week, and fewer
        hours than each of them
Breaks  a double in the recovery week; 80 % of the km
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def allows_kinds(letters: str, week: Week, params: p.RecoveryWeek) -> bool:
    if not week.is_recovery:
        return True
    return "D" not in letters and "H" not in letters and letters.count("S") <= params.max_singles


def allows_session(session: MenuSession, place: str, week: Week, params: p.RecoveryWeek) -> bool:
    if not week.is_recovery or place != "single":
        return True
    return session.work_s <= 60 * params.max_single_min


def add(grid: Grid, params: p.RecoveryWeek) -> list[Constraint]:
    posted = []
    for week in (w for w in grid.weeks if w.week.is_recovery):
        load = grid.reference(week.week.block)
        number = len(load) or len(grid.history_m)
        km = sum(w.volume_m for w in load) if load else sum(grid.history_m)
        if not week.week.affected:
            posted.append(grid.cp.add(100 * number * week.volume_m >= params.min_km_pct * km))
        posted.append(grid.cp.add(100 * number * week.volume_m <= params.max_km_pct * km))
        if load:
            z2 = sum(w.z2_s for w in load)
            posted.append(grid.cp.add(100 * number * week.z2_s <= params.max_z2_pct * z2))
        for other in load:
            posted.append(grid.cp.add(week.duration_s + 60 * params.min_fewer_min <= other.duration_s))
    return posted
