"""The choices of threshold days as columns of numbers, and which of them no other beats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ndt_opt.cpsat.pareto import Ints, undominated
from ndt_opt.menu.sessions import MenuSession


@dataclass(frozen=True)
class DayChoice:
    """The threshold sessions of one day (AM and PM of a double, or one single) and their cost."""

    sessions: tuple[MenuSession, ...]
    cost: int

    @property
    def work_s(self) -> int:
        return sum(s.work_s for s in self.sessions)


Keep = Literal["best", "work", "any", "capped", "all"]
"""Which programmes a season keeps.

`best`: those that no other beats in work, use and preference cost.  `work`: the same at any preference cost.  `any`:
those that use least, however little work they have: enough to tell whether there is a plan.  `capped`: as `best`, with
the caps on muscular load posted even where by a bound no plan can pass them.  `all`: all but those nothing tells apart.
"""


@dataclass(frozen=True)
class Resources:
    """What the rules limit here; other totals cannot tell two programmes apart.

    Programmes are exchanged at the same week distance (all distances are multiples of 200 m, easy running
    makes up the difference).  The week's duration then differs by `surplus_s`: the programme's duration
    less what its distance would take at the easy pace (`easy_pace`, s/km).

    `easy_pcts`: easy shares by time that may hold (empty: the share is by km).  `hours`: duration is
    limited.  `longest`: so is the longest session.  `distance`: few open slots, easy running cannot make
    up for distance.  `on_rest`: which threshold days are recovery days of a mixed week, whose work, km and
    hours count by themselves.  `work`: Zone-2 work itself is limited (recovery weeks).  `muscular_per_km`: points of
    an easy km where muscular load is limited, else 0.  `keep`: which programmes are of use.
    """

    easy_pace: int
    easy_pcts: tuple[int, ...]
    hours: bool
    longest: bool
    distance: bool
    on_rest: tuple[bool, ...] = ()
    work: bool = False
    muscular_per_km: int = 0
    keep: Keep = "best"


_SUMS = ("work", "hard", "distance", "duration", "tempo", "muscular", "cost")
TOTALS = (
    "work", "hard", "distance", "duration", "longest", "tempo", "cost", "rest_work", "rest_distance", "rest_duration",
    "muscular",
)  # fmt: skip
"""In the order of the numbers of `Programme`."""

_USES = tuple(name for name in TOTALS if name not in ("work", "cost"))
"""All that any rule may count of a programme, beside its work."""


def picked_rows(tables: list[dict[str, Ints]], index: Ints) -> list[dict[str, Ints]]:
    """Each day's columns at its choices."""
    return [{k: v[index[:, i]] for k, v in t.items()} for i, t in enumerate(tables)]


def totals_of(picked: list[dict[str, Ints]], resources: Resources) -> dict[str, Ints]:
    """The days together: sums, the part of recovery days, the longest session."""
    totals = {k: np.sum([p[k] for p in picked], axis=0) for k in _SUMS}
    on_rest = resources.on_rest or (False,) * len(picked)
    for name in ("work", "distance", "duration"):
        totals[f"rest_{name}"] = np.sum([p[name] * on for p, on in zip(picked, on_rest, strict=True)], axis=0)
    totals["longest"] = np.max([p["longest"] for p in picked], axis=0)
    return totals


def columns_of(menu: Sequence[DayChoice], names: dict[str, int]) -> dict[str, Ints]:
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


def rep_numbers(menus: Sequence[Sequence[DayChoice]]) -> list[Ints]:
    """A number per rep length, by menu and choice."""
    lengths = [[(c.sessions[0].rep_s, c.sessions[0].rep_m) for c in menu] for menu in menus]
    numbers = {length: n for n, length in enumerate(dict.fromkeys(x for menu in lengths for x in menu))}
    return [np.array([numbers[x] for x in menu], dtype=np.int64) for menu in lengths]


def undominated_rows(totals: dict[str, Ints], resources: Resources) -> list[int]:
    """Row numbers of the programmes to keep, the most Zone-2 work first."""
    work, cost = totals["work"], totals["cost"]
    if resources.keep == "all":
        return [int(row) for row in _distinct(np.stack([totals[name] for name in _USES], axis=1), work, cost)]
    use = _use(totals, resources)
    if resources.keep in ("any", "work"):
        cost = np.zeros_like(cost)
    if resources.keep == "any":
        work = cost
    rows = _distinct(use, work, cost)
    if resources.hours and resources.easy_pcts and resources.keep != "any":
        # a share by time wants long weeks, a limit of hours short ones
        return [int(row) for row in rows]
    # Only programmes of one distance compare, and of one work where less of it may be wanted.
    apart = np.column_stack([totals["distance"][rows] * resources.distance, work[rows] * resources.work])
    table = np.column_stack([cost - work * (1 + np.ptp(cost)), use])[rows]  # less work is worse at any cost
    kept = np.zeros(len(rows), dtype=bool)
    for alike in groups_of(apart):  # each by itself is quicker
        kept[alike[undominated(table[alike])]] = True
    return [int(row) for row in rows[kept]]


def groups_of(keys: Ints) -> list[Ints]:
    """Row numbers, apart for every key that rows have."""
    order = np.lexsort(keys.T[::-1])
    starts = (np.diff(keys[order], axis=0) != 0).any(axis=1)
    return np.split(order, np.flatnonzero(starts) + 1)


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
