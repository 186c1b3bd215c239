"""What the linear programme says of a season: how much Zone 2 work a plan can hold at most, or that there is no plan.

It is a relaxation: blocks stand side by side, and some rules are left out (`scope.LEAVES_OUT`).  So its optimum is
never below the season's.  A plan that the auditor accepts and that reaches it is optimal, and a plan above it means
that somebody is wrong.  What it finds above a plan says nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from math import floor, inf, isfinite

import scipy

from ndt_opt.domain.scenario import Scenario
from ndt_opt.physiology.profile import Profile, profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.blocks import Block
from ndt_opt.witness.milp import Found, Milp, Sum, plus
from ndt_opt.witness.muscular import cap
from ndt_opt.witness.ramp import BlockPlan, blocks_of
from ndt_opt.witness.scope import BLOCKS_LEAVE_OUT, LEAVES_OUT, WHOLE_LEAVES_OUT, refuse_others
from ndt_opt.witness.season import Season

ENGINE = f"HiGHS in scipy {scipy.__version__}"
BLOCKS = "a linear programme of its own for each block of weeks"
WHOLE = "a linear programme of its own, with the caps on muscular load"

ROUNDING_S = 0.01
"""Zone 2 seconds are whole, and the solver's bound is off by far less than this."""


@dataclass(frozen=True)
class Asked:
    """One programme, what is maximised in it, and what came out."""

    milp: Milp
    goal: Sum
    found: Found

    @property
    def text(self) -> str:
        return self.milp.text(self.goal)

    @property
    def is_infeasible(self) -> bool:
        return self.found.status == "infeasible"

    @property
    def bound_s(self) -> float:
        """The most whole seconds; inf where nothing is proved."""
        return self.found.bound if self.found.bound == inf else floor(self.found.bound + ROUNDING_S)

    @property
    def value_s(self) -> float:
        """Seconds of the best columns, where these, whole as they are, keep every row; else -inf."""
        is_kept = bool(self.found.values) and self.milp.keeps(self.found.values)
        return self.found.value if is_kept else -inf


@dataclass(frozen=True)
class Opinion:
    """No plan has more than `bound_s` (None: not proved); the relaxation has `value_s` (None: not found).

    `note`: what else was tried.
    """

    formulation: str
    is_infeasible: bool
    bound_s: int | None
    value_s: int | None
    asked: tuple[Asked, ...]
    note: str = ""

    @property
    def leaves_out(self) -> list[str]:
        return [*LEAVES_OUT, *(BLOCKS_LEAVE_OUT if self.formulation == BLOCKS else WHOLE_LEAVES_OUT)]

    @property
    def texts(self) -> dict[str, str]:
        """The programmes in the LP format, and what came out of each, by file."""
        files = {f"programme-{n}.lp": own.text for n, own in enumerate(self.asked, 1)}
        found = [
            {
                "programme": name,
                "status": own.found.status,
                "value": _finite(own.found.value),
                "bound": _finite(own.found.bound),
                "columns": {f"x{column}": value for column, value in enumerate(own.found.values) if value},
            }
            for name, own in zip(files, self.asked, strict=True)
        ]
        return {**files, "solutions.json": json.dumps(found, indent=1) + "\n"}

    @property
    def sha256(self) -> str:
        """Of the programmes in the LP format, one after the other."""
        return sha256("".join(own.text for own in self.asked).encode()).hexdigest()


def opinion(
    scenario: Scenario, model: TrainingModel, z2_s: int | None, limit_s: float, *, with_caps: bool = True
) -> Opinion:
    """Bound the Zone 2 seconds of a season, within `limit_s` seconds of wall-clock time.

    Parameters
    ----------
    z2_s : a bound as low as this will do; None: nothing will but that there is no plan.
    with_caps : whether to go on with the caps on muscular load where the blocks by themselves do not tell.

    Raises
    ------
    NotApplicable
        where the programme cannot speak of the season.
    """
    refuse_others(scenario, model)
    until = time.monotonic() + limit_s
    person = profile(scenario.athlete, model.physiology, scenario.season.start)
    plans = blocks_of(Season(scenario, model, person))
    found = _by_block(scenario, model, plans, until)
    will_do = found.is_infeasible or (z2_s is not None and found.bound_s is not None and found.bound_s <= z2_s)
    if will_do or not model.holds("muscular-load") or time.monotonic() > until:
        return found
    if not with_caps:
        return replace(found, note="the caps on muscular load are left to the count")
    whole = _whole(scenario, model, plans, person, z2_s, until)
    return replace(found, note="with the caps on muscular load the time ran out") if whole is None else whole


def _by_block(scenario: Scenario, model: TrainingModel, plans: Sequence[BlockPlan], until: float) -> Opinion:
    """Blocks alike are solved once; those left open when each had its share of the time, again with what is left."""
    blocks: dict[str, Block] = {}
    keys = []
    for plan in plans:
        block = Block(scenario, model, plan)
        slots = [[block.rooms(plan.first + n, d) for d in range(7)] for n in range(len(plan.weeks))]
        keys.append(repr((plan.weeks, plan.caps, slots, plan.least_km, plan.first == 0)))
        blocks.setdefault(keys[-1], block)
    asked: dict[str, Asked] = {}
    for number, (key, block) in enumerate(blocks.items()):
        asked[key] = _ask(block.milp, block.z2_s, (until - time.monotonic()) / (len(blocks) - number))
        if asked[key].is_infeasible:
            break
    for key, own in asked.items():
        if own.found.status == "unknown" and time.monotonic() < until:
            asked[key] = _ask(own.milp, own.goal, until - time.monotonic())
    return _together([asked[key] for key in keys if key in asked], tuple(asked.values()))


def _ask(milp: Milp, goal: Sum, limit_s: float) -> Asked:
    return Asked(milp, goal, milp.maximise(goal, max(limit_s, 0.1)))


def _together(parts: Sequence[Asked], asked: tuple[Asked, ...]) -> Opinion:
    """Of a season made of these blocks, some of them the same."""
    if any(own.is_infeasible for own in parts):
        return Opinion(BLOCKS, True, None, None, asked)
    bound, value = sum(own.bound_s for own in parts), sum(own.value_s for own in parts)
    return Opinion(BLOCKS, False, _whole_number(bound), _whole_number(value), asked)


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


def _whole_number(seconds: float) -> int | None:
    return None if seconds in (inf, -inf) else round(seconds)


def _whole(
    scenario: Scenario,
    model: TrainingModel,
    plans: Sequence[BlockPlan],
    person: Profile,
    z2_s: int | None,
    until: float,
) -> Opinion | None:
    """All blocks together under the caps, asked for more than `z2_s`; None where that says nothing new."""
    milp = Milp()
    blocks = [Block(scenario, model, plan, milp) for plan in plans]
    cap(blocks, plans, person)
    goal = plus(*((1, block.z2_s) for block in blocks))
    if z2_s is not None:
        milp.at_least(goal, z2_s + 1)
    own = _ask(milp, goal, until - time.monotonic())
    if own.is_infeasible:
        return Opinion(WHOLE, z2_s is None, z2_s, None, (own,))
    if own.found.status != "optimal":
        return None
    return Opinion(WHOLE, False, _whole_number(own.bound_s), _whole_number(own.value_s), (own,))
