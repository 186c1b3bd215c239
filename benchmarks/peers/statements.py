"""A CP-SAT model in two kinds of statement, rows and maxima: what every engine on our own formulation starts from.

Variables that a model says are equal become one.  Literals are (variable, value): the variable has that value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model

Ints = npt.NDArray[np.int64]
Literal = tuple[int, int]
T = TypeVar("T")

OPEN = 2**62
"""Beyond it a side of a row is open."""


@dataclass(frozen=True)
class Sum:
    """sum(coefs * variables) + constant; each variable once."""

    variables: Ints
    coefs: Ints
    constant: int = 0

    def at(self, points: Ints) -> Ints:
        """Its value at each point (one a line)."""
        return points[:, self.variables] @ self.coefs + self.constant


@dataclass(frozen=True)
class Row:
    """low <= sum <= high wherever all literals of `when` hold."""

    sum: Sum
    low: int
    high: int
    when: tuple[Literal, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Maximum:
    """The target equals the largest of the sums."""

    target: Sum
    of: tuple[Sum, ...]
    name: str = ""


@dataclass(frozen=True)
class Statements:
    """A model of integers between `lows` and `tops`, its objective to be maximised.

    `groups`: variables of which exactly one is 1 (each such row stands among the rows too).  `place`: number by the
    number that a variable has in the CP-SAT model.
    """

    names: list[str]
    lows: Ints
    tops: Ints
    rows: list[Row]
    maxima: list[Maximum]
    groups: list[Ints]
    objective: Sum
    place: Ints


def statements_of(cp: cp_model.CpModel) -> Statements:
    """The statements of a model.

    Raises
    ------
    ValueError
        at a constraint of another kind, or a domain with holes.
    """
    proto = cp.proto
    constraints = list(proto.constraints)
    ties = [_is_tie(constraint) for constraint in constraints]
    place = _places(len(proto.variables), [c for c, is_tie in zip(constraints, ties, strict=True) if is_tie])
    number = max(place, default=-1) + 1
    lows, tops, names = np.full(number, -OPEN), np.full(number, OPEN), [""] * number
    for own, variable in zip(place, proto.variables, strict=True):
        low, top = _side(variable.domain)
        lows[own], tops[own] = max(lows[own], low), min(tops[own], top)
        names[own] = names[own] or variable.name
    rows: list[Row] = []
    maxima: list[Maximum] = []
    groups: list[Ints] = []
    for constraint, is_tie in zip(constraints, ties, strict=True):
        if is_tie:
            continue
        when = _literals(constraint.enforcement_literal, place)
        if constraint.has_lin_max():
            if when:
                raise ValueError(f"{constraint.name}: a maximum that waits for a literal")
            target, *sums = (_sum(e, place) for e in (constraint.lin_max.target, *constraint.lin_max.exprs))
            maxima.append(Maximum(target, tuple(sums), constraint.name))
            continue
        if constraint.has_exactly_one() and not when:
            own = _literals(constraint.exactly_one.literals, place)
            if all(value for _, value in own) and len(set(own)) == len(own):
                groups.append(np.array([v for v, _ in own]))
        rows += [
            row for row in _rows(constraint, when, place) if len(row.sum.variables) or not row.low <= 0 <= row.high
        ]
    rows, groups = _once(rows, _row_key), _once(groups, lambda own: tuple(sorted(own.tolist())))
    return Statements(
        names, lows, tops, rows, maxima, groups, _objective(proto, place), np.array(place, dtype=np.int64)
    )


def _once(found: list[T], key: Callable[[T], object]) -> list[T]:
    """Each once, in their order: alike weeks say the same again."""
    return list({key(own): own for own in reversed(found)}.values())[::-1]


def _row_key(row: Row) -> object:
    order = np.argsort(row.sum.variables)
    return row.sum.variables[order].tobytes(), row.sum.coefs[order].tobytes(), row.low, row.high, frozenset(row.when)


def _rows(constraint: Any, when: tuple[Literal, ...], place: list[int]) -> Iterable[Row]:
    if constraint.has_linear():
        low, high = _side(constraint.linear.domain)
        own = _merged(constraint.linear.vars, constraint.linear.coeffs, 0, place)
        yield Row(own, low, high, when, constraint.name)
    elif constraint.has_exactly_one():
        yield _counted(_literals(constraint.exactly_one.literals, place), 1, 1, when, constraint.name)
    elif constraint.has_bool_or():
        yield _counted(_literals(constraint.bool_or.literals, place), 1, OPEN, when, constraint.name)
    elif constraint.has_bool_and():
        for literal in _literals(constraint.bool_and.literals, place):
            yield _counted([literal], 1, OPEN, when, constraint.name)
    else:
        raise ValueError(f"{constraint.name or 'a constraint'} is of another kind")


def _counted(literals: Sequence[Literal], least: int, most: int, when: tuple[Literal, ...], name: str) -> Row:
    """At least, and at most, so many of the literals hold."""
    negated = sum(not value for _, value in literals)
    coefs = [1 if value else -1 for _, value in literals]
    own = _merged([v for v, _ in literals], coefs, 0, None)
    return Row(own, least - negated, most if most == OPEN else most - negated, when, name)


def _is_tie(constraint: Any) -> bool:
    """Whether it says that two variables are equal."""
    if not constraint.has_linear() or len(constraint.linear.vars) != 2 or constraint.enforcement_literal:
        return False
    return sorted(constraint.linear.coeffs) == [-1, 1] and list(constraint.linear.domain) == [0, 0]


def _places(number: int, ties: Iterable[Any]) -> list[int]:
    """Numbers of the variables, the same for those that are tied."""
    parent = list(range(number))

    def root(v: int) -> int:
        while parent[v] != v:
            parent[v] = v = parent[parent[v]]
        return v

    for constraint in ties:
        first, second = sorted(root(v) for v in constraint.linear.vars)
        parent[second] = first
    roots = [root(v) for v in range(len(parent))]
    numbers = {r: n for n, r in enumerate(dict.fromkeys(roots))}
    return [numbers[r] for r in roots]


def _sum(expression: Any, place: list[int]) -> Sum:
    return _merged(expression.vars, expression.coeffs, int(expression.offset), place)


def _merged(variables: Sequence[int], coefs: Sequence[int], constant: int, place: list[int] | None) -> Sum:
    own = list(variables) if place is None else [place[v] for v in variables]
    if len(set(own)) == len(own):
        return Sum(np.array(own, dtype=np.int64), np.array(list(coefs), dtype=np.int64), constant)
    found: dict[int, int] = {}
    for v, c in zip(own, coefs, strict=True):
        found[v] = found.get(v, 0) + c
    kept = {v: c for v, c in found.items() if c}
    return Sum(np.array(list(kept), dtype=np.int64), np.array(list(kept.values()), dtype=np.int64), constant)


def _objective(proto: Any, place: list[int]) -> Sum:
    objective = proto.objective
    if not proto.has_objective() or objective.scaling_factor >= 0:
        raise ValueError("the model maximises nothing")
    return _merged(objective.vars, [-c for c in objective.coeffs], -int(objective.offset), place)


def _literals(literals: Iterable[int], place: list[int]) -> tuple[Literal, ...]:
    return tuple((place[n], 1) if n >= 0 else (place[-n - 1], 0) for n in literals)


def _side(domain: Sequence[int]) -> tuple[int, int]:
    if len(domain) != 2:
        raise ValueError("a domain with holes")
    return max(-OPEN, domain[0]), min(OPEN, domain[1])
