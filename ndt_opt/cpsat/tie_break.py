"""Tier 3: one plan among equals, the same for any number of workers.

In this order: the programmes that come first in the menu, hard days evenly over the week, fewer kilometres, a longer
long run, fewer runs.  Weeks weigh a little differently, so that two weeks never trade places for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ortools.sat.python import cp_model

from ndt_opt.cpsat.pattern import HARD, Pattern
from ndt_opt.cpsat.week_vars import WeekVars, top

RANK, UNIT = 400, 4


@dataclass(frozen=True)
class TieBreak:
    """Decisions of a block's weeks and their weights; their sum is `most` at most."""

    weights: list[tuple[cp_model.IntVar, int]]
    most: int


def tie_break(weeks: Sequence[WeekVars]) -> TieBreak:
    """Those of blocks alike weigh the same; the variables that weeks share stand there for each of them."""
    found: list[tuple[cp_model.IntVar, int]] = []
    most = 0
    for rank, week in enumerate(weeks, RANK):
        evenly = [x for _, x in sorted(week.patterns(), key=lambda both: _unevenness(both[0]))]
        for ranked, times in ((week.programme, 1), (evenly, 1), (week.hit, sum(top(x) for x in week.hit))):
            found += [(x, rank * i) for i, x in enumerate(ranked) if i]
            most += rank * len(ranked) * times
        counted = [(own.easy, UNIT + 1) for own in week.easy_runs]
        counted += [(week.long, UNIT), *((n, i) for i, n in enumerate(week.runs, 1))]
        found += counted
        most += sum(weight * top(x) for x, weight in counted)
    return TieBreak(found, most)


def _unevenness(pattern: Pattern) -> int:
    """The squared days from each hard day to the next, round the week."""
    hard = [d for d, letter in enumerate(pattern.letters) if letter in HARD]
    return sum((b - a) ** 2 for a, b in pairwise([*hard, *(d + 7 for d in hard[:1])]))
