"""The witness under caps on muscular load: all blocks in one programme, bound by points and by the ramp's steps.

What the late part of a long run costs is left out, so this is a relaxation as the other is.
"""

from __future__ import annotations

from itertools import pairwise

from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel
from tests.witness.linear import Block, blocks_of
from tests.witness.milp import Milp, Sum, plus
from tests.witness.weeks import WeekSums


def muscular_witness(scenario: Scenario, model: TrainingModel, limit_s: float = 120) -> tuple[str, float, float]:
    """Status, Zone 2 seconds and bound of a season without dated blocks whose usual week of points is told."""
    usual, rule = scenario.history.muscular_load_week, model.rules["muscular-load"]
    if usual is None or scenario.availability.blocked:
        raise NotImplementedError("the witness asks for the usual week's points, and for no dated blocks")
    milp = Milp()
    blocks = [Block(scenario, model, plan, milp) for plan in blocks_of(scenario, model)]
    for before, after in pairwise(blocks):
        step = model.rules["weekly-ramp"].max_block_pct / 100
        milp.at_most(plus((1, after.weeks[0].km), (-step, before.weeks[0].km)), 0)
    weeks = [week for block in blocks for week in block.weeks]
    points = [_points(week, model) for week in weeks]
    used = usual
    for index in range(len(weeks)):
        used = used if index == 0 else used + used * rule.grow_permille // 1000
        milp.at_most(points[index], rule.max_week_pct * used / 100)
        window = plus(*((1, p) for p in points[max(0, index - 3) : index + 1]))
        already = max(0, 3 - index) * usual
        milp.at_most(window, 4 * rule.max_four_weeks_pct * used / 100 - already)
    return milp.maximise(plus(*((1, week.z2_s) for week in weeks)), limit_s)


def _points(week: WeekSums, model: TrainingModel) -> Sum:
    """Easy km, and what the sessions cost beyond so many of them."""
    easy = model.muscular.per_km
    hard = ((s.muscular_load - easy * s.distance_m / 1000, x) for x, s in week.sessions)
    return plus((easy, week.km), *hard)
