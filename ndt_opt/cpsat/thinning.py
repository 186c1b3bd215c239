"""Fewer choices of threshold days where any plan will do: without those that take more of everything than another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import prod

import numpy as np

from ndt_opt.cpsat.day_tables import DayChoice, Resources, columns_of, rep_numbers, totals_of, undominated_rows
from ndt_opt.cpsat.pareto import Ints
from ndt_opt.menu.sessions import MenuSession

MANY_COMBINATIONS = 2_000_000
"""Above this, days are joined one after the other; only a model without limits on single sessions has so many."""

FEW_COMBINATIONS = 100_000
"""Below this it is quicker to look at all of them."""


class TooManyProgrammes(Exception):
    """Few rules hold, and days that are compared with each other can hold too much to be tried, or kept."""


def thinned(
    menus: Sequence[Sequence[DayChoice]], by_work: bool, by_reps: bool, resources: Resources
) -> Sequence[Sequence[DayChoice]]:
    """Each day's choices that take the least, of equal work and of equal reps where days are compared by these.

    Raises
    ------
    TooManyProgrammes
        when days that are compared have more combinations than can be tried.
    """
    if prod(len(menu) for menu in menus) < FEW_COMBINATIONS:
        return menus
    made: dict[int, list[DayChoice]] = {}
    for menu, reps in zip(menus, rep_numbers(menus), strict=True):
        if by_work and len(menu) > MANY_COMBINATIONS**0.5:
            raise TooManyProgrammes
        if id(menu) not in made:
            made[id(menu)] = _least(menu, reps, by_work, by_reps, resources)
    found = [made[id(menu)] for menu in menus]
    if by_work and prod(len(menu) for menu in found) > MANY_COMBINATIONS:
        raise TooManyProgrammes
    return found


def _least(
    menu: Sequence[DayChoice], reps: Ints, by_work: bool, by_reps: bool, resources: Resources
) -> list[DayChoice]:
    table = columns_of(menu, defaultdict(int))
    groups = np.column_stack([table["work"] * by_work, reps * by_reps])
    kept: list[int] = []
    for group in np.unique(groups, axis=0):
        rows = np.flatnonzero((groups == group).all(axis=1))
        own = totals_of([{name: values[rows] for name, values in table.items()}], resources)
        kept += rows[undominated_rows(own, resources)].tolist()
    return [menu[row] for row in sorted(kept)]


def least_sessions(sessions: list[MenuSession], resources: Resources) -> list[MenuSession]:
    """The sessions that take the least, their time among it: slots and the gap between them ask for short ones."""
    if not sessions:
        return []
    choices = [DayChoice((s,), 0) for s in sessions]
    timed = replace(resources, hours=True, distance=True, on_rest=())
    alike = np.zeros(len(choices), dtype=np.int64)
    return [choice.sessions[0] for choice in _least(choices, alike, False, False, timed)]
