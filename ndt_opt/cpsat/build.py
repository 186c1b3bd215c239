"""From scenario and training model to a CP-SAT model: the grid, then every room, then the objectives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from ndt_opt.cpsat import closeness
from ndt_opt.cpsat.constraints import ROOMS
from ndt_opt.cpsat.facts import Facts
from ndt_opt.cpsat.grid import Grid, Thin, build_grid
from ndt_opt.cpsat.guard import refuse_unsafe
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
from ndt_opt.domain.near import Near

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
    """A built model: its grid, how many constraints each rule posted, and the objective's first tier.

    `checked`: so many variables and constraints the guard has looked at.
    """

    grid: Grid
    posted: dict[str, int]
    z2_s: Linear
    checked: tuple[int, int]

    def refuse_unsafe(self) -> None:
        """The guard once more, for what was added to the built model."""
        refuse_unsafe(self.grid.cp, *self.checked)


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
    refuse_unsafe(grid.cp)
    checked = len(grid.cp.proto.variables), len(grid.cp.proto.constraints)
    return Built(grid, posted, sum(w.z2_s for w in grid.weeks), checked)


def preference_costs(grid: Grid, near: Near | None = None) -> dict[int, cp_model.IntVar]:
    """Tier 2, points of each block; posts the variables it needs.  Changes against `near` come before all of them.

    Points are whole and the costs of one block meet in one variable, so that the solver can prove each
    block by itself: with thousandths of points the same season took twenty times as long.
    """
    weekly: dict[int, Linear] = {
        w.week.index: sum(c * x for c, x in zip(w.columns.pattern_costs, w.pattern, strict=True) if c)
        + sum(q.cost * x for q, x in w.programmes() if q.cost)
        for w in grid.open_weeks
    }
    for name, module in _WEEK_COSTS.items():
        if grid.model.preferences[name].weight:
            for index, cost in module.cost(grid, grid.model.preferences[name]).items():
                weekly[index] = weekly[index] + cost
    for index, points in closeness.cost(grid, near).items() if near else ():
        weekly[index] = weekly[index] + closeness.UNIT * points
    blocks: dict[int, Linear] = {}
    for w in grid.open_weeks:
        blocks[w.week.block] = blocks.get(w.week.block, 0) + weekly[w.week.index]
    totals = {}
    for block, cost in blocks.items():
        totals[block] = grid.cp.new_int_var(0, 10**11, f"cost[{block}]")
        grid.cp.add(totals[block] == cost)
    return totals
