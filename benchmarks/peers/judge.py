"""Whether whole points keep a model's statements, in whole numbers: the judge of every engine on our formulation."""

from __future__ import annotations

import numpy as np
from statements import Ints, Maximum, Row, Statements


def violations(statements: Statements, points: Ints) -> Ints:
    """How many statements each point (one a line, a column a variable) breaks, bounds of variables among them."""
    found = ((points < statements.lows) | (points > statements.tops)).sum(axis=1)
    for row in statements.rows:
        found += excess(row, points) > 0
    for maximum in statements.maxima:
        found += gap(maximum, points) > 0
    return found


def excess(row: Row, points: Ints) -> Ints:
    """By how much each point breaks a row; 0 where it waits for a literal that does not hold."""
    value = row.sum.at(points)
    beyond = np.maximum(0, np.maximum(row.low - value, value - row.high))
    for variable, wanted in row.when:
        beyond[points[:, variable] != wanted] = 0
    return beyond


def gap(maximum: Maximum, points: Ints) -> Ints:
    """Between a maximum and what it says it is."""
    largest = np.max([own.at(points) for own in maximum.of], axis=0)
    return np.abs(maximum.target.at(points) - largest)


def broken(statements: Statements, point: Ints) -> list[str]:
    """The statements that one point breaks, by name."""
    points = point[None, :]
    outside = np.flatnonzero((point < statements.lows) | (point > statements.tops))
    found = [f"bounds of {statements.names[v]}" for v in outside]
    found += [row.name or "a row" for row in statements.rows if excess(row, points)[0]]
    return found + [own.name or "a maximum" for own in statements.maxima if gap(own, points)[0]]
