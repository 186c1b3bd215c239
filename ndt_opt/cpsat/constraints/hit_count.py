"""How much HIT a load week holds.

Rule    hit-count
Keeps   in base exactly full_count of full_min_m..full_max_m at full_from_km planned and more, at most half_count of
        at most half_max_m from half_from_km, none below; a race takes the place of one, and outside base the least
        is not asked; a hindered week has fewer only where every day that could take HIT stands too near to a hard
        day, and its metres count against the share all the same; or where few days are left
Breaks  no HIT in a 120 km week
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.mix import mix_of
from ndt_opt.cpsat.spare_days import excuses, has_days, share_with_missed
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import WeekVars
    from ndt_opt.rules.training_model import TrainingModel


def allows_kinds(letters: str, week: Week, params: p.HitCount) -> bool:
    most = max(params.full_count, params.half_count) if week.is_load else 0
    return letters.count("H") <= max(0, most - len(week.races))


def add(grid: Grid, params: p.HitCount) -> list[Constraint]:
    posted = []
    for week in (w for w in grid.distinct_weeks if w.week.is_load):
        full = grid.plans_at_least(week.week.block, 1000 * params.full_from_km)
        half = grid.plans_at_least(week.week.block, 1000 * params.half_from_km)
        small = [x for s, x in week.hits() if s.work_m <= params.half_max_m]
        large = [x for s, x in week.hits() if params.full_min_m <= s.work_m <= params.full_max_m]
        neither = [x for s, x in week.hits() if s.work_m > params.full_max_m]
        count = full_count(week.week, params)
        add = grid.cp.add
        posted.append(add(sum(week.hit) == sum(large)).only_enforce_if(full))
        posted.append(add(sum(large) <= count).only_enforce_if(full))
        if not week.week.hindered and asks_hit(week.week, grid.model):
            posted.append(add(sum(large) >= count).only_enforce_if(full))
        posted.append(add(sum(week.hit) == sum(small)).only_enforce_if(~full))
        posted.append(add(sum(small) <= params.half_count).only_enforce_if(~full))
        posted.append(add(sum(week.hit) == 0).only_enforce_if(~half))
        posted.append(add(sum(neither) == 0))
        if week.week.hindered and asks_hit(week.week, grid.model):
            missed_m = params.full_min_m * (count - sum(large))
            posted += share_with_missed(grid, week, missed_m, full)
            for near in excuses(grid, week, _shortest_full_s(week, params), before_double=True):
                posted.append(add(sum(large) + count * near >= count).only_enforce_if(full))
    return posted


def full_count(week: Week, params: p.HitCount) -> int:
    """Full HIT sessions of a week: a race takes the place of one."""
    return max(0, params.full_count - len(week.races))


def asks_hit(week: Week, model: TrainingModel) -> bool:
    """Whether a load week is to have its HIT: in base, and where days for it are left."""
    is_base = week.is_load and mix_of(week, model) is None
    return is_base and (not week.hindered or has_days(week, model))


def _shortest_full_s(week: WeekVars, params: p.HitCount) -> int | None:
    return min((s.duration_s for s in week.columns.hits if s.work_m >= params.full_min_m), default=None)
