"""A first plan from a thinned model: near the most work each week can carry, few programmes each.

The thinned model has every room; only most programmes are left out, so its plans are plans of the whole
model and its solution is a complete hint.
"""

from __future__ import annotations

from ndt_opt.cpsat.columns import WeekColumns
from ndt_opt.cpsat.grid import Thin
from ndt_opt.cpsat.horizon import Horizon
from ndt_opt.cpsat.offers import Demand
from ndt_opt.cpsat.relaxation import carries, planned_ceilings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel


def near_the_ceiling(scenario: Scenario, model: TrainingModel, per_demand: int) -> Thin:
    """Keep, per demand, the `per_demand` programmes with the most work that the share could carry."""

    def thin(person: Profile, horizon: Horizon, columns: WeekColumns) -> WeekColumns:
        week = columns.week
        ceilings = planned_ceilings(scenario, model, len(horizon.blocks))
        ceiling = ceilings[week.block] if week.block >= 0 else scenario.max_weekly_m
        kept: list[int] = []
        seen: dict[Demand, int] = {}
        for i, (demand, programme) in enumerate(columns.programmes):
            enough = seen.get(demand, 0) >= per_demand
            if not enough and carries(programme, ceiling, columns, scenario, model, person.easy_pace):
                seen[demand] = seen.get(demand, 0) + 1
                kept.append(i)
        return columns.only(kept)

    return thin
