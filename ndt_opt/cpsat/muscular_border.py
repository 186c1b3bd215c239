"""Where one stretch of a season ends and the next begins: which of their options go together.

Of many options few matter to the other side: those that no other beats in all that the border asks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ndt_opt.cpsat.pareto import Ints, undominated

NEVER = -(10**9)
"""Work of an option that no season has."""

AT_ONCE = 2_000_000
"""Pairs of options compared at once; so many take a few MB."""


@dataclass(frozen=True)
class Border:
    """An option goes with one of the next stretch where no number of its row of `first` is above that of `second`."""

    first: Ints
    second: Ints

    def after(self, values: Ints) -> Ints:
        """For each option of the second stretch the best value of the first that it goes with."""
        return _best(self.first, values, self.second)

    def before(self, values: Ints) -> Ints:
        """For each option of the first stretch the best value of the second that it goes with."""
        return _best(-self.second, values, -self.first)


def _best(costs: Ints, values: Ints, limits: Ints) -> Ints:
    """The best value of a row of costs within each row of limits; `NEVER` where there is none."""
    able = np.flatnonzero(values >= 0)
    rows = able[undominated(np.hstack([costs[able], -values[able, None]]))]
    rows = rows[np.argsort(-values[rows], kind="stable")]
    found: Ints = np.full(len(limits), NEVER)
    size = max(1, AT_ONCE // max(1, len(rows)))
    for begin in range(0, len(limits) if len(rows) else 0, size):
        own = limits[begin : begin + size]
        fits = np.ones((len(own), len(rows)), dtype=bool)
        for cost, limit in zip(costs[rows].T, own.T, strict=True):
            fits &= cost[None, :] <= limit[:, None]
        first = fits.argmax(axis=1)  # the best comes first
        found[begin : begin + size] = np.where(fits[np.arange(len(own)), first], values[rows][first], NEVER)
    return found
