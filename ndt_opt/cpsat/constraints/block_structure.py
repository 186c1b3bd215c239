"""Load weeks of a block are alike.

Rule    block-structure
Keeps   the same pattern, sessions (but for the rung of race-pace sessions) and km in every load week of a block and
        phase without dated blocks, pins or days around races; in one with them no more Zone-2 work than in those, and
        in one whose block has begun no more work and km than was planned for the weeks that are run
        (the difference between a week's doubles is kept where programmes are made)
Breaks  two doubles in week 1, a double and HIT on Friday in week 2
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import Linear, WeekVars


def add(grid: Grid, params: p.BlockStructure) -> list[Constraint]:
    if not params.alike_weeks:
        return []
    posted = []
    for block in range(len(grid.planned)):
        for own in _by_phase(grid.block(block)):
            posted += _alike(grid, own)
    return posted


def _by_phase(weeks: list[WeekVars]) -> list[list[WeekVars]]:
    return [[w for w in weeks if w.week.phase == phase] for phase in dict.fromkeys(w.week.phase for w in weeks)]


def _alike(grid: Grid, weeks: list[WeekVars]) -> list[Constraint]:
    """Weeks that may hold the same are one already (`build_grid`)."""
    alike = [w for w in weeks if not w.week.affected]
    affected = [w for w in weeks if w.week.affected and w.week.is_open]
    posted = [grid.cp.add(a.z2_s <= w.z2_s) for a in affected for w in alike[:1]]
    run = [w.week.given.alike for w in weeks if w.week.given is not None and w.week.given.alike is not None]
    for metres, seconds in [max(run)] if run else []:
        posted += [grid.cp.add(w.z2_s <= seconds) for w in (*affected, *alike)]
        posted += [grid.cp.add(w.volume_m <= metres) for w in (*affected, *alike)]
    for first, second in pairwise(alike):
        if first.volume_m is not second.volume_m:
            posted += [grid.cp.add(a == b) for a, b in _seen_alike(first, second)]
    return posted


def _seen_alike(first: WeekVars, second: WeekVars) -> Iterator[tuple[Linear, Linear]]:
    """Sessions, km, longest run."""
    yield from ((first.letter_on(d, k), second.letter_on(d, k)) for d in range(7) for k in "DSHP")
    sessions = [_by_sessions(first), _by_sessions(second)]
    yield from ((sessions[0].get(key, 0), sessions[1].get(key, 0)) for key in sessions[0] | sessions[1])
    hits = [{s.key: n for s, n in w.hits()} for w in (first, second)]
    yield from ((hits[0].get(key, 0), hits[1].get(key, 0)) for key in hits[0] | hits[1])
    yield from ((first.volume_m, second.volume_m), (first.long, second.long))


def _by_sessions(week: WeekVars) -> dict[object, Linear]:
    found: dict[object, Linear] = {}
    for programme, x in week.programmes():
        key = tuple(s.key for day in programme.days for s in day.sessions)
        found[key] = found.get(key, 0) + x
    return found
