"""Seasons improved in parts: a few neighbouring blocks open, the rest held.

Blocks meet only at their edges (steps of volume, spikes, the days between hard days), so a pass over every
window comes to the optimum of a season, or close to it, in the time that the whole takes for its first few
improvements.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ortools.sat.python import cp_model

from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.week_vars import WeekVars

WIDTH, STEP = 3, 2
FEW_BLOCKS = 4


def outside_windows(grid: Grid, alone: bool) -> list[list[cp_model.IntVar]]:
    """Per window the decisions outside it; the last of a season of few blocks is the whole, with nothing outside.

    With `alone` each block with a disturbed week is first a window of its own: such weeks have many plans, and tier 1
    has left them far from the wishes.
    """
    blocks = sorted({w.week.block for w in grid.weeks})
    disturbed = {w.week.block for w in grid.weeks if w.week.disturbed}
    windows = [[block] for block in blocks if alone and block in disturbed]
    windows += [blocks[first : first + WIDTH] for first in range(0, len(blocks) - 1, STEP)]
    if len(blocks) <= FEW_BLOCKS:
        windows = [w for w in windows if w != blocks] + [blocks]
    return [[x for w in grid.weeks if w.week.block not in window for x in _decisions(w)] for window in windows]


def _decisions(week: WeekVars) -> list[cp_model.IntVar]:
    easy = [own.easy for own in week.easy_runs]
    return [*week.pattern, *week.programme, *week.hit, *week.paced, *easy, *week.runs, week.long]


@contextmanager
def held(variables: list[cp_model.IntVar], values: dict[str, int]) -> Iterator[None]:
    """The variables at their values (0 where there is none), free again afterwards."""
    protos = [x.proto for x in variables]
    domains = [list(p.domain) for p in protos]
    for x, proto in zip(variables, protos, strict=True):
        _set_domain(proto, [values.get(x.name, 0)] * 2)
    try:
        yield
    finally:
        for proto, domain in zip(protos, domains, strict=True):
            _set_domain(proto, domain)


def _set_domain(proto: Any, domain: list[int]) -> None:
    proto.domain.clear()
    proto.domain.extend(domain)
