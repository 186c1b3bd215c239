"""The rest of a point, from the variables that make the decisions: sums, maxima, thresholds, least and most values.

Works out once in which order the others follow, then fills many points at a time.  A value that several rows could
set is set by the first of them, as the model's makers wrote it down; whether all rows hold is the judge's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from statements import OPEN, Ints, Maximum, Row, Statements, Sum

Step = Callable[[Ints], None]
"""Fills one variable (or a group) of all points."""


class Completion:
    """The steps that fill what is not `known`; a model with a variable that no row sets is refused (ValueError)."""

    def __init__(self, statements: Statements, known: Iterable[int]) -> None:
        self.statements = statements
        self.unknown = set(range(len(statements.names))) - set(known)
        self.steps: list[Step] = []
        self.open_before: dict[int, list[int]] = {}
        self._fix()
        self._index()
        while self.unknown:
            self.plain = [row for row in self.plain if self._open(row.sum)]
            if not (self._maxima() or self._equalities() or self._picked() or self._literals() or self._sides()):
                names = ", ".join(statements.names[v] for v in sorted(self.unknown)[:5])
                raise ValueError(f"no row sets {names}")

    def fill(self, points: Ints) -> None:
        """Fill the unknown variables of all points in place."""
        for step in self.steps:
            step(points)

    def _fix(self) -> None:
        lows, tops = self.statements.lows, self.statements.tops
        for v in [v for v in self.unknown if lows[v] == tops[v]]:
            self._take(v, lambda points, v=v: points.__setitem__((slice(None), v), lows[v]))

    def _index(self) -> None:
        """The rows that matter still, and the first row that waits for each literal alone."""
        self.plain = [row for row in self.statements.rows if not row.when and self._open(row.sum)]
        self.first: dict[int, tuple[Row, int]] = {}
        for row in self.statements.rows:
            if len(row.when) == 1 and row.when[0][0] in self.unknown:
                self.first.setdefault(row.when[0][0], (row, row.when[0][1]))

    def _open(self, own: Sum) -> list[int]:
        """The sum's variables that are unknown still."""
        before = self.open_before.get(id(own))
        found = [v for v in (own.variables.tolist() if before is None else before) if v in self.unknown]
        self.open_before[id(own)] = found
        return found

    def _take(self, v: int, step: Step) -> bool:
        self.steps.append(step)
        self.unknown.discard(v)
        return True

    def _maxima(self) -> bool:
        return sum(self._maximum(own) for own in self.statements.maxima) > 0

    def _maximum(self, maximum: Maximum) -> bool:
        target = self._open(maximum.target)
        if not target or any(self._open(own) for own in maximum.of):
            return False
        (v,) = maximum.target.variables.tolist()

        def step(points: Ints) -> None:
            points[:, v] = np.max([own.at(points) for own in maximum.of], axis=0)

        return self._take(v, step)

    def _equalities(self) -> bool:
        found = False
        for row in self.plain:
            if row.low == row.high and len(own := self._open(row.sum)) == 1:
                v, coef = own[0], _coef(row.sum, own[0])
                rest = _without(row.sum, own)

                def step(points: Ints, row: Row = row, v: int = v, coef: int = coef, rest: Sum = rest) -> None:
                    points[:, v] = (row.low - rest.at(points)) // coef

                found = self._take(v, step)
        return found

    def _picked(self) -> bool:
        """Groups of which the row that counts them says which one is 1."""
        found = False
        for group in self.statements.groups:
            members = group.tolist()
            if not set(members) <= self.unknown:
                continue
            for row in self.plain:
                own = set(self._open(row.sum))
                if row.low == row.high and own and own < set(members) and len(own) >= len(members) - 1:
                    found = self._pick(members, row) or found
                    break
        return found

    def _pick(self, members: list[int], row: Row) -> bool:
        rest = _without(row.sum, members)
        weights = np.array([_coef(row.sum, v) for v in members])

        def step(points: Ints) -> None:
            wanted = row.low - rest.at(points)
            nearest = np.abs(wanted[:, None] - weights).argmin(axis=1)
            points[:, members] = nearest[:, None] == np.arange(len(members))

        for v in members:
            self.unknown.discard(v)
        self.steps.append(step)
        return True

    def _literals(self) -> bool:
        """A literal says whether the first row that waits for it holds."""
        for v, (row, value) in self.first.items():
            if v in self.unknown and not self._open(row.sum):

                def step(points: Ints, v: int = v, row: Row = row, value: int = value) -> None:
                    total = row.sum.at(points)
                    holds = (row.low <= total) & (total <= row.high)
                    points[:, v] = np.where(holds, value, 1 - value)

                return self._take(v, step)
        return False

    def _sides(self) -> bool:
        """The most, or the least, that rows leave to a variable: whichever the first of them speaks of."""
        for row in self.plain:
            own = self._open(row.sum)
            if len(own) == 1:
                return self._take(own[0], self._side_step(own[0]))
        return False

    def _side_step(self, v: int) -> Step:
        above: list[tuple[Sum, int, int]] = []
        below: list[tuple[Sum, int, int]] = []
        wants_most: bool | None = None
        for row in self.plain:
            if self._open(row.sum) != [v]:
                continue
            coef, rest = _coef(row.sum, v), _without(row.sum, [v])
            for limit, is_high in ((row.high, True), (row.low, False)):
                if abs(limit) < OPEN:
                    (above if is_high == (coef > 0) else below).append((rest, limit, coef))
                    wants_most = is_high == (coef > 0) if wants_most is None else wants_most
        low, top = int(self.statements.lows[v]), int(self.statements.tops[v])

        def step(points: Ints) -> None:
            most, least = np.full(len(points), top), np.full(len(points), low)
            for rest, limit, coef in above:
                most = np.minimum(most, (limit - rest.at(points)) // coef)
            for rest, limit, coef in below:
                least = np.maximum(least, -((limit - rest.at(points)) // -coef))
            points[:, v] = np.clip(most if wants_most else least, low, top)

        return step


def _coef(own: Sum, v: int) -> int:
    return int(own.coefs[own.variables == v].sum())


def _without(own: Sum, left_out: Iterable[int]) -> Sum:
    kept = ~np.isin(own.variables, list(left_out))
    return Sum(own.variables[kept], own.coefs[kept], own.constant)
