"""A block's tier follows from its planned load km.

Rule    volume-tier
Keeps   tier A from a_from_km, B from b_from_km, C from c_from_km, else D: the rooms that ask for a tier ask
        the block's planned km, so every week of a block carries the same one
        and a block is never planned below the tier of the athlete's weekly_km, or of the km their hours carry
Breaks  doubles on 80 km a week as if it were 120
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.domain.scenario import Scenario
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules import params as p
from ndt_opt.rules.training_model import TrainingModel

if TYPE_CHECKING:
    from ndt_opt.cpsat.facts import Facts
    from ndt_opt.cpsat.grid import Grid


def add(grid: Grid, params: p.VolumeTier) -> list[Constraint]:
    posted = []
    for block in range(len(grid.planned)):
        a, b, c = (
            grid.plans_at_least(block, 1000 * km) for km in (params.a_from_km, params.b_from_km, params.c_from_km)
        )
        posted += [grid.cp.add_implication(a, b), grid.cp.add_implication(b, c)]
        least = least_planned_m(grid, block, params)
        posted += [grid.cp.add(grid.planned[block] >= least)] if least else []
    return posted


def least_planned_m(facts: Facts, block: int, params: p.VolumeTier) -> int:
    """Least planned metres of a block: its athlete's usual tier, 0 near weeks that may lack km: the ramp."""
    if not params.keep_usual_tier or block < 0:
        return 0
    own, ramp = facts.horizon.blocks[block], facts.model.rules["weekly-ramp"]
    before = [w for w in facts.horizon.load_weeks if w.index < own[0].index][-ramp.mean_of_weeks :]
    return 0 if any(w.limited for w in (*before, *own)) else usual_tier_m(facts.scenario, facts.model, facts.profile)


def usual_tier_m(scenario: Scenario, model: TrainingModel, person: Profile) -> int:
    """The least metres of the athlete's usual tier.

    That is the tier of weekly_km, of the recent weeks' mean, or of max_weekly_hours at the easy pace, whichever
    is the least.
    """
    params = model.rules["volume-tier"]
    usual, hours = scenario.usual_weekly_m, scenario.athlete.max_weekly_hours
    if hours is not None and model.holds("weekly-volume"):
        usual = min(usual, round(3_600_000 * hours) // person.easy_pace)
    return max(
        (1000 * km for km in (params.a_from_km, params.b_from_km, params.c_from_km) if usual >= 1000 * km), default=0
    )
