"""No run much longer than the longest of the last month.

Rule    run-spike
Keeps   every session but races at most max_pct per cent of the longest long run of the weeks that lie inside the last
        `days` days whatever their weekday (before that: athlete.longest_run_km), or of return_pct per cent of
        the longest of return_days where that is more, asked only after weeks with lost days; change_pct stands for
        max_pct in a week that a stated change touches; what free_min minutes at the easy pace carry is always allowed
Breaks  a first long run of 24 km after 20 km (110 per cent)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.menu.sessions import EASY_UNIT_M
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import Linear

LONGEST_M = 200_000
"""More than any run."""


def add(grid: Grid, params: p.RunSpike) -> list[Constraint]:
    cp = grid.cp
    posted = []
    longs: list[Linear] = [EASY_UNIT_M * w.long for w in grid.weeks]
    for week in grid.open_weeks:
        index = week.week.index
        longest = cp.new_int_var(0, 100 * LONGEST_M, f"longest_before[{index}]")
        posted.append(cp.add_max_equality(longest, runs_before(grid, index, params, longs)))
        limit = cp.new_int_var(0, LONGEST_M // EASY_UNIT_M, f"longest_run[{index}]")
        posted.append(cp.add(10_000 * EASY_UNIT_M * limit <= most_pct(week.week, params) * longest))
        posted.append(cp.add(week.long <= limit))
        quality = sum(q.longest_m * x for q, x in week.programmes() if q.longest_m)
        posted.append(cp.add(quality <= EASY_UNIT_M * limit))
        for session, number in week.hard_alone():
            posted.append(cp.add(session.distance_m * number <= EASY_UNIT_M * limit))
        for own in week.easy_runs:
            posted += grid.no_run_beyond(own, limit)
        posted += [cp.add(units <= limit) for units in week.columns.pinned_runs_units]
    return posted


def runs_before(grid: Grid, index: int, params: p.RunSpike, longs: Sequence[Linear]) -> list[Linear]:
    """What counts for week `index`, hundredths of metres; `longs` are the metres of every week's long run."""
    weeks = _weeks_within(index, params.days)
    found = [100 * metres for metres in _within(grid, index, params.days, longs)]
    if any(grid.horizon.weeks[w].lost_days for w in weeks):
        found += [params.return_pct * metres for metres in _within(grid, index, params.return_days, longs)]
    free_m = 60_000 * params.free_min // grid.profile.easy_pace
    return [*found, -(-10_000 * free_m // most_pct(grid.horizon.weeks[index], params))]


def most_pct(week: Week, params: p.RunSpike) -> int:
    """Of the longest run of the days before; less where a stated change touches the week."""
    return params.change_pct if week.cautions.changes else params.max_pct


def _within(grid: Grid, index: int, days: int, longs: Sequence[Linear]) -> list[Linear]:
    """The long runs of these days, and the longest run before the season where it is no older."""
    return [longs[w] for w in _weeks_within(index, days)] + [grid.longest_before_m] * (7 * index + 6 < days)


def _weeks_within(index: int, days: int) -> range:
    """The weeks before `index` that lie inside the last `days` days whatever the weekday."""
    return range(max(0, index - (days - 6) // 7), index)
