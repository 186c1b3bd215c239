"""Different clashes of one season, and the smallest sets of members without which it has a plan.

A tree, broadest first: a node is a set of members left out.  Where the season has no plan without them, a clash of
what is left gives the node's children, one member more left out each; where it has, the set answers every clash.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ndt_opt.clash.members import Member, restricted, rules, wishes
from ndt_opt.clash.search import ClashSearch, Found, first_weeks
from ndt_opt.cpsat.interrupt import Stop, Stopped
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

CLASHES = 5
"""Different clashes told at most."""

TOGETHER = 3
"""Members left out together at most."""

NODES = 60
"""Sets of members tried at most."""


@dataclass
class ClashTree:
    """`clashes` with their searches, and `answers`, the smallest sets first; `complete` unless a limit cut the tree.

    `others` are clashes that arise only where something is left out, such as a race that excuses its week.
    """

    scenario: Scenario
    model: TrainingModel
    settings: SolveSettings
    stop: Stop
    clashes: list[tuple[Found, ClashSearch]] = field(default_factory=list)
    others: list[Found] = field(default_factory=list)
    answers: list[frozenset[Member]] = field(default_factory=list)
    complete: bool = True

    def grow(self) -> None:
        """Look at node after node, until none is left or a limit is reached."""
        try:
            self._grow()
        except Stopped:
            self.complete = False

    def _grow(self) -> None:
        nodes, seen = [frozenset[Member]()], set[frozenset[Member]]()
        while nodes:
            left_out = nodes.pop(0)
            if left_out in seen or any(answer <= left_out for answer in self.answers):
                continue
            seen.add(left_out)
            if len(seen) > NODES:
                self.complete = False
                return
            clash = self._clash_without(left_out)
            if clash is not None and len(left_out) < TOGETHER:
                nodes += [left_out | {member} for member in clash.members]

    def _clash_without(self, left_out: frozenset[Member]) -> Found | None:
        """A clash of what is left, known or new; None where there is a plan, which is noted, or nothing is known."""
        every = [*(found for found, _ in self.clashes), *self.others]
        known = next((found for found in every if not left_out & set(found.members)), None)
        if known is not None:
            return known
        search = ClashSearch(self.scenario, self.model, self.settings, self.stop, left_out=left_out)
        status = self._status(search, left_out)
        if status == "open" and not left_out:  # whoever asks knows that there is no plan
            status = "none"
        if status == "plan":
            self.answers.append(left_out)
        if status != "none" or len(every) == CLASHES:
            self.complete = self.complete and status == "plan"
            return None
        found = search.find()
        if self._is_of_the_season(found, search):
            self.clashes.append((found, search))
        else:
            self.others.append(found)
        return found

    def _is_of_the_season(self, found: Found, search: ClashSearch) -> bool:
        """Whether its rules have no plan beside all lines of the scenario."""
        whole = [*wishes(self.scenario), *(m for m in found.members if m.is_rule)]
        scenario, model = restricted(self.scenario, self.model, whole)
        return search.tries.any_plan(first_weeks(scenario, found.weeks), model).status == "none"

    def _status(self, search: ClashSearch, left_out: frozenset[Member]) -> str:
        left = [m for m in (*wishes(self.scenario), *rules(self.scenario, self.model)) if m not in left_out]
        return search.tries.any_plan(*restricted(self.scenario, self.model, left)).status
