"""Tier 3: one plan among equals, the same for any number of workers.

Every decision gets its own weight from a fixed sequence; two plans of equal cost practically never weigh
the same, and the lighter one is the plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.cpsat.grid import Grid, Linear


def tie_break(grid: Grid) -> Linear:
    """Sum of the decisions' weights."""
    weights = _weights()
    total: Linear = 0
    for week in grid.weeks:
        for number, chosen in zip(week.columns.programme_ids, week.programme, strict=True):
            total += (1 + number % 9973) * chosen
        decisions = [*week.pattern, *week.hit, week.long, week.easy, *week.runs.values()]
        total += sum(next(weights) * decision for decision in decisions)
    return total


def _weights() -> Iterator[int]:
    """A linear congruential sequence of weights from 1 to 997."""
    state = 1
    while True:
        state = (state * 48271) % 2147483647
        yield 1 + state % 997
