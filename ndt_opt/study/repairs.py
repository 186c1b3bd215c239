"""Members to leave out become changes to write: the smallest of each kind that makes a plan possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from ndt_opt.clash.members import Member
from ndt_opt.cpsat.feasibility import Feasibility
from ndt_opt.cpsat.interrupt import Stop
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.study.changes import Case, Change, Family, families

KINDS = 3
"""Kinds of changes told for a repair of one member, the mildest first, beside leaving it out."""

COMBINATIONS = 24
"""Combinations of the strongest changes tried for members that have to be changed together."""


@dataclass(frozen=True)
class Proposal:
    """Changes, and the case they make."""

    changes: tuple[Change, ...]
    case: Case

    @property
    def size(self) -> int:
        return sum(change.size for change in self.changes)


@dataclass
class Repairs:
    """Proposals for one case without a plan."""

    case: Case
    settings: SolveSettings
    stop: Stop

    def of(self, members: Sequence[Member]) -> Iterator[Proposal]:
        """Smallest changes of these members that make a plan possible; of several members the first that do."""
        ordered = sorted(members, key=_place, reverse=True)  # entries of lists from the last on: none moves another
        kinds = [families(member, self.case) for member in ordered]
        found = self._of_one(kinds[0]) if len(kinds) == 1 else self._of_several(kinds)
        for changes in found:
            case = applied(changes, self.case)
            if case is not None:
                yield Proposal(tuple(changes), case)

    def _of_one(self, kinds: list[Family]) -> Iterator[list[Change]]:
        """A few kinds, none of which does more than another, and the line left out."""
        lines: list[set[str]] = []
        for family in kinds:
            is_last = family is kinds[-1] and family[-1].leaves_out
            if (len(lines) == KINDS and not is_last) or not self._works([family[-1]]):
                continue
            changes = self._smallest([family])
            if not any(other < changes[0].lines for other in lines):
                lines.append(changes[0].lines)
                yield changes

    def _of_several(self, kinds: list[list[Family]]) -> Iterator[list[Change]]:
        """One combination that works, found with the strongest changes, then each as mild as the others allow."""
        strongest = [[own[-1]] if own and own[-1][-1].leaves_out else own for own in kinds]
        for chosen in islice(product(*strongest), COMBINATIONS):
            if not self._works([family[-1] for family in chosen]):
                continue
            milder = list(chosen)
            for place, own in enumerate(kinds):
                for family in own:
                    tried = [*milder[:place], family, *milder[place + 1 :]]
                    if self._works([f[-1] for f in tried]):
                        milder = tried
                        break
            yield self._smallest(milder)
            return

    def _smallest(self, chosen: list[Family]) -> list[Change]:
        """Each change as small as the others, as they are by then, allow."""
        changes = [family[-1] for family in chosen]
        for place, family in enumerate(chosen):
            low, high = 0, len(family) - 1
            while low < high:
                middle = (low + high) // 2
                if self._works([*changes[:place], family[middle], *changes[place + 1 :]]):
                    high = middle
                else:
                    low = middle + 1
            changes[place] = family[high]
        return changes

    def _works(self, changes: Sequence[Change]) -> bool:
        case = applied(changes, self.case)
        return case is not None and has_plan(case, self.settings, self.stop)


def _place(member: Member) -> list[str]:
    """Its path, entries of one list in their order."""
    return [f"{part:05}" if isinstance(part, int) else part for part in member.path]


def applied(changes: Sequence[Change], case: Case) -> Case | None:
    """The case after the changes; None where they make no valid scenario."""
    for change in changes:
        changed = change.apply(case)
        if changed is None:
            return None
        case = changed
    return case


def has_plan(case: Case, settings: SolveSettings, stop: Stop) -> bool:
    return Feasibility(settings, stop).any_plan(*case).status == "plan"
