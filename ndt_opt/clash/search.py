"""A minimal clash, by leaving out members: each that is left is needed, for without it there is a plan.

A few first weeks are tried before the whole season: what cannot be there cannot be later, and small models are
answered at once.  Most members have no part in it, so they are left out many at a time, the rules first: a line of the
scenario may be an excuse (without a race its week is a load week), and what clashes only without it is no clash of this
season.  So the rules of a clash have no plan beside all lines either.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from ndt_opt.clash.members import Member, restricted, rules, wishes
from ndt_opt.cpsat.constraints import ROOMS
from ndt_opt.cpsat.feasibility import QUICK_LIMIT, TRY_LIMIT, Feasibility, Try
from ndt_opt.cpsat.interrupt import Stop, Stopped
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

FIRST_WEEKS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 80)

LEFT_OUT_LAST = (
    "block-structure", "single-threshold-days", "broken-intervals",
    "am-before-pm", "am-pm-gap", "session-work-minutes", "day-work-minutes",
)  # fmt: skip
"""Rules without which weeks have far more programmes."""


@dataclass(frozen=True)
class Found:
    """Members that cannot hold together in the first weeks of a season.

    `is_minimal`: for each of them there is a plan without it; `open_members` are those for which neither a plan was
    found nor its absence proved.  `cut_short`: stopped before that was tried.
    """

    members: tuple[Member, ...]
    weeks: int
    open_members: tuple[Member, ...] = ()
    cut_short: bool = False

    @property
    def is_minimal(self) -> bool:
        return not (self.open_members or self.cut_short)


@dataclass(frozen=True)
class Shown:
    """A try, and the scenario and model it was made with."""

    scenario: Scenario
    model: TrainingModel
    found: Try


@dataclass
class ClashSearch:
    """The search of one season that is proved to have no plan, even without the members `left_out`.

    `plans` are those without each member of the clash that was found.
    """

    scenario: Scenario
    model: TrainingModel
    settings: SolveSettings
    stop: Stop
    left_out: frozenset[Member] = frozenset()
    tries: Feasibility = field(init=False)
    plans: dict[Member, Shown] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tries = Feasibility(self.settings, self.stop)

    def find(self) -> Found:
        """A minimal clash; what is left of it when it was stopped."""
        self._weeks = self.scenario.season.weeks
        self._kept = self._all()
        try:
            self._take_first_weeks()
            self._leave_out_many()
            if not self._holds_for_all_weeks():  # what comes later changes the first weeks
                self._weeks = self.scenario.season.weeks
                self._kept = self._all()
                self._leave_out_many()
            return self._leave_out_one_by_one()
        except Stopped:
            return Found(tuple(self._kept), self._weeks, cut_short=True)

    def _all(self) -> list[Member]:
        """The season's members in the order of the scenario, then of the catalogue."""
        found = [*wishes(self.scenario), *rules(self.scenario, self.model)]
        return [member for member in found if member not in self.left_out]

    def _try(self, members: Iterable[Member], weeks: int, limit: float = TRY_LIMIT) -> Shown:
        scenario, model = restricted(self.scenario, self.model, members)
        scenario = first_weeks(scenario, weeks)
        return Shown(scenario, model, self.tries.any_plan(scenario, model, limit))

    def _clash(self, members: Iterable[Member], weeks: int | None = None) -> bool:
        return self._try(members, weeks or self._weeks).found.status == "none"

    def _beside_all_lines(self, left_out: Member | None = None) -> list[Member]:
        """The rules of the clash but one, and every line of the scenario."""
        return [m for m in self._all() if m != left_out and (not m.is_rule or m in self._kept)]

    def _holds_for_all_weeks(self) -> bool:
        """Whether the clash of the first weeks is one of the whole season."""
        scenario, model = restricted(self.scenario, self.model, self._beside_all_lines())
        if self.tries.begins_alike(first_weeks(scenario, self._weeks), scenario, model):
            return True
        return self.tries.any_plan(scenario, model).status == "none"

    def _take_first_weeks(self) -> None:
        """The fewest first weeks that have no plan."""
        for weeks in (w for w in FIRST_WEEKS if w < self.scenario.season.weeks):
            if self._clash(self._kept, weeks):
                self._weeks = weeks
                return

    def _leave_out_many(self) -> None:
        """Without most members that have no part in the clash."""
        held = [m for m in self._kept if m.is_rule]
        last = [m for m in held if m.slug in LEFT_OUT_LAST]
        shaping = [m for m in held if m not in last and shapes_weeks(m.slug)]
        asked = [m for m in self._kept if not m.is_rule]
        for group in ([m for m in held if m not in (*last, *shaping)], *_halves(shaping), last, asked):
            self._leave_out(group)

    def _leave_out(self, group: list[Member]) -> None:
        """All of a group, or each half of it by itself."""
        if not group or (len(group) == 1 and self._without(group[0]) != "none"):
            return
        left = [m for m in self._kept if m not in group]
        if len(group) == 1 or self._clash(left):
            self._kept = left
            return
        for half in _halves(group):
            self._leave_out(half)

    def _without(self, member: Member) -> str:
        """Whether there is a plan without a member, tried under more rules first: a plan under these is one as well."""
        left = [m for m in self._kept if m != member]
        others = [m for m in self._all() if m.is_rule and m != member and m not in left]
        quick = [m for m in others if m.slug in LEFT_OUT_LAST or shapes_weeks(m.slug)]
        is_loose = member.is_rule and member.slug == "single-threshold-days"  # more rules do not make it quicker
        menu = [m for m in others if m.slug in LEFT_OUT_LAST]
        for more in ((others, quick, menu, []) if not is_loose else ([],)):
            shown = self._try([*left, *more], self._weeks, QUICK_LIMIT if more else TRY_LIMIT)
            if shown.found.status == "plan" or not more:
                break
        self.plans[member] = shown
        return shown.found.status

    def _leave_out_one_by_one(self) -> Found:
        """Tries every member until none can be left out: what was needed before may not be any more."""
        while True:
            status = {}
            for member in self._kept:
                status[member] = self._without(member)
                if status[member] == "none" and member.is_rule:
                    self.plans[member] = self._try(self._beside_all_lines(member), self._weeks)
                    status[member] = self.plans[member].found.status
                if status[member] == "none":
                    self._kept = [m for m in self._kept if m != member]
                    break
            else:
                return Found(tuple(self._kept), self._weeks, tuple(m for m in self._kept if status[m] == "open"))


def first_weeks(scenario: Scenario, weeks: int) -> Scenario:
    """The first weeks of a season, with the pins inside them."""
    season = scenario.season
    if weeks >= season.weeks:
        return scenario
    end = season.start + dt.timedelta(weeks=weeks)
    pins = [pin for pin in season.pins if pin.date < end]
    return scenario.model_copy(update={"season": season.model_copy(update={"weeks": weeks, "pins": pins})})


def shapes_weeks(slug: str) -> bool:
    """Whether weeks have far more patterns without the rule, which makes every later try slow."""
    return hasattr(ROOMS[slug], "allows_kinds") and slug != "pins"


def _halves(group: list[Member]) -> tuple[list[Member], list[Member]]:
    half = len(group) // 2
    return group[:half], group[half:]
