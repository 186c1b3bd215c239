"""Hard days keep their distance.

Rule    hard-day-spacing
Keeps   at most one hard day in any run of gap_days + 1 days, days already run included; with
        gap_days = 0 at most max_in_a_row hard days in a row; races among themselves may stand as they like
Breaks  hard, hard (gap_days = 1)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.history import hard_days_before
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.pattern import PLANNED_HARD
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def allows_kinds(letters: str, week: Week, params: p.HardDaySpacing) -> bool:
    length, most = _window(params)
    return _hard_days(letters[-length:]) <= most


def _hard_days(letters: str) -> int:
    """Hard days, races together as one: how they follow each other is the athlete's decision."""
    return sum(letter in PLANNED_HARD for letter in letters) + ("R" in letters)


def add(grid: Grid, params: p.HardDaySpacing) -> list[Constraint]:
    length, most = _window(params)
    history, start = hard_days_before(grid.scenario), 7 * grid.scenario.lived_weeks
    posted = []
    for first in range(start + 1 - length, grid.horizon.days):
        days = [d for d in range(first, first + length) if d < grid.horizon.days]
        inside = [d for d in days if d >= start]
        already = sum(d in history for d in days)
        if len({d // 7 for d in inside}) + bool(already) < 2:
            continue
        hard = sum(grid.letter_on(d, PLANNED_HARD) for d in inside)
        raced = any(grid.weeks[d // 7].week.days[d % 7].race is not None for d in inside)
        posted.append(grid.cp.add(hard <= max(0, most - (1 if raced else already))))
    return posted


def _window(params: p.HardDaySpacing) -> tuple[int, int]:
    return (params.gap_days + 1, 1) if params.gap_days else (params.max_in_a_row + 1, params.max_in_a_row)
