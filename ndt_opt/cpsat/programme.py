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

from ndt_opt.cpsat.pareto import Ints, undominated
from ndt_opt.menu.sessions import MenuSession

MANY_COMBINATIONS = 2_000_000
"""Above this, days are joined one after the other; only a model without limits on single sessions has so many."""

MANY_FOR_WORK = 20_000
"""The same where Zone-2 work is all that counts: no wish of tier 2 is lost then."""


MOST_FOR_WORK = 100_000
"""Programmes of a week beyond which a season is not searched for its work: far more than rules that hold leave."""

MOST_ROWS = 3_000_000
"""The same of the rows that are compared while days are joined."""


class TooManyProgrammes(Exception):
    """Few rules hold, and days that are compared with each other can hold too much to be tried."""


@dataclass(frozen=True)
class DayChoice:
    """The threshold sessions of one day (AM and PM of a double, or one single) and their cost."""

    sessions: tuple[MenuSession, ...]
    cost: int

    @property
    def work_s(self) -> int:
        return sum(s.work_s for s in self.sessions)


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


@dataclass(frozen=True)
class Resources:
    """What the rules limit here; other totals cannot tell two programmes apart.

    Programmes are exchanged at the same week distance (all distances are multiples of 200 m, easy running
    makes up the difference).  The week's duration then differs by `surplus_s`: the programme's duration
    less what its distance would take at the easy pace (`easy_pace`, s/km).

    `easy_pcts`: easy shares by time that may hold (empty: the share is by km).  `hours`: duration is
    limited.  `longest`: so is the longest session.  `distance`: few open slots, easy running cannot make
    up for distance.  `on_rest`: which threshold days are recovery days of a mixed week, whose work, km and
    hours count by themselves.  `work`: Zone-2 work itself is limited (recovery weeks).  `any_plan`: any plan will do,
    however little work it has; `only_work`: the most work will, at any preference cost.  `muscular_per_km`: points of an easy km where muscular load is limited, else 0.
    """

    easy_pace: int
    easy_pcts: tuple[int, ...]
    hours: bool
    longest: bool
    distance: bool
    on_rest: tuple[bool, ...] = ()
    work: bool = False
    any_plan: bool = False
    only_work: bool = False
    muscular_per_km: int = 0


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
    """
    if not menus:
        return [NO_THRESHOLD]
    if any(not menu for menu in menus):
        return []
    names = {name: n for n, name in enumerate(sorted({s.template for m in menus for c in m for s in c.sessions}))}
    tables = [_columns(menu, names) for menu in menus]
    many = prod(len(menu) for menu in menus) > (MANY_FOR_WORK if resources.only_work else MANY_COMBINATIONS)
    if many and max_difference_s is None and (max_same_reps is None or resources.only_work):
        index = _day_by_day(tables, resources, None if max_same_reps is None else _rep_numbers(menus))
    else:
        index = _combinations(menus)
    work = np.stack([t["work"][index[:, i]] for i, t in enumerate(tables)])
    spread = work.max(axis=0) - work.min(axis=0)
    if max_difference_s is not None:
        index, spread = index[spread <= max_difference_s], spread[spread <= max_difference_s]
        if not len(index):
            return []
    if max_same_reps is not None:
        reps = np.stack([numbers[index[:, i]] for i, numbers in enumerate(_rep_numbers(menus))])
        same = (reps[:, None, :] == reps[None, :, :]).sum(axis=1).max(axis=0)
        index, spread = index[same <= max_same_reps], spread[same <= max_same_reps]
        if not len(index):
            return []
    picked = _picked(tables, index)
    totals = _totals(picked, resources)
    totals["cost"] += week_cost.repeat * _repeats(picked) + week_cost.spread_minute * (spread // 60)
    kept = _undominated(totals, resources)
    if resources.only_work and len(kept) > MOST_FOR_WORK:
        raise TooManyProgrammes
    numbers = zip(*(totals[name][kept].tolist() for name in _TOTALS), strict=True)
    return [_programme(menus, row, own) for row, own in zip(index[kept].tolist(), numbers, strict=True)]


_SUMS = ("work", "hard", "distance", "duration", "tempo", "muscular", "cost")
_TOTALS = (
    "work", "hard", "distance", "duration", "longest", "tempo", "cost", "rest_work", "rest_distance", "rest_duration",
    "muscular",
)  # fmt: skip
"""In the order of the numbers of `Programme`."""


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
        if resources.only_work and len(rows) * len(choices) > MOST_ROWS:
            raise TooManyProgrammes
        rows = np.hstack([np.repeat(rows, len(choices), axis=0), np.tile(choices, len(rows))[:, None]])
        own = replace(resources, on_rest=resources.on_rest[:number])
        groups = [rows[alike] for alike in _of_same_reps(rows, reps)]
        kept = [group[_undominated(_totals(_picked(tables[:number], group), own), own)] for group in groups]
        rows = np.concatenate(kept)
    return rows


def _of_same_reps(rows: Ints, reps: list[Ints] | None) -> list[Ints]:
    """Row numbers, apart for every set of rep lengths; all of them where reps do not count."""
    if reps is None:
        return [np.arange(len(rows), dtype=np.int64)]
    lengths = np.sort(np.column_stack([reps[day][rows[:, day]] for day in range(rows.shape[1])]), axis=1)
    groups = np.unique(lengths, axis=0, return_inverse=True)[1].ravel()
    order = np.argsort(groups, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(groups[order])) + 1)


def _picked(tables: list[dict[str, Ints]], index: Ints) -> list[dict[str, Ints]]:
    """Each day's columns at its choices."""
    return [{k: v[index[:, i]] for k, v in t.items()} for i, t in enumerate(tables)]


def _totals(picked: list[dict[str, Ints]], resources: Resources) -> dict[str, Ints]:
    """The days together: sums, the part of recovery days, the longest session."""
    totals = {k: np.sum([p[k] for p in picked], axis=0) for k in _SUMS}
    on_rest = resources.on_rest or (False,) * len(picked)
    for name in ("work", "distance", "duration"):
        totals[f"rest_{name}"] = np.sum([p[name] * on for p, on in zip(picked, on_rest, strict=True)], axis=0)
    totals["longest"] = np.max([p["longest"] for p in picked], axis=0)
    return totals


def _columns(menu: Sequence[DayChoice], names: dict[str, int]) -> dict[str, Ints]:
    columns = {
        "work": [c.work_s for c in menu],
        "hard": [sum(s.work_m for s in c.sessions) for c in menu],
        "distance": [sum(s.distance_m for s in c.sessions) for c in menu],
        "duration": [sum(s.duration_s for s in c.sessions) for c in menu],
        "longest": [max(s.distance_m for s in c.sessions) for c in menu],
        "muscular": [sum(s.muscular_load for s in c.sessions) for c in menu],
        "tempo": [sum(s.kind == "tempo" for s in c.sessions) for c in menu],
        "cost": [c.cost for c in menu],
    }
    for place in range(len(menu[0].sessions)):
        columns[f"template{place}"] = [names[c.sessions[place].template] for c in menu]
    return {k: np.array(v, dtype=np.int64) for k, v in columns.items()}


def _rep_numbers(menus: Sequence[Sequence[DayChoice]]) -> list[Ints]:
    """A number per rep length, by menu and choice."""
    lengths = [[(c.sessions[0].rep_s, c.sessions[0].rep_m) for c in menu] for menu in menus]
    numbers = {length: n for n, length in enumerate(dict.fromkeys(x for menu in lengths for x in menu))}
    return [np.array([numbers[x] for x in menu], dtype=np.int64) for menu in lengths]


def _repeats(picked: list[dict[str, Ints]]) -> Ints:
    """Pairs of days that use the same template in the same place."""
    total: Ints = np.zeros(len(picked[0]["work"]), dtype=np.int64)
    for a, b in combinations(picked, 2):
        for place in ("template0", "template1"):
            if place in a and place in b:
                total += a[place] == b[place]
    return total


def _undominated(totals: dict[str, Ints], resources: Resources) -> list[int]:
    """Row numbers of the programmes to keep, the most Zone-2 work first."""
    use = _use(totals, resources)
    work, cost = totals["work"], totals["cost"]
    if resources.any_plan or resources.only_work:
        cost = np.zeros_like(cost)
    if resources.any_plan:
        work = cost
    rows = _distinct(use, work, cost)
    if resources.hours and resources.easy_pcts:  # a share by time wants long weeks, a limit of hours short ones
        return [int(row) for row in rows]
    metres = totals["distance"][rows] * resources.distance  # only programmes of one distance compare
    table = np.column_stack([cost - work * (1 + np.ptp(cost)), use])[rows]  # less work is worse at any cost
    kept = np.zeros(len(rows), dtype=bool)
    for own in np.unique(metres):  # each distance by itself is quicker
        alike = np.flatnonzero(metres == own)
        kept[alike[undominated(table[alike])]] = True
    return [int(row) for row in rows[kept]]


def _distinct(use: Ints, work: Ints, cost: Ints) -> Ints:
    """Row numbers, the most work first; of rows of the same use and work the cheapest."""
    rows: Ints = np.lexsort((cost, *use.T[::-1], -work))
    again = np.zeros(len(rows), dtype=bool)
    again[1:] = (np.diff(use[rows], axis=0) == 0).all(axis=1) & (np.diff(work[rows]) == 0)
    return rows[~again]


def _use(totals: dict[str, Ints], resources: Resources) -> Ints:
    """What each programme takes of everything limited, one column each; less is never worse."""
    surplus = totals["duration"] - totals["distance"] * resources.easy_pace // 1000
    columns = [totals["tempo"]]
    columns += [100 * totals["work"] - (100 - pct) * surplus for pct in resources.easy_pcts]
    if not resources.easy_pcts:
        columns.append(totals["hard"])
    if resources.work:
        columns.append(totals["work"])
    if resources.hours:
        columns.append(surplus)
    if resources.muscular_per_km:
        columns.append(totals["muscular"] - totals["distance"] * resources.muscular_per_km // 1000)
    if resources.longest:
        columns.append(totals["longest"])
    if resources.distance:
        columns += [totals["distance"], -totals["distance"]]
    if any(resources.on_rest):
        columns += [totals[f"rest_{name}"] for name in ("work", "duration", "distance")]
        columns.append(-totals["rest_distance"])
    return np.stack(columns, axis=1)


def _programme(menus: Sequence[Sequence[DayChoice]], row: Sequence[int], totals: Sequence[int]) -> Programme:
    return Programme(tuple(menu[i] for menu, i in zip(menus, row, strict=True)), *totals)
