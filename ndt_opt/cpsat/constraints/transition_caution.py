"""Back from days away in steps.

Rule    transition-caution
Keeps   weeks on the way back from an absence have at most first_pct, then then_pct per cent of the usual week, as
        many sevenths of that as days are left; the first ones easy running only, the others at most then_max_singles
        single threshold sessions, no double and no HIT; the first day back is easy
Breaks  a month away, then the usual 130 km with two double days
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.pattern import HARD
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid

_TOO_HARD = {"first": frozenset("DSHP"), "then": frozenset("DHP"), None: frozenset()}


def allows_kinds(letters: str, week: Week, params: p.TransitionCaution) -> bool:
    if len(letters) - 1 in week.first_back and letters[-1] in HARD - {"R"}:
        return False
    is_few = week.way_back is None or letters.count("S") <= params.then_max_singles
    return is_few and not _TOO_HARD[week.way_back] & set(letters)


def add(grid: Grid, params: p.TransitionCaution) -> list[Constraint]:
    posted = []
    for week in grid.weeks:
        most = most_m(week.week, grid.scenario, params)
        posted += [] if most is None else [grid.cp.add(week.volume_m <= most)]
    return posted


def most_m(week: Week, scenario: Scenario, params: p.TransitionCaution) -> int | None:
    """Most metres of a week on the way back; None of others."""
    if week.way_back is None:
        return None
    pct = params.first_pct if week.way_back == "first" else params.then_pct
    return (7 - week.lost_days) * pct * scenario.usual_weekly_m // 700
