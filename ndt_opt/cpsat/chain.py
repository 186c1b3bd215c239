"""A season solved block by block, as a chain: each block after the ones before it, at the work that the bounds leave.

The first plan takes of every block the best by wishes and tie-break that what came before allows; where a block then
has no plan, the blocks before it are opened again.  It is improved in windows of neighbouring blocks, but only where a
block costs more than it would alone: if none does, no season of equal work has fewer points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.parts import Part, Parts, Weights
from ndt_opt.cpsat.rows import Contradiction
from ndt_opt.cpsat.tie_break import tie_break
from ndt_opt.cpsat.week_vars import WeekVars

WIDEST = 4
"""Blocks opened together at most where one has no plan after the others; so few make a season solved as a whole."""

WIDTH, STEP = 3, 2
"""Blocks of a window, and from one to the next."""


@dataclass(frozen=True)
class Found:
    """Values of a part's variables, and whether nothing is better."""

    values: tuple[int, ...]
    is_best: bool


Ask = Callable[[cp_model.CpModel], Found | None]
"""Minimise a part's model; None where it has no solution, or none is found in its time."""


@dataclass(frozen=True)
class _Block:
    """Numbers of a block's variables: its points of wishes, and the weights of the tie-break; `most` is their most."""

    cost: int | None
    ties: Weights
    most: int


class Chain:
    """The blocks of a built season in order.

    Parameters
    ----------
    costs : each block's points of wishes; none where nothing is wished.
    guides : so many constraints of the model, the last ones, lead the first plan, and later plans need not keep them.
    """

    def __init__(self, grid: Grid, costs: Mapping[int, cp_model.IntVar], guides: int, ask: Ask) -> None:
        weeks: dict[int, list[WeekVars]] = {}
        for week in grid.open_weeks:
            weeks.setdefault(week.week.block, []).append(week)
        self.grid, self.guides, self._ask = grid, guides, ask
        self._known: dict[tuple[Part, Weights], Found | None] = {}
        self._together: set[int] = set()
        self._blocks = []
        decided: dict[int, int] = {}
        for place, block in enumerate(sorted(weeks)):
            decided |= {x.index: place for week in weeks[block] for x in week.decisions}
            tie = tie_break(weeks[block]) if costs else None
            ties = Counter[int]()
            for x, weight in () if tie is None else tie.weights:
                ties[x.index] += weight
            cost = costs[block].index if block in costs else None
            self._blocks.append(_Block(cost, tuple(ties.items()), 0 if tie is None else tie.most))
            decided |= {} if cost is None else {cost: place}
        self._parts = Parts(grid.cp, decided, guides)

    @property
    def number(self) -> int:
        return len(self._blocks)

    def cost(self, values: list[int]) -> int:
        """Points of wishes of the season."""
        return sum(values[own.cost] for own in self._blocks if own.cost is not None)

    def tie_break(self, values: list[int]) -> int:
        return sum(weight * values[variable] for own in self._blocks for variable, weight in own.ties)

    def first(self, fixed: Mapping[int, int] | None = None) -> list[int] | None:
        """Values of the first plan; None where the chain breaks.  Some variables may be `fixed`."""
        if self._parts.is_broken:
            return None
        values = [*self._parts.constants]
        for last in range(self.number):
            firsts = range(last, max(-1, last - WIDEST), -1)
            if not any(self._opened(range(n, last + 1), values, fixed or {}) for n in firsts):
                return None
        return values

    def _opened(self, places: range, values: list[int], fixed: Mapping[int, int]) -> bool:
        """Whether these blocks have a plan after the ones before; it goes into `values`."""
        try:
            part = self._parts.next(places, values, fixed)
        except Contradiction:
            return False
        found = self._least(part, places, with_ties=len(places) == 1)
        self._take(found, places, values)
        if found is not None and len(places) > 1:
            self._together.update(places)
        return found is not None

    def improve(self, values: list[int], is_new: bool) -> bool:
        """Fewer points of wishes, in place; whether no season of equal work has fewer.

        Of a plan that is new to the chain, made elsewhere, every block is settled in the end, else only those that were
        solved together with others.

        Raises
        ------
        Stopped
            when it is time; what was found until then is in `values`.
        """
        if is_new:
            self._together.update(range(self.number))
        dear = self._dear(values)
        is_best = not dear
        if self.number <= WIDEST:
            is_best = is_best or self._improved(range(self.number), values)
        else:
            self._open_windows(0, dear, values)
            if not self.guides:  # else little is left to find
                self._open_windows(1, dear & self._together, values)
        for place in sorted(self._together):
            self._settle(place, values)
        return is_best

    def _open_windows(self, start: int, dear: set[int], values: list[int]) -> None:
        """A pass over the windows that hold a block of these."""
        for first in range(start, self.number - 1, STEP):
            window = range(first, min(first + WIDTH, self.number))
            if not dear.isdisjoint(window):
                self._improved(window, values)

    def _dear(self, values: list[int]) -> set[int]:
        """The blocks that cost more than each would alone; all of them where that tells little."""
        if self.guides:
            return set(range(self.number))
        costs = {n: values[own.cost] for n, own in enumerate(self._blocks) if own.cost is not None}
        return {n for n, cost in costs.items() if cost != self._alone(n)}

    def _alone(self, place: int) -> int | None:
        """The least points of a block if there were no others; None where that is not known."""
        own, places = self._blocks[place], range(place, place + 1)
        try:
            found = self._least(self._parts.alone(places), places, with_ties=False)
        except Contradiction:
            return None
        at = self._parts.variables(places)
        return found.values[at.index(own.cost)] if found and found.is_best and own.cost is not None else None

    def _improved(self, places: range, values: list[int]) -> bool:
        """Whether the points of these blocks are now the least with all others held."""
        part, before = self._parts.between(places, values), self.cost(values)
        found = self._least(part, places, with_ties=False, hint=values)
        new = [*values]
        self._take(found, places, new)
        if self.cost(new) < before:
            values[:] = new
            self._together.update(places)
        return found is not None and found.is_best

    def _settle(self, place: int, values: list[int]) -> None:
        """One plan among equals for a block between the others."""
        places = range(place, place + 1)
        found = self._least(self._parts.between(places, values), places, with_ties=True)
        if found is not None and found.is_best:
            self._take(found, places, values)

    def _take(self, found: Found | None, places: range, values: list[int]) -> None:
        if found is not None:
            for variable, value in zip(self._parts.variables(places), found.values, strict=True):
                values[variable] = value

    def _least(self, part: Part, places: range, with_ties: bool, hint: list[int] | None = None) -> Found | None:
        """The part's least points, and of these the least tie-break; the same part is solved once."""
        weights = tuple(self._weights(places, with_ties))
        if (part, weights) not in self._known:
            cp = part.model(weights)
            if hint is not None:
                cp.proto.solution_hint.vars.extend(range(len(part.domains)))
                cp.proto.solution_hint.values.extend([hint[v] for v in self._parts.variables(places)])
            self._known[part, weights] = self._ask(cp)
        return self._known[part, weights]

    def _weights(self, places: range, with_ties: bool) -> Iterator[tuple[int, int]]:
        numbers = {variable: n for n, variable in enumerate(self._parts.variables(places))}
        for own in (self._blocks[place] for place in places):
            if own.cost is not None:
                yield numbers[own.cost], own.most + 1 if with_ties else 1
            if with_ties:
                yield from ((numbers[variable], weight) for variable, weight in own.ties)
