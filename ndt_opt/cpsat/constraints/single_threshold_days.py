"""Single threshold sessions where doubles are not the method.

Rule    single-threshold-days
Keeps   a load week without doubles has min_count..max_count singles of min_work_min..max_work_min minutes, at least
        so many only in base, and each race takes the place of one; no single of another week is longer either
Breaks  one single in tier C; a single of 40 min
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.mix import mix_of
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def allows_kinds(letters: str, week: Week, params: p.SingleThresholdDays) -> bool:
    return not week.is_load or letters.count("S") <= max(0, params.max_count - len(week.races))


def allows_session(session: MenuSession, place: str, week: Week, params: p.SingleThresholdDays) -> bool:
    if place != "single":
        return True
    least = 0 if week.is_recovery else 60 * params.min_work_min
    return least <= session.work_s <= 60 * params.max_work_min


def add(grid: Grid, params: p.SingleThresholdDays) -> list[Constraint]:
    posted = []
    tiers = grid.model.rules["volume-tier"]
    for week in (w for w in grid.distinct_weeks if w.week.is_load):
        if week.week.affected or mix_of(week.week, grid.model) is not None:
            continue
        at_least_c = grid.plans_at_least(week.week.block, 1000 * tiers.c_from_km)
        for fewest, tier in ((params.min_count, at_least_c), (params.min_count_tier_d, ~at_least_c)):
            too_few = [x for q, x in week.patterns() if not q.count("D") and q.count("S") < fewest]
            posted.append(grid.cp.add(sum(too_few) == 0).only_enforce_if(tier))
    return posted
