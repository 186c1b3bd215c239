"""Rows that no other row beats: found as quickly as may be, and the same as by looking at every pair."""

from __future__ import annotations

import numpy as np
import pytest

from ndt_opt.cpsat.pareto import undominated


def _by_pairs(costs: np.ndarray) -> list[int]:
    """Each row in the order of its columns, unless one before it is nowhere above it."""
    kept: list[int] = []
    for row in sorted(range(len(costs)), key=lambda i: (*costs[i], i)):
        if not any((costs[k] <= costs[row]).all() for k in kept):
            kept.append(row)
    return kept


@pytest.mark.parametrize("columns", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("values", [1, 2, 8, 1000])
@pytest.mark.parametrize("rows", [0, 1, 2, 30, 300])
def test_the_same_rows_in_the_same_order_as_by_pairs(rows: int, columns: int, values: int) -> None:
    costs = np.random.default_rng(7).integers(-values, values, size=(rows, columns))
    assert undominated(costs).tolist() == _by_pairs(costs)


def test_columns_that_repeat_or_say_nothing_change_nothing() -> None:
    costs = np.random.default_rng(7).integers(0, 20, size=(200, 3))
    padded = np.column_stack([np.full(200, 5), costs[:, 0], costs[:, 0], costs[:, 1], costs[:, 2], costs[:, 1]])
    assert undominated(padded).tolist() == undominated(costs).tolist()
