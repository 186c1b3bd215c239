"""A mixed-integer programme as rows of coefficients, solved by HiGHS through scipy."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Sum = dict[int, float]
"""A linear sum: column -> coefficient."""


def plus(*parts: tuple[float, Sum]) -> Sum:
    """The weighted sum of sums."""
    total: Sum = {}
    for weight, part in parts:
        for column, value in part.items():
            total[column] = total.get(column, 0.0) + weight * value
    return total


@dataclass
class Milp:
    """Whole-numbered columns from 0 to `highest`, and rows `low <= sum <= high`."""

    highest: list[float] = field(default_factory=list)
    rows: list[tuple[float, Sum, float]] = field(default_factory=list)

    def column(self, highest: float = 1) -> Sum:
        self.highest.append(highest)
        return {len(self.highest) - 1: 1.0}

    def at_most(self, part: Sum, high: float) -> None:
        self.rows.append((-np.inf, part, high))

    def at_least(self, part: Sum, low: float) -> None:
        self.rows.append((low, part, np.inf))

    def maximise(self, goal: Sum, limit_s: float) -> tuple[str, float, float]:
        """Status (`optimal`, `infeasible`, `unknown`), value and bound (-inf and inf where there is none)."""
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
        value = -np.inf if found.x is None else -float(gains @ np.round(found.x))
        bound = np.inf if found.mip_dual_bound is None else -float(found.mip_dual_bound)
        return status, value, bound
