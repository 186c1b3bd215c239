"""HIT leaves days to recover before the next double.

Rule    hit-recovery
Keeps   no HIT in the easy_days_before_double days before a double (a day holds one hard kind by itself), the last
        one before the season included
Breaks  HIT on Sunday, double on Tuesday
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.history import last_hit_day
from ndt_opt.cpsat.horizon import Week
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def allows_kinds(letters: str, week: Week, params: p.HitRecovery) -> bool:
    return not letters.endswith("D") or "H" not in letters[-params.easy_days_before_double - 1 : -1]


def add(grid: Grid, params: p.HitRecovery) -> list[Constraint]:
    posted, last = [], last_hit_day(grid.scenario)
    if last is not None:
        near = range(max(0, min(last + params.easy_days_before_double + 1, grid.horizon.days)))
        posted += [grid.cp.add(grid.letter_on(day, "D") == 0) for day in near]
    for day in range(7, grid.horizon.days):
        for before in range(day - params.easy_days_before_double, day):
            if before // 7 == day // 7:
                continue
            posted.append(grid.cp.add(grid.letter_on(day, "D") + grid.letter_on(before, "H") <= 1))
    return posted
