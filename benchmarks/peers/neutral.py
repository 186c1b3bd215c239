"""A model in a form that every engine can be given: whole-numbered variables, linear rows, automata, one goal.

A row may hang on literals: it is asked only where all of them are true.  All coefficients are whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import gcd
from typing import TypeAlias


class Sum:
    """A linear expression: column -> coefficient, and a constant."""

    __slots__ = ("constant", "terms")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, terms: dict[int, int] | None = None, constant: int = 0) -> None:
        self.terms, self.constant = terms or {}, constant

    def __add__(self, other: Linear) -> Sum:
        if isinstance(other, int):
            return Sum(self.terms, self.constant + other)
        terms = dict(self.terms)
        for column, value in other.terms.items():
            terms[column] = terms.get(column, 0) + value
        return Sum(terms, self.constant + other.constant)

    def __mul__(self, factor: int) -> Sum:
        return Sum({c: factor * v for c, v in self.terms.items()} if factor else {}, factor * self.constant)

    def __neg__(self) -> Sum:
        return self * -1

    def __sub__(self, other: Linear) -> Sum:
        return self + -other

    def __rsub__(self, other: int) -> Sum:
        return -self + other

    __radd__, __rmul__ = __add__, __mul__

    def __le__(self, other: Linear) -> Row:
        return _row(self - other, None, 0)

    def __ge__(self, other: Linear) -> Row:
        return _row(self - other, 0, None)

    def __eq__(self, other: Linear) -> Row:  # type: ignore[override]
        return _row(self - other, 0, 0)


Linear: TypeAlias = Sum | int


@dataclass(frozen=True)
class Row:
    """`low <= sum <= high` (None: no end), where every literal of `when` is true.

    A literal is a 0/1 column, or `~column` for its contrary.
    """

    terms: dict[int, int]
    low: int | None
    high: int | None
    when: tuple[int, ...] = ()


@dataclass(frozen=True)
class Automaton:
    """The 0/1 columns, read one after the other, take the automaton from `start` to any state at all.

    `steps`: (state, value) -> next state; where there is no entry, that value may not come.
    """

    columns: tuple[int, ...]
    start: int
    steps: dict[tuple[int, int], int]

    def reads(self, values: Sequence[int]) -> bool:
        state: int | None = self.start
        for column in self.columns:
            state = None if state is None else self.steps.get((state, values[column]))
        return state is not None


@dataclass
class Neutral:
    """Columns with their bounds, what holds of them, and what is maximised."""

    lows: list[int] = field(default_factory=list)
    highs: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    exactly_one: list[tuple[int, ...]] = field(default_factory=list)
    automata: list[Automaton] = field(default_factory=list)
    goal: Sum = field(default_factory=Sum)

    def integer(self, low: int, high: int) -> Sum:
        self.lows.append(low)
        self.highs.append(high)
        return Sum({len(self.lows) - 1: 1})

    def boolean(self) -> Sum:
        return self.integer(0, 1)

    def add(self, row: Row | bool, *when: Linear) -> None:
        """Ask a row, where all literals `when` (a Boolean x, 1 - x, or 0 and 1) are true."""
        literals = [literal(x) for x in when]
        if row is True or any(x is False for x in literals):
            return
        own = Row({}, 1, 1) if row is False else row
        self.rows.append(Row(own.terms, own.low, own.high, tuple(x for x in literals if not isinstance(x, bool))))

    def one_of(self, booleans: Iterable[Sum]) -> None:
        """Exactly one of them is true."""
        self.exactly_one.append(tuple(_column(x) for x in booleans))

    def runs(self, booleans: Sequence[Sum], start: int, steps: dict[tuple[int, int], int]) -> None:
        """They make a word that the automaton reads."""
        self.automata.append(Automaton(tuple(_column(x) for x in booleans), start, steps))

    def range_of(self, terms: dict[int, int]) -> tuple[int, int]:
        """The least and the most that a sum can be by the bounds of its columns."""
        ends = [sorted((v * self.lows[c], v * self.highs[c])) for c, v in terms.items()]
        return sum(low for low, _ in ends), sum(high for _, high in ends)

    def value_of(self, part: Sum, values: Sequence[int]) -> int:
        return part.constant + sum(v * values[c] for c, v in part.terms.items())

    def broken(self, values: Sequence[int]) -> list[str]:
        """What these values of the columns do not keep; empty where they are a solution."""
        bounds = zip(self.lows, values, self.highs, strict=False)
        found = [f"x{c} = {v}" for c, (low, v, high) in enumerate(bounds) if not low <= v <= high]
        for n, row in enumerate(self.rows):
            own = sum(v * values[c] for c, v in row.terms.items())
            is_kept = (row.low is None or row.low <= own) and (row.high is None or own <= row.high)
            if not is_kept and all(values[c] == 1 if c >= 0 else values[~c] == 0 for c in row.when):
                found.append(f"row {n}: {row} is {own}")
        found += [f"one of {own}" for own in self.exactly_one if sum(values[c] for c in own) != 1]
        return found + [f"automaton stops: {a.columns}" for a in self.automata if not a.reads(values)]

    def linear_rows(self) -> tuple[Neutral, list[Row]]:
        """The same as plain rows: big-M for literals, a flow over (day, state) for automata.

        The model that comes back has the flow's columns beside its own.
        """
        plain = Neutral([*self.lows], [*self.highs], goal=self.goal)
        plain.rows = [r for row in self.rows for r in _without_literals(row, self)]
        plain.rows += [Row(dict.fromkeys(columns, 1), 1, 1) for columns in self.exactly_one]
        for automaton in self.automata:
            _flow(plain, automaton)
        return plain, plain.rows


def total(parts: Iterable[Linear]) -> Sum:
    """The sum of them; quicker than adding one after the other."""
    terms: dict[int, int] = {}
    constant = 0
    for part in parts:
        if isinstance(part, int):
            constant += part
            continue
        constant += part.constant
        for column, value in part.terms.items():
            terms[column] = terms.get(column, 0) + value
    return Sum(terms, constant)


def literal(x: Linear) -> int | bool:
    """Of a Boolean x its column, of 1 - x the column's contrary; of a number whether it is 1."""
    if isinstance(x, int) or not any(x.terms.values()):
        return (x if isinstance(x, int) else x.constant) == 1
    ((column, value),) = ((c, v) for c, v in x.terms.items() if v)
    if (value, x.constant) not in ((1, 0), (-1, 1)):
        raise ValueError("neither a Boolean nor its contrary")
    return column if value == 1 else ~column


def _column(x: Sum) -> int:
    found = literal(x)
    if isinstance(found, bool) or found < 0:
        raise ValueError("no Boolean")
    return found


def _row(part: Sum, low: int | None, high: int | None) -> Row:
    """The row in small numbers: what all coefficients share is divided out, and the ends are rounded inwards."""
    terms = {c: v for c, v in part.terms.items() if v}
    shared = gcd(*terms.values()) or 1
    if low == high and part.constant % shared:
        return Row({}, 1, 1)
    least = None if low is None else -((part.constant - low) // shared)
    most = None if high is None else (high - part.constant) // shared
    return Row({c: v // shared for c, v in terms.items()}, least, most)


def _without_literals(row: Row, model: Neutral) -> list[Row]:
    """Where a literal is false, a big number makes the row hold: as small a number as the bounds allow."""
    if not row.when:
        return [row]
    least, most = model.range_of(row.terms)
    found = []
    for end, extreme, sign in ((row.low, least, -1), (row.high, most, 1)):
        slack = 0 if end is None else sign * (extreme - end)
        if end is None or slack <= 0:
            continue
        terms, moved = dict(row.terms), end
        for x in row.when:  # sign * slack * (1 - literal) on the other side
            column, value = (x, sign * slack) if x >= 0 else (~x, -sign * slack)
            terms[column] = terms.get(column, 0) + value
            moved += sign * slack if x >= 0 else 0
        found.append(Row(terms, moved if sign < 0 else None, moved if sign > 0 else None))
    return found


def _flow(plain: Neutral, automaton: Automaton) -> None:
    """One Boolean per day and step of the automaton; what enters a state leaves it."""
    at: dict[int, dict[int, int]] = {automaton.start: {}}  # state -> arcs that enter it
    for place, column in enumerate(automaton.columns):
        entering: dict[int, dict[int, int]] = {}
        own: dict[int, int] = {column: -1}
        every: dict[int, int] = {}
        for state, arcs in at.items():
            leaving: dict[int, int] = {}
            for value in (0, 1):
                if (state, value) in automaton.steps:
                    (arc,) = plain.boolean().terms
                    leaving[arc] = every[arc] = 1
                    entering.setdefault(automaton.steps[state, value], {})[arc] = 1
                    if value:
                        own[arc] = 1
            if place:
                plain.rows.append(Row({**leaving, **dict.fromkeys(arcs, -1)}, 0, 0))
        plain.rows += [Row(every, 1, 1), Row(own, 0, 0)]
        at = entering
