"""What leads to a first plan: rows for a chain of blocks at the bounds, or a thinned model near them.

The thinned model has every room; only most programmes are left out, so its plans are plans of the whole
model and its solution is a complete hint.
"""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from ndt_opt.cpsat.bounds import Bounds
from ndt_opt.cpsat.build import Built
from ndt_opt.cpsat.columns import WeekColumns
from ndt_opt.cpsat.grid import Thin
from ndt_opt.cpsat.offers import Demand

NEAR = 10

SPARE = 100
"""A week may have one in so many points more than a best season's, which leaves out the late part of long runs."""


def near_the_bound(bounds: Bounds, per_demand: int) -> Thin:
    """Keep, per demand, the `per_demand` programmes with the most work inside the week's bound (seconds).

    As many again are taken evenly from the rest, in case the volume has to stay lower.  Under caps on muscular load
    the programmes nearest to the work of a best season are kept as well.
    """
    targets = None if bounds.paths is None else [z2_s for _, z2_s in bounds.paths.targets()]

    def thin(columns: WeekColumns) -> WeekColumns:
        index = columns.week.index
        able: dict[Demand, list[int]] = {}
        for i, (demand, programme) in enumerate(columns.programmes):
            if programme.z2_s <= bounds.weeks[index]:
                able.setdefault(demand, []).append(i)
        kept = {i for rows in able.values() for i in (*rows[:per_demand], *rows[:: 1 + len(rows) // per_demand])}
        if targets is not None:
            near = sorted(
                (i for rows in able.values() for i in rows),
                key=lambda i: abs(columns.programmes[i][1].z2_s - targets[index]),
            )
            kept |= set(near[: NEAR * per_demand])
        return columns.only(sorted(kept))

    return thin


def lead_to_bound(built: Built, bounds: Bounds, floors: Sequence[int]) -> int:
    """Post what a plan at the bounds has: the work of each block, or that of a best season under muscular caps.

    `floors`: least seconds of each block, where they are not the bounds themselves.

    Returns
    -------
    int
        how many of the rows, the last ones, other plans at the bounds need not keep.
    """
    cp, weeks = built.grid.cp, built.grid.weeks
    if bounds.paths is None:
        for own, floor_s in zip(bounds.blocks, floors, strict=True):
            if any(weeks[w].week.is_open for w in own.weeks):
                cp.add(sum(weeks[w].z2_s for w in own.weeks) >= floor_s)
        return 0
    cp.add(built.z2_s >= bounds.total_s)
    guides = 0
    for path, i in zip(bounds.paths.stretches, bounds.paths.best, strict=True):
        if not weeks[path.weeks[0]].week.is_open:
            continue
        cp.add(sum(weeks[w].z2_s for w in path.weeks) >= int(path.z2_s[i].sum()))
        cp.add(weeks[path.weeks[0]].volume_m >= int(path.metres[i]) * bool(path.alike))
        for w, points in zip(path.weeks, path.points[i], strict=True):
            cp.add(SPARE * built.grid.muscular[w] <= (SPARE + 1) * int(points))
        guides += 2 + len(path.weeks)
    return guides


def set_hint(cp: cp_model.CpModel, names: list[str], values: dict[str, int]) -> None:
    """A hint for every variable the values name; programmes left out of a thinned model are 0."""
    known = [i for i, name in enumerate(names) if name in values or name.startswith("programme[")]
    cp.clear_hints()
    cp.proto.solution_hint.vars.extend(known)
    cp.proto.solution_hint.values.extend(values.get(names[i], 0) for i in known)
