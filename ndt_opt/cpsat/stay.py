"""The old plan in the variables of the new model: where it still is a plan, nothing has to be looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ndt_opt.cpsat.block_bounds import BlockBound
from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.horizon import Horizon
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


def least_work(blocks: Sequence[BlockBound], horizon: Horizon, near: Near | None) -> list[int]:
    """Least seconds of each block of bounds: its most, or what it had where little more is to be gained."""
    return [own.total_s if near is None else _least(own, horizon, near) for own in blocks]


def _least(own: BlockBound, horizon: Horizon, near: Near) -> int:
    weeks = [horizon.weeks[w] for w in own.weeks]
    run_s = sum(w.given.z2_s for w in weeks if w.given is not None)
    old = [near.weeks.get(w.start) for w in weeks if w.is_open]
    known_s = run_s + sum(week.z2_s for week in old if week is not None)
    gain_s = 0 if any(w.is_held for w in weeks) else own.total_s - known_s  # no more work while it is too hard
    return min(known_s, own.total_s) if None not in old and gain_s < 60 * near.figures.min_gain_min else own.total_s


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
