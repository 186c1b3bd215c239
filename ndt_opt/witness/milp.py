"""A mixed-integer programme as rows of coefficients, solved by HiGHS through scipy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Sum = dict[int, float]
"""A linear sum: column -> coefficient."""

SLACK = 1e-6
"""By so much a row may be passed: the solver's own tolerance."""


def plus(*parts: tuple[float, Sum]) -> Sum:
    """The weighted sum of sums."""
    total: Sum = {}
    for weight, part in parts:
        for column, value in part.items():
            total[column] = total.get(column, 0.0) + weight * value
    return total


@dataclass(frozen=True)
class Found:
    """Status (`optimal`, `infeasible`, `unknown`), value and bound (-inf and inf where there is none), the columns."""

    status: str
    value: float
    bound: float
    values: tuple[int, ...] = ()


@dataclass
class Milp:
    """Whole-numbered columns from 0 to `highest`, and rows `low <= sum <= high`."""

    highest: list[float] = field(default_factory=list)
    rows: list[tuple[float, Sum, float]] = field(default_factory=list)

    def column(self, highest: float = 1) -> Sum:
        self.highest.append(highest)
        return {len(self.highest) - 1: 1.0}

    def at_most(self, part: Sum, high: float) -> None:
        self.rows.append((-inf, part, high))

    def at_least(self, part: Sum, low: float) -> None:
        self.rows.append((low, part, inf))

    def maximise(self, goal: Sum, limit_s: float) -> Found:
        """The most of `goal`, within `limit_s` seconds of wall-clock time."""
        gains = np.zeros(len(self.highest))
        for column, value in goal.items():
            gains[column] = -value
        where = [(r, c, v) for r, (_, part, _) in enumerate(self.rows) for c, v in part.items()]
        r, c, v = (np.array(x) for x in zip(*where, strict=True))
        matrix = csr_array((v, (r, c)), shape=(len(self.rows), len(gains)))
        rows = LinearConstraint(matrix, [low for low, _, _ in self.rows], [high for _, _, high in self.rows])
        options = {"mip_rel_gap": 0.0, "time_limit": limit_s}
        whole, box = np.ones(len(gains)), Bounds(0, self.highest)
        found = milp(gains, integrality=whole, bounds=box, constraints=rows, options=options)
        status = {0: "optimal", 2: "infeasible"}.get(found.status, "unknown")
        values = () if found.x is None else tuple(round(x) for x in found.x)
        value = -inf if found.x is None else sum(goal[c] * values[c] for c in goal)
        return Found(status, value, inf if found.mip_dual_bound is None else -float(found.mip_dual_bound), values)

    def keeps(self, values: Sequence[int]) -> bool:
        """Whether whole numbers keep every row: what the solver calls whole may be a millionth off."""
        inside = all(0 <= v <= high for v, high in zip(values, self.highest, strict=True))
        totals = (sum(a * values[c] for c, a in part.items()) for _, part, _ in self.rows)
        return inside and all(
            low - SLACK <= total <= high + SLACK for total, (low, _, high) in zip(totals, self.rows, strict=True)
        )

    def text(self, goal: Sum) -> str:
        """The programme in the LP format, which other solvers read; the same programme gives the same text."""
        return "\n".join([*self._lines(goal), ""])

    def _lines(self, goal: Sum) -> Iterator[str]:
        yield from ("Maximize", f" goal: {_terms(goal)}", "Subject To")
        for number, (low, part, high) in enumerate(self.rows):
            yield f" r{number}: {_terms(part)} {f'>= {low:.17g}' if high == inf else f'<= {high:.17g}'}"
        yield "Bounds"
        yield from (f" 0 <= x{column} <= {highest:.17g}" for column, highest in enumerate(self.highest))
        yield from ("General", *(f" x{column}" for column in range(len(self.highest))), "End")


def _terms(part: Sum) -> str:
    return " ".join(f"{value:+.17g} x{column}" for column, value in part.items()) or "0 x0"
