"""A block's tier follows from its planned load km.

Rule    volume-tier
Keeps   tier A from a_from_km, B from b_from_km, C from c_from_km, else D: the rooms that ask for a tier ask
        the block's planned km, so every week of a block carries the same one
        and a block is never planned below the tier of the athlete's weekly_km, or of the km their hours carry, near
        weeks that may lack km: or their slots (not asked after weeks that were run and clearly lacked some)
Breaks  doubles on 80 km a week as if it were 120
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.eased import most_m
from ndt_opt.cpsat.horizon import Week
from ndt_opt.domain.calendar import SLOTS
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
        is_open = any(w.week.is_open for w in grid.block(block))
        least = least_planned_m(grid, block, params) if is_open else 0
        posted += [grid.cp.add(grid.planned[block] >= least)] if least else []
    return posted


def least_planned_m(facts: Facts, block: int, params: p.VolumeTier) -> int:
    """Least planned metres of a block: the usual tier; near weeks that may lack km the one its slots carry.

    None near weeks that came to clearly less than was planned.
    """
    if not params.keep_usual_tier or block < 0:
        return 0
    own, ramp = facts.horizon.blocks[block], facts.model.rules["weekly-ramp"]
    before = [w for w in facts.horizon.load_weeks if w.index < own[0].index][-ramp.mean_of_weeks :]
    if any(w.given is not None and w.given.has_lacked for w in (*before, *own)):
        return 0
    usual_m = usual_tier_m(facts.scenario, facts.model, facts.profile)
    if not any(w.limited for w in (*before, *own)):
        return usual_m
    return min(usual_m, _tier_m(max(_carried_m(facts, week, params) for week in own), params))


def _tier_m(metres: int, params: p.VolumeTier) -> int:
    """Least metres of the tier that so many make."""
    steps = (1000 * km for km in (params.a_from_km, params.b_from_km, params.c_from_km))
    return max((step for step in steps if metres >= step), default=0)


def _carried_m(facts: Facts, week: Week, params: p.VolumeTier) -> int:
    """What the week surely has room for: a part of the easy running its slots take, or what eases it leaves of that."""
    longest_s = 60 * facts.model.rules["easy-runs"].max_min
    metres = 0
    for day in week.days:
        for slot in SLOTS if day.race is None else ():
            room, pin = day.room(slot), day.pin(slot)
            if pin is not None and pin.km is not None:
                metres += round(1000 * pin.km)
            elif room is not None and day.is_usable(slot):
                metres += 1000 * min(longest_s, room.longest_s) // facts.profile.easy_pace
    limit = most_m(week, facts.scenario, facts.model)
    carried_m = min(params.carried_pct * metres // 100, (7 - week.lost_days) * facts.scenario.usual_weekly_m // 7)
    return carried_m if limit is None else min(carried_m, limit)


def usual_tier_m(scenario: Scenario, model: TrainingModel, person: Profile) -> int:
    """The least metres of the athlete's usual tier.

    That is the tier of weekly_km, of the recent weeks' mean, or of max_weekly_hours at the easy pace, whichever
    is the least.
    """
    params = model.rules["volume-tier"]
    usual, hours = scenario.usual_weekly_m, scenario.athlete.max_weekly_hours
    if hours is not None and model.holds("weekly-volume"):
        usual = min(usual, round(3_600_000 * hours) // person.easy_pace)
    return _tier_m(usual, params)
