"""Statements as a mixed-integer linear programme, with the least big constants that follow from bounds.

A row that waits for literals is eased by a constant for each of them that does not hold; a maximum has a choice
variable for each sum that may be the largest.  Of variables of which exactly one is 1 only one counts in a bound.
Rows that bounds imply are left out, rows of one variable become its bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import gcd

import numpy as np
from scipy.sparse import csr_matrix
from statements import OPEN, Ints, Row, Statements, Sum

PASSES = 3
"""Times that bounds are taken from rows."""


class NoPoint(Exception):
    """Bounds alone leave nothing."""


@dataclass(frozen=True)
class Programme:
    """Maximise objective · x + constant, lower <= matrix · x <= upper, lows <= x <= tops, all x whole.

    The first variables are those of the statements; choice variables of the maxima follow.
    """

    lows: Ints
    tops: Ints
    matrix: csr_matrix
    lower: np.ndarray
    upper: np.ndarray
    objective: np.ndarray
    constant: int


def programme_of(statements: Statements) -> Programme:
    """The programme of a model's statements.

    Raises
    ------
    NoPoint
        when bounds alone show that there is none.
    """
    return _Writer(statements).written()


@dataclass
class _Writer:
    """Bounds so far, and the rows written."""

    statements: Statements
    lows: list[int] = field(init=False)
    tops: list[int] = field(init=False)
    group: dict[int, int] = field(default_factory=dict)
    rows: list[tuple[Ints, Ints, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lows, self.tops = self.statements.lows.tolist(), self.statements.tops.tolist()
        self.sizes = [len(own) for own in self.statements.groups]
        for n, own in enumerate(self.statements.groups):
            for v in own.tolist():
                self.group.setdefault(v, n)

    def written(self) -> Programme:
        self._tighten()
        for own in self.statements.groups:
            self._append(dict.fromkeys(own.tolist(), 1), 1, 1)
        for row in self.statements.rows:
            for own in self._without_fixed(row):
                self._write(own)
        for maximum in self.statements.maxima:
            self._write_maximum(maximum.target, maximum.of)
        return self._programme()

    def _programme(self) -> Programme:
        starts = np.cumsum([0, *(len(variables) for variables, *_ in self.rows)])
        columns = np.concatenate([variables for variables, *_ in self.rows] or [np.zeros(0, dtype=np.int64)])
        values = np.concatenate([coefs for _, coefs, *_ in self.rows] or [np.zeros(0)])
        number = len(self.lows)
        matrix = csr_matrix((values.astype(float), columns, starts), shape=(len(self.rows), number))
        lower = np.array([-np.inf if low <= -OPEN else low for *_, low, _ in self.rows])
        upper = np.array([np.inf if high >= OPEN else high for *_, high in self.rows])
        objective = np.zeros(number)
        objective[self.statements.objective.variables] = self.statements.objective.coefs
        lows, tops = np.array(self.lows), np.array(self.tops)
        return Programme(lows, tops, matrix, lower, upper, objective, self.statements.objective.constant)

    def _tighten(self) -> None:
        for _ in range(PASSES):
            for row in self.statements.rows:
                if not row.when:
                    self._tighten_by(row.sum, row.low, row.high)
            for maximum in self.statements.maxima:
                spans = [self._span(own) for own in maximum.of]
                low, high = max(low for low, _ in spans), max(high for _, high in spans)
                self._tighten_by(maximum.target, low - maximum.target.constant, high - maximum.target.constant)
                target_high = self._span(maximum.target)[1]
                for own in maximum.of:
                    self._tighten_by(own, -OPEN, target_high - own.constant)

    def _tighten_by(self, own: Sum, low: int, high: int) -> None:
        """What low <= sum of the variables (its constant aside) <= high says of those in no group."""
        if len(own.variables) == 1:
            self._bound_both(int(own.variables[0]), int(own.coefs[0]), low, high)
            return
        least, most = self._span(Sum(own.variables, own.coefs))
        if least > high or most < low:
            raise NoPoint
        for v, c in zip(own.variables.tolist(), own.coefs.tolist(), strict=True):
            if v in self.group:
                continue
            ends = sorted((c * self.lows[v], c * self.tops[v]))
            if high < OPEN and least > -OPEN:
                room = high - (least - ends[0])  # c * v is at most this
                self._bound(v, c, room, above=True)
            if low > -OPEN and most < OPEN:
                self._bound(v, c, low - (most - ends[1]), above=False)
            least += min(c * self.lows[v], c * self.tops[v]) - ends[0]
            most += max(c * self.lows[v], c * self.tops[v]) - ends[1]

    def _bound_both(self, v: int, c: int, low: int, high: int) -> None:
        """low <= c * v <= high."""
        if high < OPEN:
            self._bound(v, c, high, above=True)
        if low > -OPEN:
            self._bound(v, c, low, above=False)

    def _bound(self, v: int, c: int, limit: int, above: bool) -> None:
        """c * v <= limit, or >= limit."""
        if above == (c > 0):
            self.tops[v] = min(self.tops[v], limit // c)
        else:
            self.lows[v] = max(self.lows[v], -(limit // -c))
        if self.lows[v] > self.tops[v]:
            raise NoPoint

    def _span(self, own: Sum) -> tuple[int, int]:
        """Least and most of a sum; -OPEN and OPEN where it has no end."""
        least = most = own.constant
        grouped: dict[int, list[int]] = {}
        for v, c in zip(own.variables.tolist(), own.coefs.tolist(), strict=True):
            low, top = self.lows[v], self.tops[v]
            if v in self.group and low == 0:
                if top:
                    grouped.setdefault(self.group[v], []).append(c)
                continue
            ends = c * low, c * top
            least, most = least + min(ends), most + max(ends)
        for n, coefs in grouped.items():
            others = [] if len(coefs) == self.sizes[n] else [0]
            least, most = least + min(coefs + others), most + max(coefs + others)
        return max(-OPEN, least), min(OPEN, most)

    def _without_fixed(self, row: Row) -> Iterator[Row]:
        """The row without the literals that hold anyhow; nothing where one cannot hold."""
        when = []
        for v, value in row.when:
            if self.lows[v] == self.tops[v]:
                if self.lows[v] != value:
                    return
            elif (v, value) not in when:
                when.append((v, value))
        if not any((v, 1 - value) in when for v, value in when):
            yield Row(row.sum, row.low, row.high, tuple(when), row.name)

    def _write(self, row: Row) -> None:
        least, most = self._span(row.sum)
        low = row.low if row.low > least else -OPEN
        high = row.high if row.high < most else OPEN
        if not row.when:
            self._append(dict(zip(row.sum.variables.tolist(), row.sum.coefs.tolist(), strict=True)), low, high)
            return
        if high < OPEN:
            self._eased(row.sum, row.high, row.high - most, row.when, above=True)
        if low > -OPEN:
            self._eased(row.sum, row.low, row.low - least, row.when, above=False)

    def _eased(self, own: Sum, limit: int, ease: int, when: tuple[tuple[int, int], ...], above: bool) -> None:
        """sum <= limit (or >= limit), less `ease` for every literal that does not hold."""
        if abs(ease) >= OPEN:
            raise ValueError("a row that waits for a literal and has no end")
        coefs = dict(zip(own.variables.tolist(), own.coefs.tolist(), strict=True))
        for v, value in when:  # not held: 1 - v, or v
            coefs[v] = coefs.get(v, 0) + (-ease if value else ease)
            limit -= ease if value else 0
        self._append(coefs, *((-OPEN, limit) if above else (limit, OPEN)))

    def _write_maximum(self, target: Sum, sums: tuple[Sum, ...]) -> None:
        spans = [self._span(own) for own in sums]
        floor = max(low for low, _ in spans)
        largest = next(n for n, (low, _) in enumerate(spans) if low == floor)
        able = [own for n, own in enumerate(sums) if spans[n][1] > floor or n == largest]
        choices = []
        for own in able:
            coefs, constant = _difference(target, own)  # no less than 0, and 0 where it is chosen
            if len(able) == 1:
                self._append(coefs, -constant, -constant)
                return
            self._append(coefs, -constant, OPEN)
            choices.append(self._new_choice())
            ease = self._span(_sum_of(coefs, constant))[1]
            self._append({**coefs, choices[-1]: ease}, -OPEN, ease - constant)
        self._append(dict.fromkeys(choices, 1), 1, 1)

    def _new_choice(self) -> int:
        self.lows.append(0)
        self.tops.append(1)
        return len(self.lows) - 1

    def _append(self, coefs: dict[int, int], low: int, high: int) -> None:
        kept = {v: c for v, c in coefs.items() if c}
        if low <= -OPEN and high >= OPEN:
            return
        if not kept:
            if not low <= 0 <= high:
                raise NoPoint
            return
        if len(kept) == 1:
            ((v, c),) = kept.items()
            self._bound_both(v, c, low, high)
            return
        divisor = gcd(*kept.values())
        low = low if low <= -OPEN else -(low // -divisor)
        high = high if high >= OPEN else high // divisor
        if low > high:
            raise NoPoint
        values = np.array([c // divisor for c in kept.values()])
        self.rows.append((np.array(list(kept)), values, low, high))


def _sum_of(coefs: dict[int, int], constant: int) -> Sum:
    return Sum(np.array(list(coefs), dtype=np.int64), np.array(list(coefs.values()), dtype=np.int64), constant)


def _difference(target: Sum, own: Sum) -> tuple[dict[int, int], int]:
    """Coefficients and constant of target - own."""
    coefs = dict(zip(target.variables.tolist(), target.coefs.tolist(), strict=True))
    for v, c in zip(own.variables.tolist(), own.coefs.tolist(), strict=True):
        coefs[v] = coefs.get(v, 0) - c
    return {v: c for v, c in coefs.items() if c}, target.constant - own.constant
