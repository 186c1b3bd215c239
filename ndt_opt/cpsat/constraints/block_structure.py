"""Load weeks of a block are alike.

Rule    block-structure
Keeps   the same pattern, sessions and km in every load week of a block without dated blocks or pins
        (the difference between a week's doubles is kept where programmes are made)
Breaks  two doubles in week 1, a double and HIT on Friday in week 2
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid


def add(grid: Grid, params: p.BlockStructure) -> list[Constraint]:
    if not params.alike_weeks:
        return []
    posted = []
    for block in range(len(grid.planned)):
        alike = [w for w in grid.block(block) if not w.week.affected]
        for first, second in zip(alike, alike[1:], strict=False):
            pairs = [
                *zip(first.pattern, second.pattern, strict=True),
                *zip(first.programme, second.programme, strict=True),
                *zip(first.hit, second.hit, strict=True),
                *zip(first.runs, second.runs, strict=True),
                (first.easy, second.easy),
                (first.long, second.long),
            ]
            posted += [grid.cp.add(a == b) for a, b in pairs]
    return posted
