"""Camps at altitude begin easily, and so does the time after them.

Rule    altitude
Keeps   no hard session but a race and no long run on the first easy_days days of a camp and the return_easy_days
        days after it, no double, HIT or race pace on its first no_double_days days, and at most week_pcts per cent
        of the usual week's km in its first load weeks; the menu has the slower paces
Breaks  a double on the fifth day at 1850 m
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.pattern import PLANNED_HARD
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.caution_params import Altitude

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def allows_kinds(letters: str, week: Week, params: Altitude) -> bool:
    day, letter = len(letters) - 1, letters[-1]
    if day in week.cautions.easy:
        return letter not in (*PLANNED_HARD, "L")
    return day not in week.cautions.settling or letter not in "DHP"


def add(grid: Grid, params: Altitude) -> list[Constraint]:
    posted = []
    for week in grid.open_weeks:
        most = most_m(week.week, grid.scenario)
        posted += [] if most is None else [grid.cp.add(week.volume_m <= most)]
    return posted


def most_m(week: Week, scenario: Scenario) -> int | None:
    """Most metres of one of the first load weeks of a camp; None of others."""
    pct = week.cautions.camp_pct
    return None if pct is None or not week.is_load else (7 - week.lost_days) * pct * scenario.usual_weekly_m // 700
