"""The rows of a table of costs that no other row beats."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

BATCH = 64
"""Rows compared with all others at once."""


def undominated(costs: Ints) -> Ints:
    """Rows that no other row beats or equals in every column, in the order of their columns; of equal rows the first.

    Columns that say nothing, or what another says, are left out; with three that differ a staircase does.
    """
    order: Ints = np.lexsort(costs.T[::-1])
    if len(order) < 2:
        return order
    columns = _telling(costs[order].T)
    return order[_by_staircase(columns) if len(columns) <= 3 else _by_batches(columns)]


def _telling(columns: Ints) -> Ints:
    """Columns of more than one value, each once; one where all rows are equal."""
    kept = [c for c in columns if (c != c[0]).any()] or [columns[0]]
    return np.stack([c for n, c in enumerate(kept) if not any((c == d).all() for d in kept[:n])])


def _by_staircase(columns: Ints) -> list[int]:
    """Of sorted rows of up to three costs: the last two of the rows kept so far fall and rise along a staircase."""
    second, third = (columns[n].tolist() if n < len(columns) else [0] * columns.shape[1] for n in (1, 2))
    kept, xs, ys = [], list[int](), list[int]()
    for row, (x, y) in enumerate(zip(second, third, strict=True)):
        right = bisect_right(xs, x)
        if right and ys[right - 1] <= y:
            continue
        kept.append(row)
        left = right = bisect_left(xs, x)
        while right < len(xs) and ys[right] >= y:
            right += 1
        xs[left:right], ys[left:right] = [x], [y]
    return kept


def _by_batches(columns: Ints) -> Ints:
    """Of sorted rows: the best of each batch in turn, and what is left is compared with them."""
    rows, kept = np.arange(columns.shape[1]), []
    while len(rows):
        batch, rest = rows[:BATCH], rows[BATCH:]
        own = columns[:, batch]
        best = batch[~np.triu(_beats(own, own), 1).any(axis=0)]
        kept.append(best)
        rows = rest[~_beats(columns[:, best], columns[:, rest]).any(axis=0)]
    return np.concatenate(kept)


def _beats(some: Ints, others: Ints) -> NDArray[np.bool_]:
    """Whether each of some is nowhere above each of the others."""
    found: NDArray[np.bool_] = some[0][:, None] <= others[0]
    for a, b in zip(some[1:], others[1:], strict=True):
        found &= a[:, None] <= b
    return found
