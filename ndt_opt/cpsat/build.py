"""From scenario and training model to a CP-SAT model: the grid, then every room, then the objectives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from ndt_opt.cpsat.constraints import ROOMS
from ndt_opt.cpsat.facts import Facts
from ndt_opt.cpsat.grid import Grid, Thin, build_grid
from ndt_opt.cpsat.interrupt import Check, go_on
from ndt_opt.cpsat.preferences import (
    easy_doubles,
    long_run_share,
    recovery_volume,
    taper_sessions,
    taper_volume,
    volume_path,
)
from ndt_opt.cpsat.week_vars import Linear

_WEEK_COSTS = {
    "volume-path": volume_path,
    "recovery-volume": recovery_volume,
    "taper-volume": taper_volume,
    "taper-sessions": taper_sessions,
    "long-run-share": long_run_share,
    "easy-doubles": easy_doubles,
}


@dataclass(frozen=True)
class Built:
    """A built model: its grid, how many constraints each rule posted, and the objective's first tier."""

    grid: Grid
    posted: dict[str, int]
    z2_s: Linear


def build(facts: Facts, order: Iterable[str] | None = None, thin: Thin | None = None, check: Check = go_on) -> Built:
    """Build the model; `order` shuffles the rooms (the result may not depend on it)."""
    grid, model = build_grid(facts, thin, check), facts.model
    posted = {}
    for slug in order or ROOMS:
        check()
        add = getattr(ROOMS[slug], "add", None)
        constraints = add(grid, model.rules[slug]) if add and model.holds(slug) else []
        for number, constraint in enumerate(constraints):
            constraint.with_name(f"{slug}[{number}]")
        posted[slug] = len(constraints)
    refuse_holes(grid.cp)
    return Built(grid, posted, sum(w.z2_s for w in grid.weeks))


def preference_costs(grid: Grid) -> list[cp_model.IntVar]:
    """Tier 2, points per block; posts the variables it needs.

    Points are whole and the costs of one block meet in one variable, so that the solver can prove each
    block by itself: with thousandths of points the same season took twenty times as long.
    """
    weekly: dict[int, Linear] = {
        w.week.index: sum(c * x for c, x in zip(w.columns.pattern_costs, w.pattern, strict=True) if c)
        + sum(q.cost * x for q, x in w.programmes() if q.cost)
        for w in grid.weeks
    }
    for name, module in _WEEK_COSTS.items():
        if grid.model.preferences[name].weight:
            for index, cost in module.cost(grid, grid.model.preferences[name]).items():
                weekly[index] = weekly[index] + cost
    blocks: dict[int, Linear] = {}
    for w in grid.weeks:
        blocks[w.week.block] = blocks.get(w.week.block, 0) + weekly[w.week.index]
    totals = []
    for block, cost in blocks.items():
        total = grid.cp.new_int_var(0, 10**9, f"cost[{block}]")
        grid.cp.add(total == cost)
        totals.append(total)
    return totals


def refuse_holes(cp: cp_model.CpModel) -> None:
    """Refuse linear constraints whose allowed set has a hole: the solver is known to be wrong there.

    Raises
    ------
    AssertionError
        naming the constraint (`!=`, or a domain of several intervals).
    """
    for constraint in cp.proto.constraints:
        if constraint.has_linear() and len(constraint.linear.domain) != 2:
            raise AssertionError(f"{constraint.name or 'a constraint'} has a hole in its allowed set")
