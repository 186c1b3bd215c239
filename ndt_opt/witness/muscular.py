"""Caps on muscular load: all blocks in one programme, bound by points and by the ramp's steps.

What the late part of a long run costs is left out, so this is a relaxation as the blocks are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.blocks import Block
from ndt_opt.witness.milp import Sum, plus
from ndt_opt.witness.points import caps_of
from ndt_opt.witness.ramp import BlockPlan
from ndt_opt.witness.weeks import WeekSums


def cap(blocks: Sequence[Block], plans: Sequence[BlockPlan], person: Profile) -> None:
    """Rows that bind the blocks of one programme together."""
    scenario, model, milp = blocks[0].scenario, blocks[0].model, blocks[0].milp
    step = model.rules["weekly-ramp"].max_block_pct / 100
    plain = list(takewhile(lambda pair: _is_plain(pair[1]), zip(blocks, plans, strict=True)))
    for (before, _), (after, _) in pairwise(plain):
        milp.at_most(plus((1, after.weeks[0].km), (-step, before.weeks[0].km)), 0)
    points = [_points(week, model, block.one) for block in blocks for week in block.weeks]
    caps = caps_of(scenario, model, person)
    for index, own in enumerate(points):
        milp.at_most(own, caps.weeks[index])
        milp.at_most(plus(*((1, p) for p in points[max(0, index - 3) : index + 1])), caps.windows[index])


def _is_plain(plan: BlockPlan) -> bool:
    """Whether the first week's km are what the block plans, and nothing lets a later block do without its step."""
    load = [week for week in plan.weeks if week.kind == "load"]
    is_alike = len({week.phase for week in load}) == 1
    return is_alike and not any(week.is_touched or week.lost or week.lacks_km for week in load)


def _points(week: WeekSums, model: TrainingModel, one: Sum) -> Sum:
    """Easy km, and what the sessions cost beyond so many of them."""
    easy = model.muscular.per_km
    hard = ((s.muscular_load - easy * s.distance_m / 1000, x) for x, s in week.sessions)
    raced = sum(race.easy_m for race in week.facts.races.values()) / 1000  # races are left out, warm-up and all
    return plus((easy, week.km), (-easy * raced, one), *hard)
