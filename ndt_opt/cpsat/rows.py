"""The constraints of a built model as plain records, and what is left of one when some variables are held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ortools.sat.python import cp_model

from ndt_opt.cpsat.guard import kind_of

Domain = tuple[int, int]
Terms = tuple[tuple[int, ...], tuple[int, ...], int]
"""Variables, their coefficients, and a constant."""

NO_LIMIT: Domain = (-(2**62), 2**62)


class Contradiction(Exception):
    """What is held breaks a row."""


@dataclass(frozen=True)
class Row:
    """`low <= sum <= high`, a `lin_max` (the first sum is the greatest of the others), or a clause of literals.

    Literals are the solver's: a variable, or -1 - variable for "not".  A row holds where all of `only_if` do.
    """

    kind: str
    only_if: tuple[int, ...] = ()
    literals: tuple[int, ...] = ()
    sums: tuple[Terms, ...] = ()
    low: int = 0
    high: int = 0

    @cached_property
    def variables(self) -> frozenset[int]:
        literals = (x if x >= 0 else -1 - x for x in (*self.only_if, *self.literals))
        return frozenset((*literals, *(x for own in self.sums for x in own[0])))


def rows_of(cp: cp_model.CpModel) -> list[Row]:
    """The constraints of a model that the guard has let through."""
    return [_row(constraint) for constraint in cp.proto.constraints]


def _row(constraint: Any) -> Row:
    kind, only_if = kind_of(constraint), _tuple(constraint.enforcement_literal)
    if kind == "linear":
        own = constraint.linear
        terms = (_tuple(own.vars), _tuple(own.coeffs), 0)
        return Row(kind, only_if, sums=(terms,), low=own.domain[0], high=own.domain[1])
    if kind == "lin_max":
        own = constraint.lin_max
        return Row(kind, only_if, sums=tuple(_terms(x) for x in (own.target, *own.exprs)))
    assert kind is not None  # the guard has seen the model
    return Row(kind, only_if, literals=_tuple(getattr(constraint, kind).literals))


def _terms(expression: Any) -> Terms:
    return _tuple(expression.vars), _tuple(expression.coeffs), expression.offset


def _tuple(values: Any) -> tuple[int, ...]:
    """Far quicker than to iterate: the end of the solver's lists is an exception."""
    return tuple([values[i] for i in range(len(values))])


def write(constraint: Any, row: Row) -> None:
    """Put a row into a constraint of a model that is still empty."""
    constraint.enforcement_literal.extend(row.only_if)
    if row.kind == "linear":
        variables, coeffs, _ = row.sums[0]
        constraint.linear.vars.extend(variables)
        constraint.linear.coeffs.extend(coeffs)
        constraint.linear.domain.extend((row.low, row.high))
    elif row.kind == "lin_max":
        _write_terms(constraint.lin_max.target, row.sums[0])
        for own in row.sums[1:]:
            _write_terms(constraint.lin_max.exprs.add(), own)
    else:
        getattr(constraint, row.kind).literals.extend(row.literals)


def _write_terms(expression: Any, terms: Terms) -> None:
    variables, coeffs, expression.offset = terms
    expression.vars.extend(variables)
    expression.coeffs.extend(coeffs)


@dataclass(frozen=True)
class Fold:
    """New numbers of the open variables, the values of all others, and the domains of the open ones."""

    place: Mapping[int, int]
    values: Sequence[int]
    domains: Sequence[Domain]

    def row(self, row: Row) -> Row | None:
        """What the row asks of the open variables; None where it asks nothing.

        Raises
        ------
        Contradiction
            when it can no longer hold.
        """
        only_if = row.only_if
        if only_if:
            if any(self._is_known(x) is False for x in only_if):
                return None
            only_if = tuple(self._renamed(only_if))
        if row.kind == "linear":
            return self._linear(row, only_if)
        if row.kind == "lin_max":
            return self._greatest(row, only_if)
        return self._clause(row, only_if)

    def _is_known(self, literal: int) -> bool | None:
        variable = literal if literal >= 0 else -1 - literal
        return None if variable in self.place else bool(self.values[variable]) == (literal >= 0)

    def _renamed(self, literals: Sequence[int]) -> Iterator[int]:
        """The open ones."""
        for x in literals:
            place = self.place.get(x if x >= 0 else -1 - x)
            if place is not None:
                yield place if x >= 0 else -1 - place

    def _sum(self, terms: Terms) -> Terms:
        variables, coeffs, constant = [], [], terms[2]
        for variable, coeff in zip(terms[0], terms[1], strict=True):
            place = self.place.get(variable)
            if place is None:
                constant += coeff * self.values[variable]
            else:
                variables.append(place)
                coeffs.append(coeff)
        return tuple(variables), tuple(coeffs), constant

    def _linear(self, row: Row, only_if: tuple[int, ...]) -> Row | None:
        variables, coeffs, constant = self._sum(row.sums[0])
        least = most = 0
        for variable, coeff in zip(variables, coeffs, strict=True):
            low, high = self.domains[variable]
            least += coeff * (low if coeff > 0 else high)
            most += coeff * (high if coeff > 0 else low)
        low, high = row.low - constant, row.high - constant
        if low <= least and most <= high:
            return None
        if low > most or high < least:
            return _denied(only_if)
        low, high = (NO_LIMIT[0] if low <= least else low), (NO_LIMIT[1] if most <= high else high)
        return Row("linear", only_if, sums=((variables, coeffs, 0),), low=low, high=high)

    def _greatest(self, row: Row, only_if: tuple[int, ...]) -> Row | None:
        target, *others = (self._sum(own) for own in row.sums)
        is_open = [own for own in others if own[0]]
        known = [constant for variables, _, constant in others if not variables]
        if not (is_open or target[0]):
            return None if target[2] == max(known) else _denied(only_if)
        top: tuple[Terms, ...] = (((), (), max(known)),) if known else ()
        return Row("lin_max", only_if, sums=(target, *is_open, *top))

    def _clause(self, row: Row, only_if: tuple[int, ...]) -> Row | None:
        known = [is_true for x in row.literals if (is_true := self._is_known(x)) is not None]
        rest = tuple(self._renamed(row.literals))
        if row.kind == "bool_or" and any(known):
            return None
        if row.kind == "bool_and" and not all(known):
            return _denied(only_if)
        if row.kind == "exactly_one" and any(known):
            return None if sum(known) == 1 and not rest else _none_of(rest, only_if, sum(known))
        if not rest:
            return None if row.kind == "bool_and" else _denied(only_if)
        return Row(row.kind, only_if, literals=rest)


def _none_of(literals: tuple[int, ...], only_if: tuple[int, ...], known: int) -> Row:
    if known > 1:
        return _denied(only_if)
    return Row("bool_and", only_if, literals=tuple(-1 - x for x in literals))


def _denied(only_if: tuple[int, ...]) -> Row:
    """Not all of the literals hold."""
    if not only_if:
        raise Contradiction
    return Row("bool_or", literals=tuple(-1 - x for x in only_if))
