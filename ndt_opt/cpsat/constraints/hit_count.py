"""How much HIT a load week holds.

Rule    hit-count
Keeps   exactly full_count of full_min_m..full_max_m at full_from_km planned and more, at most half_count of at
        most half_max_m from half_from_km, none below; a week with a dated block or pin has fewer only
        where no day takes HIT beside as many doubles as the week can hold
Breaks  no HIT in a 120 km week
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def allows_kinds(letters: str, week: Week, params: p.HitCount) -> bool:
    return letters.count("H") <= (0 if week.is_recovery else max(params.full_count, params.half_count))


def add(grid: Grid, params: p.HitCount) -> list[Constraint]:
    posted = []
    for week in grid.load_weeks():
        full = grid.plans_at_least(week.week.block, 1000 * params.full_from_km)
        half = grid.plans_at_least(week.week.block, 1000 * params.half_from_km)
        small = [x for s, x in week.hits() if s.work_m <= params.half_max_m]
        large = [x for s, x in week.hits() if params.full_min_m <= s.work_m <= params.full_max_m]
        neither = [x for s, x in week.hits() if s.work_m > params.full_max_m]
        add = grid.cp.add
        posted.append(add(sum(week.hit) == sum(large)).only_enforce_if(full))
        posted.append(add(sum(large) <= params.full_count).only_enforce_if(full))
        if not week.week.hindered:
            posted.append(add(sum(large) >= params.full_count).only_enforce_if(full))
        posted.append(add(sum(week.hit) == sum(small)).only_enforce_if(~full))
        posted.append(add(sum(small) <= params.half_count).only_enforce_if(~full))
        posted.append(add(sum(week.hit) == 0).only_enforce_if(~half))
        posted.append(add(sum(neither) == 0))
    return posted
