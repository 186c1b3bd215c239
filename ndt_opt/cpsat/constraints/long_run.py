"""One long run a week.

Rule    long-run
Keeps   exactly one long run (none only in the week of an A or B race, or where dated blocks, pins and races leave
        no day without a hard session a free slot of or_max_min minutes, or as long as the longest of a usual week),
        of easy-runs.min_min minutes and more, at most max_min minutes (before_race on the way to a long A race), at
        most max_week_pct per cent of the week's training km or or_max_min minutes if that is more; in a load week
        no session is longer, in others no easy run, and in a recovery week it is no longer than in each undisturbed
        load week of its block, unless its distance is pinned
Breaks  30 km in a 100 km week
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.pattern import HARD_LETTERS
from ndt_opt.menu.sessions import EASY_UNIT_M
from ndt_opt.rules import params as p
from ndt_opt.rules.race_params import LongerRun

if TYPE_CHECKING:
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import WeekVars

NO_LIMIT = 1000
"""200 m units longer than any run: the limit of a week of dated blocks without a long run."""


def allows_kinds(letters: str, week: Week, params: p.LongRun) -> bool:
    number = letters.count("L")
    return number == 1 if len(letters) == 7 and not week.affected else number <= 1


def add(grid: Grid, params: p.LongRun) -> list[Constraint]:
    cp = grid.cp
    posted = []
    for week in grid.distinct_weeks:
        index, limits = week.week.index, own_limits(week.week, params)
        posted.append(cp.add(grid.unit_s * week.long <= 60 * limits.max_min))
        by_time = 60 * params.or_max_min // grid.unit_s
        relative = cp.new_bool_var(f"long_by_share[{index}]")
        posted.append(cp.add(week.long <= by_time).only_enforce_if(~relative))
        share = limits.max_week_pct * week.volume_m
        posted.append(cp.add(100 * EASY_UNIT_M * week.long <= share).only_enforce_if(relative))
        if week.columns.pinned_long_units is None:
            least_s = 0 if week.week.affected else 60 * grid.model.rules["easy-runs"].min_min
            posted.append(cp.add(grid.unit_s * week.long >= least_s * week.count("L")))
            posted += _is_longest(grid, week) + _is_easier(grid, week)
        is_asked = week.week.affected and week.week.kind != "race"
        posted += _has_room(grid, week, params) if is_asked else []
    return posted


def own_limits(week: Week, params: p.LongRun) -> p.LongRun | LongerRun:
    """The rule's numbers, or those of the way to a long A race."""
    metres = week.goal.distance_m if week.goal is not None and week.goal.priority == "A" else 0
    return next((own for own in reversed(params.before_race) if own.from_m <= metres), params)


def _has_room(grid: Grid, week: WeekVars, params: p.LongRun) -> list[Constraint]:
    """Each day with room for a long run is a hard one, or the week has its long run."""
    posted = []
    needed_s = min(60 * params.or_max_min, grid.longest_slot_s)
    taken = week.week.quiet | week.week.no_long | week.week.cautions.calm
    for d, day in enumerate(week.week.days):
        if d not in taken and day.longest_free_s >= needed_s:
            posted.append(grid.cp.add(week.count("L") + week.letter_on(d, HARD_LETTERS) >= 1))
    return posted


def _is_easier(grid: Grid, week: WeekVars) -> list[Constraint]:
    """No longer in a recovery week than in the load weeks."""
    if not week.week.is_recovery or week.week.is_mixed or week.week.block < 0:
        return []
    return [grid.cp.add(week.long <= own.long) for own in grid.block(week.week.block) if not own.week.affected]


def _is_longest(grid: Grid, week: WeekVars) -> list[Constraint]:
    cp = grid.cp
    has_long = sum(x for q, x in week.patterns() if q.count("L"))
    longest = week.long + NO_LIMIT * (1 - has_long)
    if not week.week.is_load:
        easy = [] if week.week.is_mixed else week.easy_runs
        return [constraint for own in easy for constraint in grid.no_run_beyond(own, longest)]
    quality = sum(q.longest_m * x for q, x in week.programmes() if q.longest_m)
    posted = [cp.add(quality <= EASY_UNIT_M * longest)]
    for session, number in week.hard_alone():
        posted.append(cp.add(session.distance_m * number <= EASY_UNIT_M * longest))
    for own in week.easy_runs:
        posted += grid.no_run_beyond(own, longest)
    posted += [cp.add(longest >= units) for units in week.columns.pinned_runs_units]
    return posted
