"""Mileage is the athlete's decision.

Rule    weekly-volume
Keeps   no week above max_weekly_km (weekly_km where not given), nor above max_weekly_hours
Breaks  125 km where the athlete allows 120
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def add(grid: Grid, params: p.WeeklyVolume) -> list[Constraint]:
    hours = grid.scenario.athlete.max_weekly_hours
    posted = [grid.cp.add(w.volume_m <= grid.scenario.max_weekly_m) for w in grid.open_weeks]
    if hours is not None:
        posted += [grid.cp.add(w.duration_s <= round(3600 * hours)) for w in grid.open_weeks]
    return posted
