"""Back from days away in steps, and one change at a time.

Rule    transition-caution
Keeps   weeks on the way back from an absence have at most first_pct, then then_pct per cent of the usual week, as
        many sevenths of that as days are left; the first ones easy running only, the others at most then_max_singles
        single threshold sessions, no double and no HIT; the first day back is easy; on the days of stated changes no
        HIT or race pace and few doubles and singles, for some kinds nothing hard at first, and fewer km
Breaks  a month away, then the usual 130 km with two double days
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.pattern import PLANNED_HARD
from ndt_opt.domain.scenario import ChangeKind, Scenario
from ndt_opt.rules.caution_params import TransitionCaution

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid

_TOO_HARD = {"first": frozenset(PLANNED_HARD), "then": frozenset("DHP"), None: frozenset()}


def allows_kinds(letters: str, week: Week, params: TransitionCaution) -> bool:
    day, letter = len(letters) - 1, letters[-1]
    if day in week.first_back and letter in PLANNED_HARD:
        return False
    if day in week.cautions.change_easy and letter in (*PLANNED_HARD, "L"):
        return False
    if any(_is_too_hard(kind, _on(days, letters), params) for kind, days in week.cautions.changes):
        return False
    is_few = week.way_back is None or letters.count("S") <= params.then_max_singles
    return is_few and not _TOO_HARD[week.way_back] & set(letters)


def _on(days: frozenset[int], letters: str) -> str:
    return "".join(letter for d, letter in enumerate(letters) if d in days)


def _is_too_hard(kind: ChangeKind, letters: str, params: TransitionCaution) -> bool:
    """Whether the days of a change, which have these letters, are too hard for it."""
    doubles, singles = letters.count("D"), letters.count("S")
    is_much = doubles > params.change_max_doubles.get(kind, 7) or singles > params.change_max_singles.get(kind, 7)
    return is_much or bool({"H", "P"} & set(letters))


def add(grid: Grid, params: TransitionCaution) -> list[Constraint]:
    posted = []
    for week in grid.open_weeks:
        most = most_m(week.week, grid.scenario, params)
        posted += [] if most is None else [grid.cp.add(week.volume_m <= most)]
    return posted


def most_m(week: Week, scenario: Scenario, params: TransitionCaution) -> int | None:
    """Most metres of a week on the way back, or of a load week that a change makes smaller; None of others."""
    steps = {"first": params.first_pct, "then": params.then_pct}
    pcts = [] if week.way_back is None else [steps[week.way_back]]
    if week.cautions.change_pct is not None and week.is_load:
        pcts.append(week.cautions.change_pct)
    return min(((7 - week.lost_days) * pct * scenario.usual_weekly_m // 700 for pct in pcts), default=None)
