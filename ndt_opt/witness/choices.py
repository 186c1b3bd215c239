"""All that a plain block of a base season may choose from: km, points of its weeks, seconds of Zone 2.

A choice is left out where another plans as many km, has as few points in every week and as much Zone 2 work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import EASY_UNIT_M
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.plain_weeks import NEVER, PlainWeeks, front
from ndt_opt.witness.programmes import NONE, Bools, Whole
from ndt_opt.witness.ramp import BlockPlan

UNPLANNED_M = np.int64(1) << 40
"""What a block without load weeks counts as: the ramp goes on as if it were not there."""

NO_WEEK: Whole = np.zeros(1, dtype=np.int64)


@dataclass(frozen=True)
class Choices:
    """One row a choice: planned metres, points of each load week and of the recovery week, seconds of the block."""

    metres: Whole
    load: Whole
    recovery: Whole
    z2_s: Whole
    weeks: tuple[str, ...]

    def taken(self, places: Whole | Bools) -> Choices:
        return Choices(self.metres[places], self.load[places], self.recovery[places], self.z2_s[places], self.weeks)

    def least(self) -> Choices:
        """Without Zone 2 work, of equal km only those that have fewer points in some week."""
        order = np.lexsort((self.recovery, self.load, self.metres))
        own = self.taken(order)
        starts = np.flatnonzero(np.diff(own.metres, prepend=-1))
        parts = np.split(own.recovery, starts[1:])
        before = [np.concatenate([[NEVER], np.minimum.accumulate(part)[:-1]]) for part in parts]
        own = own.taken(own.recovery < np.concatenate(before))
        return replace(own, z2_s=np.zeros_like(own.z2_s))

    def points(self, kind: str) -> Whole:
        return self.load if kind == "load" else self.recovery


class BlockChoices:
    """The choices of the block of a plan."""

    def __init__(self, scenario: Scenario, model: TrainingModel, person: Profile, plan: BlockPlan) -> None:
        self.scenario, self.plan, self.rule = scenario, plan, model.rules["recovery-week"]
        self.weeks = PlainWeeks(scenario, model, person, plan)
        self.loads = [n for n, week in enumerate(plan.weeks) if week.kind == "load"]

    @property
    def key(self) -> str:
        """Blocks with the same have the same choices."""
        kinds, facts = [week.kind for week in self.plan.weeks], self.plan.weeks[0]
        return repr((kinds, self.plan.caps, self.plan.least_km, self.weeks.rooms, facts.long_min, facts.long_pct))

    def all(self) -> Choices:
        found = [self._of(metres) for metres in self._planned()]
        own = [np.concatenate(parts) for parts in zip(*found, strict=True)] or [NONE] * 4
        return Choices(own[0], own[1], own[2], own[3], tuple(week.kind for week in self.plan.weeks))

    def _planned(self) -> Sequence[int]:
        """Metres that the block may plan; of one without load weeks those of the history."""
        if not self.loads:
            recent = self.scenario.history.recent_km or [self.scenario.athlete.weekly_km] * 4
            return [round(250 * sum(recent))]
        top = round(1000 * min(self.plan.caps[n] for n in self.loads))
        least = -(-round(1000 * self.plan.least_km) // EASY_UNIT_M) * EASY_UNIT_M
        return range(max(least, EASY_UNIT_M), top + 1, EASY_UNIT_M)

    def _of(self, metres: int) -> tuple[Whole, Whole, Whole, Whole]:
        load_s, load = self.weeks.load(metres) if self.loads else (NO_WEEK, NO_WEEK)
        recovery_s, recovery = NO_WEEK, NO_WEEK
        if len(self.loads) < len(self.plan.weeks):
            recovery_s, recovery = self.weeks.recovery(metres)
        if self.loads:  # the most that a recovery week may have beside each load week
            allowed = np.searchsorted(100 * recovery_s, self.rule.max_z2_pct * load_s, side="right")
        else:
            allowed = np.array([len(recovery_s)])
        one, other = [NONE], [NONE]
        for count in np.unique(allowed):
            beside, own = np.flatnonzero(allowed == count), front(recovery_s[:count], recovery[:count])
            one.append(np.repeat(beside, len(own)))
            other.append(np.tile(own, len(beside)))
        first, second = np.concatenate(one), np.concatenate(other)
        z2_s = len(self.loads) * load_s[first] + recovery_s[second]
        planned = np.full(len(first), metres if self.loads else UNPLANNED_M)
        return planned, load[first], recovery[second], z2_s

