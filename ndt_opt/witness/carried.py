"""What a base season can hold of Zone 2 work under the caps on muscular load: its blocks' choices counted out.

It is a relaxation: between blocks only the step in km and the points of four weeks are asked, inside them what
`LEAVES_OUT` does not name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

import numpy as np

from ndt_opt.domain.scenario import Scenario
from ndt_opt.physiology.profile import Profile, profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.choices import BlockChoices, Choices
from ndt_opt.witness.points import Caps, caps_of
from ndt_opt.witness.prices import SCALE, Line, Priced, narrowed, searched
from ndt_opt.witness.ramp import BlockPlan, blocks_of
from ndt_opt.witness.scope import NotApplicable, refuse_others
from ndt_opt.witness.season import Season
from ndt_opt.witness.walk import TooMany, most_seconds

ENGINE = f"numpy {np.__version__}"
COUNTED = "every choice of each block of weeks counted out, and a dynamic programme over the blocks under the caps"

FIRST_S = 60
"""So far below what the prices allow the best way is looked for at first, then twice as far, and so on."""

LEAVES_OUT = [
    "run-spike",
    "am-pm-gap",
    "intensity-ceiling",
    "speed-layer",
    "hard days of the history, and distances between hard days of different blocks",
    "which slot of the week a session fits (each fits the widest)",
    "clock windows and least minutes of single easy runs",
    "the weekly ramp's mean of four weeks, but for the most that it can be",
    "hours and least minutes less of recovery weeks",
    "that no easy run is longer than the long run, and no long run of a recovery week than that of a load week",
]


@dataclass(frozen=True)
class Carried:
    """No plan has more than `bound_s` (None: not proved); `value_s`: the most that the relaxation has (None: below the
    claim, or not counted out)."""

    line: Line
    caps: Caps
    is_infeasible: bool
    bound_s: int | None
    value_s: int | None
    note: str = ""

    engine = ENGINE
    formulation = COUNTED
    leaves_out = LEAVES_OUT

    @property
    def sha256(self) -> str:
        return sha256("".join(self.texts.values()).encode()).hexdigest()

    @cached_property
    def texts(self) -> dict[str, str]:
        """Caps and choices, by file."""
        caps = zip(range(len(self.caps.weeks)), self.caps.weeks, self.caps.windows, strict=True)
        files = {"caps.csv": _table("week,most_points,most_points_of_four_weeks", caps)}
        names: dict[int, str] = {}
        for block in self.line.blocks:
            if id(block) not in names:
                names[id(block)] = f"choices-{len(names) + 1}.csv"
                rows = zip(*(c.tolist() for c in (block.metres, block.load, block.recovery, block.z2_s)), strict=True)
                head = f"metres,points_load,points_recovery,z2_s,{'-'.join(block.weeks)}"
                files[names[id(block)]] = _table(head, rows)
        order = (names[id(block)] for block in self.line.blocks)
        return {**files, "blocks.csv": _table("first_week,choices", zip(self.line.firsts, order, strict=True))}


def carried(scenario: Scenario, model: TrainingModel, z2_s: int | None, until: float) -> Carried:
    """Bound the Zone 2 seconds of a base season under the caps on muscular load.

    Parameters
    ----------
    z2_s : what a plan has; below it no way is looked for.  None: is there a plan?
    until : end of the time it may take, of `time.monotonic`.

    Raises
    ------
    NotApplicable
        where the season has more than load and recovery weeks of base without dates of their own.
    """
    refuse_others(scenario, model)
    person = profile(scenario.athlete, model.physiology, scenario.season.start)
    plans = blocks_of(Season(scenario, model, person))
    _refuse(plans, model)
    caps = caps_of(scenario, model, person)
    blocks = tuple(_choices(scenario, model, person, plans, is_counted=z2_s is not None))
    windows, step_pct = np.array(caps.windows), model.rules["weekly-ramp"].max_block_pct
    line = Line(blocks, tuple(plan.first for plan in plans), windows, step_pct)
    return _bounded(line, caps, z2_s, until)


def _choices(
    scenario: Scenario, model: TrainingModel, person: Profile, plans: Sequence[BlockPlan], *, is_counted: bool
) -> Iterator[Choices]:
    """Of each block; blocks alike are counted out once, and what they have of Zone 2 only where it is asked for."""
    known: dict[str, Choices] = {}
    for plan in plans:
        block = BlockChoices(scenario, model, person, plan)
        if block.key not in known:
            known[block.key] = block.all() if is_counted else block.all().least()
        yield known[block.key]


def _bounded(whole: Line, caps: Caps, z2_s: int | None, until: float) -> Carried:
    """The line under its caps.  The claimed seconds are asked for as well: a plan has them, so some way must."""
    claimed = z2_s or 0
    below = Carried(whole, caps, z2_s is None, None if z2_s is None else z2_s - 1, None)
    own = [_within(block, caps.weeks[first:]) for first, block in zip(whole.firsts, whole.blocks, strict=True)]
    line = replace(whole, blocks=tuple(own))
    if line.is_broken:
        return replace(below, is_infeasible=True, bound_s=None)
    line, best = searched(line, claimed, until)
    if best is None:
        return below
    try:
        most = _most(line, best, caps.usual, claimed, until)
    except TooMany:
        bound_s = None if z2_s is None else best.bound // SCALE
        return replace(below, is_infeasible=False, bound_s=bound_s, note="too many ways to try them all in time")
    if most is None:
        return below
    counted = None if z2_s is None else most
    return replace(below, is_infeasible=False, bound_s=counted, value_s=counted)


def _most(line: Line, best: Priced, usual: int, claimed: int, until: float) -> int | None:
    """Seconds of the best way, from what the prices allow down to what is claimed; None: there is none."""
    below_s = FIRST_S
    while True:
        asked = max(best.bound // SCALE - below_s, claimed)
        few, own = narrowed(line, best, asked)
        most = None if own is None else most_seconds(few, own, usual, asked, until)
        if most is not None or asked == claimed:
            return most
        below_s *= 2


def _within(block: Choices, caps: Sequence[int]) -> Choices:
    """The choices that no week's cap forbids."""
    keeps = [block.points(kind) <= cap for kind, cap in zip(block.weeks, caps, strict=False)]
    return block.taken(np.all(keeps, axis=0))


def _table(head: str, rows: Iterable[tuple[object, ...]]) -> str:
    return "\n".join([head, *(",".join(map(str, row)) for row in rows), ""])


def _refuse(plans: Sequence[BlockPlan], model: TrainingModel) -> None:
    weeks = [week for plan in plans for week in plan.weeks]
    if not model.holds("muscular-load"):
        raise NotApplicable("the model has no caps on muscular load")
    if any(week.is_touched or week.races or week.mix is not None or week.phase != "base" for week in weeks):
        raise NotApplicable("it knows base weeks without races, dated blocks, changes, camps or hard days before them")
    if not model.rules["block-structure"].alike_weeks:
        raise NotApplicable("it knows load weeks that are alike only")
