"""The old plan in the variables of the new model: where it still is a plan, nothing has to be looked for."""

from __future__ import annotations

from collections import Counter

from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.week_vars import EasyRuns, WeekVars
from ndt_opt.domain.near import Near, OldWeek
from ndt_opt.menu.sessions import EASY_UNIT_M


def stay(grid: Grid, near: Near) -> dict[int, int]:
    """Values of the decisions of every open week that can be what it was, by number of variable."""
    fixed: dict[int, int] = {}
    for week in grid.open_weeks:
        old = near.weeks.get(week.week.start)
        if old is not None:
            fixed |= _week(week, old)
    return fixed


def _week(week: WeekVars, old: OldWeek) -> dict[int, int]:
    """None of a week that the model does not know as it was."""
    columns = week.columns
    found = next((n for n, p in enumerate(columns.patterns) if (p.letters, p.slots) == (old.letters, old.slots)), None)
    if found is None:
        return {}
    demand = columns.pattern_demands[found]
    programme = next(
        (
            n for n, (own, q) in enumerate(columns.programmes)
            if own == demand and tuple(tuple(s.key for s in day.sessions) for day in q.days) == old.threshold
        ),
        None,
    )  # fmt: skip
    if programme is None:
        return {}
    alone = Counter(old.alone)
    if sum(alone.values()) != sum(alone[s.key] for s, _ in week.hard_alone()):
        return {}
    fixed = {x.index: int(n == found) for n, x in enumerate(week.pattern)}
    fixed |= {x.index: int(n == programme) for n, x in enumerate(week.programme)}
    fixed |= {x.index: alone[s.key] for s, x in week.hard_alone()}
    fixed[week.long.index] = old.long_m // EASY_UNIT_M
    for own in week.easy_runs:
        fixed |= _easy(week, own, old, found)
    return fixed


def _easy(week: WeekVars, own: EasyRuns, old: OldWeek, pattern: int) -> dict[int, int]:
    """The easy runs of a week, or of its load or recovery days."""
    columns = week.columns
    metres = sum(columns.on(own.on_recovery, dict(old.easy_m)).values())
    limits = columns.on(own.on_recovery, columns.easy_limits[pattern])
    runs = Counter(limits[place] for place in old.easy_m if place in limits)
    return {own.easy.index: metres // EASY_UNIT_M} | {n.index: runs[length] for length, n in own.runs.items()}
