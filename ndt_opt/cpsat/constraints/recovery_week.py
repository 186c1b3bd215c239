"""A recovery week is easier in every respect.

Rule    recovery-week
Keeps   no double, no HIT, at most max_singles singles of at most max_single_min minutes; Zone-2 work at most
        max_z2_pct per cent, km min_km_pct..max_km_pct per cent of its block's mean load week, and fewer
        hours than each of them; as many sevenths of the least km as days that dated blocks and pins do not touch (none
        on the way back), of the most km as days are left; after load weeks with hardly an open day only the most km
        hold, of the history's mean
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
    from ndt_opt.cpsat.week_vars import Linear, WeekVars


def allows_kinds(letters: str, week: Week, params: p.RecoveryWeek) -> bool:
    if week.is_recovery:
        return "D" not in letters and "H" not in letters and letters.count("S") <= params.max_singles
    rest = [letter for letter, on_recovery in zip(letters, week.recovery_days, strict=False) if on_recovery]
    return rest.count("S") <= params.max_singles and not {"D", "H"} & set(rest)


def allows_session(session: MenuSession, place: str, week: Week, params: p.RecoveryWeek) -> bool:
    if place != "recovery" and not (week.is_recovery and place == "single"):
        return True
    return session.work_s <= 60 * params.max_single_min


def add(grid: Grid, params: p.RecoveryWeek) -> list[Constraint]:
    posted = []
    for recovery in grid.recoveries():
        if len(recovery.weeks) > 1:
            posted.append(grid.cp.add(sum(_singles(w) for w in recovery.weeks) <= params.max_singles))
        if not recovery.is_whole:
            continue
        load, number, km = recovery.load, recovery.number, recovery.load_m
        if not recovery.is_after_lost_weeks:
            least = recovery.whole_days * params.min_km_pct * km
            posted.append(grid.cp.add(700 * number * recovery.metres >= least))
        most = recovery.open_days * params.max_km_pct * km
        posted.append(grid.cp.add(700 * number * recovery.metres <= most))
        if load:
            z2 = sum(w.z2_s for w in load)
            own = sum(w.rest_z2_s for w in recovery.weeks)
            posted.append(grid.cp.add(100 * number * own <= params.max_z2_pct * z2))
        seconds = sum(w.rest_s for w in recovery.weeks)
        for other in load:
            posted.append(grid.cp.add(seconds + 60 * params.min_fewer_min <= other.duration_s))
    return posted


def _singles(week: WeekVars) -> Linear:
    """Singles on the recovery days of a week."""
    return sum(week.letter_on(d, "S") for d in range(7) if week.week.recovery_days[d])
