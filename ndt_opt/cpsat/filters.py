"""The one-week rules of a training model gathered from their rooms, for one week.

A room may offer `allows_kinds` (a prefix of the week's letters), `allows_session`, `allows_target` (what
a session asks of this athlete), `allows_pair` or `allows_programme`; only rooms of rules that hold are asked.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ndt_opt.cpsat.constraints import ROOMS, hard_day_spacing
from ndt_opt.cpsat.constraints.long_run import own_limits
from ndt_opt.cpsat.day_slots import SlotRoom
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.pattern import Pattern
from ndt_opt.cpsat.preferences import DAY_COSTS
from ndt_opt.cpsat.preferences.weekdays import pattern_cost
from ndt_opt.cpsat.programme import Programme
from ndt_opt.domain.calendar import Slot
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel

PROGRAMME_RULES = tuple(
    slug
    for slug, room in ROOMS.items()
    if any(hasattr(room, f"allows_{what}") for what in ("session", "target", "pair", "programme"))
    or slug in ("block-structure", "single-threshold-days")
)
"""The rules that tell which threshold programmes a week may have, beside what it is told to limit."""

PLACES = ("am", "pm", "single", "hit")


class Filters:
    """What the rules allow in one week."""

    def __init__(self, model: TrainingModel, week: Week, person: Profile) -> None:
        self.model = model
        self.week = week
        self.person = person
        kinds = self._gather("allows_kinds")
        self._kinds = sorted(kinds, key=lambda own: own[0] is not hard_day_spacing.allows_kinds)  # most beginnings fail
        self._sessions = self._gather("allows_session")
        self._targets = self._gather("allows_target")
        self._pairs = self._gather("allows_pair")
        self._programmes = self._gather("allows_programme")
        self.session = lru_cache(maxsize=None)(self._session)

    @property
    def shaping(self) -> tuple[str, ...]:
        """The rules that tell which patterns a week has, and which of them are alike."""
        shapes = [slug for slug, room in ROOMS.items() if hasattr(room, "allows_kinds")]
        return tuple(slug for slug in (*shapes, "am-pm-gap", "easy-runs") if self.model.holds(slug))

    def _gather(self, name: str) -> list[tuple[Any, Any]]:
        return [
            (getattr(room, name), self.model.rules[slug])
            for slug, room in ROOMS.items()
            if self.model.holds(slug) and hasattr(room, name)
        ]

    def kinds(self, letters: str) -> bool:
        """Whether a week may begin with these letters."""
        return self.week.is_as_asked(letters) and all(
            allows(letters, self.week, params) for allows, params in self._kinds
        )

    def _session(self, session: MenuSession, place: str) -> bool:
        return all(allows(session, place, self.week, params) for allows, params in self._sessions) and all(
            allows(session, place, self.person, params) for allows, params in self._targets
        )

    def session_anywhere(self, session: MenuSession) -> bool:
        return any(place in session.use and self.session(session, place) for place in PLACES)

    def pair(self, am: MenuSession, pm: MenuSession, am_room: SlotRoom, pm_room: SlotRoom) -> bool:
        """Whether the two may make a double day in these slots."""
        return all(allows(am, pm, am_room, pm_room, params) for allows, params in self._pairs)

    @property
    def pairs_by_length(self) -> bool:
        """Whether the two sessions of a day are compared by how long they last, and by nothing else."""
        return not any(self.model.holds(slug) for slug in ("am-before-pm", "day-work-minutes"))

    def programme(self, programme: Programme) -> bool:
        return all(allows(programme, params) for allows, params in self._programmes)

    def double_difference_s(self) -> int | None:
        if not self.model.holds("block-structure"):
            return None
        return int(60 * self.model.rules["block-structure"].max_double_difference_min)

    def max_same_reps(self) -> int | None:
        if not self.week.is_load or not self.model.holds("single-threshold-days"):
            return None
        return int(self.model.rules["single-threshold-days"].max_same_reps)

    def longest_long_run_s(self) -> int:
        return 60 * own_limits(self.week, self.model.rules["long-run"]).max_min if self.model.holds("long-run") else 0

    def easy_limit(self, slot_s: int) -> int:
        """Seconds of the longest easy run in a slot of `slot_s` seconds."""
        if not self.model.holds("easy-runs"):
            return slot_s
        return min(slot_s, int(60 * self.model.rules["easy-runs"].max_min))

    def easy_beside_hard(self, hard: SlotRoom, other: SlotRoom, hard_slot: Slot, hard_s: int) -> int:
        """Seconds of the longest easy run that keeps its distance from a hard session of `hard_s`."""
        gap = 60 * self.model.rules["am-pm-gap"].min_gap_min if self.model.holds("am-pm-gap") else 0
        first, second = (hard, other) if hard_slot == "am" else (other, hard)
        open_s = 60 * (second.end_min - first.start_min - second.lost_min)
        return int(max(0, 60 * ((open_s - gap - hard_s) // 60)))

    def border_days(self) -> int:
        """How many days the rules that hold look across the edge of a week."""
        spacing, hit = self.model.rules["hard-day-spacing"], self.model.rules["hit-recovery"]
        between = max(spacing.gap_days, spacing.max_in_a_row) if self.model.holds("hard-day-spacing") else 0
        return int(max(between, hit.easy_days_before_double if self.model.holds("hit-recovery") else 0))

    def sees_days(self, pattern: Pattern) -> bool:
        """Whether a rule asks on which days a week without a long run, or without HIT, has its hard sessions."""
        lacks_long = self.week.affected and self.model.holds("long-run") and not pattern.count("L")
        is_asked = self.week.hindered and self.week.is_load and self.model.holds("hit-count")
        return lacks_long or (is_asked and not pattern.count("H"))

    def pattern_cost(self, pattern: Pattern) -> int:
        return pattern_cost(pattern, self.week, self.model)

    def double_cost(self, am: MenuSession, pm: MenuSession) -> int:
        return sum(cost.double(am, pm, self.model) for cost in DAY_COSTS)

    def single_cost(self, session: MenuSession) -> int:
        return sum(cost.single(session, self.model) for cost in DAY_COSTS)
