"""A block's tier follows from its planned load km.

Rule    volume-tier
Keeps   tier A from a_from_km, B from b_from_km, C from c_from_km, else D: the rooms that ask for a tier ask
        the block's planned km, so every week of a block carries the same one
        and a block is never planned below the tier of the athlete's weekly_km
Breaks  doubles on 80 km a week as if it were 120
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def add(grid: Grid, params: p.VolumeTier) -> list[Constraint]:
    posted = []
    for block in range(len(grid.planned)):
        a, b, c = (
            grid.plans_at_least(block, 1000 * km) for km in (params.a_from_km, params.b_from_km, params.c_from_km)
        )
        posted += [grid.cp.add_implication(a, b), grid.cp.add_implication(b, c)]
        if params.keep_usual_tier and not all(w.week.affected for w in grid.block(block)):
            posted.append(grid.cp.add(grid.planned[block] >= usual_tier_m(grid.scenario, params)))
    return posted


def usual_tier_m(scenario: Scenario, params: p.VolumeTier) -> int:
    """The least metres of the tier the athlete's weekly_km is in."""
    usual = round(1000 * scenario.athlete.weekly_km)
    return max(
        (1000 * km for km in (params.a_from_km, params.b_from_km, params.c_from_km) if usual >= 1000 * km), default=0
    )
