"""HIT leaves days to recover before the next double.

Rule    hit-recovery
Keeps   no HIT in the easy_days_before_double days before a double (a day holds one hard kind by itself), the last
        one before the season included
Breaks  HIT on Sunday, double on Tuesday
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def allows_kinds(letters: str, week: Week, params: p.HitRecovery) -> bool:
    is_late = "H" not in letters[-params.easy_days_before_double - 1 : -1] and len(letters) - 1 not in week.after_hit
    return is_late or not letters.endswith("D")


def add(grid: Grid, params: p.HitRecovery) -> list[Constraint]:
    posted = []
    for day in range(7 * max(1, grid.scenario.lived_weeks), grid.horizon.days):
        for before in range(day - params.easy_days_before_double, day):
            if before // 7 == day // 7:
                continue
            posted.append(grid.cp.add(grid.letter_on(day, "D") + grid.letter_on(before, "H") <= 1))
    return posted
