"""Whether whole points keep a model's statements, in whole numbers: the judge of every engine on our formulation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from statements import Ints, Statements


class Judge:
    """A model's statements, made ready to judge many points at a time (one a line, a column a variable).

    `scale`: the largest coefficient of each row, 1 for each maximum.
    """

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        rows, width = statements.rows, len(statements.names)
        self.matrix = _matrix([(row.sum.variables, row.sum.coefs) for row in rows], width)
        self.low, self.high = (np.array([getattr(row, side) for row in rows]) for side in ("low", "high"))
        wanted = [np.array(row.when, dtype=np.int64).reshape(-1, 2) for row in rows]
        self.literals = _matrix([(own[:, 0], 2 * own[:, 1] - 1) for own in wanted], width)
        self.all_hold = np.array([own[:, 1].sum() for own in wanted], dtype=np.int64)
        largest = [np.abs(row.sum.coefs).max(initial=1) for row in rows]
        self.scale = np.array([*largest, *(1 for _ in statements.maxima)])
        self.names = [row.name or "a row" for row in rows] + [own.name or "a maximum" for own in statements.maxima]

    def excess(self, points: Ints) -> Ints:
        """By how much each point (a line) breaks each row and then each maximum; bounds of variables aside."""
        value = (self.matrix @ points.T).T
        beyond = np.maximum(0, np.maximum(self.low - value, value - self.high))
        beyond[self.all_hold != (self.literals @ points.T).T] = 0
        gaps = [
            np.abs(maximum.target.at(points) - np.max([own.at(points) for own in maximum.of], axis=0))
            for maximum in self.statements.maxima
        ]
        return np.column_stack([beyond, *gaps])

    def outside(self, points: Ints) -> npt.NDArray[np.bool_]:
        """Which variables lie outside their bounds."""
        return (points < self.statements.lows) | (points > self.statements.tops)

    def broken(self, point: Ints) -> list[str]:
        """What one point breaks, by name."""
        variables = np.flatnonzero(self.outside(point[None, :])[0])
        rows = np.flatnonzero(self.excess(point[None, :])[0])
        return [f"bounds of {self.statements.names[v]}" for v in variables] + [self.names[n] for n in rows]


def _matrix(rows: list[tuple[Ints, Ints]], width: int) -> csr_matrix:
    starts = np.cumsum([0, *(len(variables) for variables, _ in rows)])
    columns = np.concatenate([np.zeros(0, dtype=np.int64), *(variables for variables, _ in rows)])
    values = np.concatenate([np.zeros(0, dtype=np.int64), *(coefs for _, coefs in rows)])
    return csr_matrix((values, columns, starts), shape=(len(rows), width))
