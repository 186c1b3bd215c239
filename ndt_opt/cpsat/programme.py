"""Threshold programmes: the concrete threshold sessions of one week, merged where no rule can tell.

A programme is a column of the model.  Column `b` is left out when some column `a` asks for no more
of anything the rules limit and carries more Zone-2 seconds, or equal seconds at no higher preference
cost: exchanging `b` for `a` in any plan keeps it legal and makes it better, so no optimal plan is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement
from math import prod

import numpy as np

from ndt_opt.cpsat.day_tables import (
    TOTALS,
    DayChoice,
    Resources,
    columns_of,
    groups_of,
    picked_rows,
    rep_numbers,
    totals_of,
    undominated_rows,
)
from ndt_opt.cpsat.pareto import Ints
from ndt_opt.cpsat.thinning import MANY_COMBINATIONS, TooManyProgrammes, thinned

MANY_FOR_WORK = 20_000
"""Combinations above which days are joined one after the other where no wish of tier 2 can be lost."""

MOST_ROWS, MOST_PROGRAMMES = 3_000_000, 100_000
"""Rows compared while days are joined, and programmes of a demand, beyond which there is no search for most work."""


@dataclass(frozen=True)
class Programme:
    """One column: the choice for each threshold day in weekday order, and what the rules need of it.

    Units: seconds and metres; `longest_m` is its longest session, `continuous` its tempo sessions, `rest_*` the
    part of the recovery days in a mixed week.
    """

    days: tuple[DayChoice, ...]
    z2_s: int
    hard_m: int
    distance_m: int
    duration_s: int
    longest_m: int
    continuous: int
    cost: int
    rest_z2_s: int = 0
    rest_distance_m: int = 0
    rest_duration_s: int = 0
    muscular_load: int = 0

    def muscular_beyond(self, per_km: int) -> int:
        """Points beyond those of easy running of its distance."""
        return self.muscular_load - self.distance_m * per_km // 1000


NO_THRESHOLD = Programme((), 0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class WeekCost:
    """Preference points per template used on two days, and per minute between the days' work."""

    repeat: int
    spread_minute: int


def programmes(
    menus: Sequence[Sequence[DayChoice]],
    max_difference_s: int | None,
    week_cost: WeekCost,
    resources: Resources,
    max_same_reps: int | None = None,
) -> list[Programme]:
    """All programmes worth having for threshold days with these choices, the most work first.

    `max_difference_s` limits the spread of work between the days, `max_same_reps` how many days of single
    sessions have reps of the same length (None: no limit).

    Raises
    ------
    TooManyProgrammes
        where any plan, or the work alone, is asked for, and days can hold too much.
    """
    if not menus:
        return [NO_THRESHOLD]
    if any(not menu for menu in menus):
        return []
    if resources.keep == "any" and not any(resources.on_rest):
        menus = thinned(menus, max_difference_s is not None, max_same_reps is not None, resources)
    names = {name: n for n, name in enumerate(sorted({s.template for m in menus for c in m for s in c.sessions}))}
    tables = [columns_of(menu, names) for menu in menus]
    many = prod(len(menu) for menu in menus) > (MANY_FOR_WORK if resources.keep == "work" else MANY_COMBINATIONS)
    if many and max_difference_s is None and (max_same_reps is None or resources.keep in ("work", "any")):
        if resources.keep == "all":
            raise TooManyProgrammes
        index = _day_by_day(tables, resources, None if max_same_reps is None else rep_numbers(menus))
    else:
        index = _combinations(menus)
    work = np.stack([t["work"][index[:, i]] for i, t in enumerate(tables)])
    spread = work.max(axis=0) - work.min(axis=0)
    if max_difference_s is not None:
        index, spread = index[spread <= max_difference_s], spread[spread <= max_difference_s]
        if not len(index):
            return []
    if max_same_reps is not None:
        reps = np.stack([numbers[index[:, i]] for i, numbers in enumerate(rep_numbers(menus))])
        same = (reps[:, None, :] == reps[None, :, :]).sum(axis=1).max(axis=0)
        index, spread = index[same <= max_same_reps], spread[same <= max_same_reps]
        if not len(index):
            return []
    picked = picked_rows(tables, index)
    totals = totals_of(picked, resources)
    totals["cost"] += week_cost.repeat * _repeats(picked) + week_cost.spread_minute * (spread // 60)
    kept = undominated_rows(totals, resources)
    if resources.keep == "work" and len(kept) > MOST_PROGRAMMES:
        raise TooManyProgrammes
    numbers = zip(*(totals[name][kept].tolist() for name in TOTALS), strict=True)
    return [_programme(menus, row, own) for row, own in zip(index[kept].tolist(), numbers, strict=True)]


def _combinations(menus: Sequence[Sequence[DayChoice]]) -> Ints:
    """Rows of choice indices, one column a day; days with the same menu are taken in order."""
    if all(menu is menus[0] for menu in menus):
        if len(menus) == 2:
            return np.stack(np.triu_indices(len(menus[0])), axis=1)
        return np.array(list(combinations_with_replacement(range(len(menus[0])), len(menus))), dtype=np.int64)
    return np.indices([len(menu) for menu in menus]).reshape(len(menus), -1).T


def _day_by_day(tables: list[dict[str, Ints]], resources: Resources, reps: list[Ints] | None) -> Ints:
    """Rows of choice indices, dominated ones left out after each day, where `reps` count by rows of the same reps.

    Preference costs between days are not known yet, so the wishes of tier 2 may lose a programme here.
    """
    rows: Ints = np.arange(len(tables[0]["work"]), dtype=np.int64)[:, None]
    for number, table in enumerate(tables[1:], 2):
        choices = np.arange(len(table["work"]), dtype=np.int64)
        if resources.keep == "work" and len(rows) * len(choices) > MOST_ROWS:
            raise TooManyProgrammes
        rows = np.hstack([np.repeat(rows, len(choices), axis=0), np.tile(choices, len(rows))[:, None]])
        own = replace(resources, on_rest=resources.on_rest[:number])
        groups = [rows[alike] for alike in _of_same_reps(rows, reps)]
        kept = [group[undominated_rows(totals_of(picked_rows(tables[:number], group), own), own)] for group in groups]
        rows = np.concatenate(kept)
    return rows


def _of_same_reps(rows: Ints, reps: list[Ints] | None) -> list[Ints]:
    """Row numbers, apart for every set of rep lengths; all of them where reps do not count."""
    if reps is None:
        return [np.arange(len(rows), dtype=np.int64)]
    return groups_of(np.sort(np.column_stack([reps[n][rows[:, n]] for n in range(rows.shape[1])]), axis=1))


def _repeats(picked: list[dict[str, Ints]]) -> Ints:
    """Pairs of days that use the same template in the same place."""
    total: Ints = np.zeros(len(picked[0]["work"]), dtype=np.int64)
    for a, b in combinations(picked, 2):
        for place in ("template0", "template1"):
            if place in a and place in b:
                total += a[place] == b[place]
    return total


def _programme(menus: Sequence[Sequence[DayChoice]], row: Sequence[int], totals: Sequence[int]) -> Programme:
    return Programme(tuple(menu[i] for menu, i in zip(menus, row, strict=True)), *totals)
