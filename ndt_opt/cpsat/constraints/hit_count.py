"""How much HIT a load week holds.

Rule    hit-count
Keeps   exactly full_count of full_min_m..full_max_m at full_from_km planned and more, at most half_count of at
        most half_max_m from half_from_km, none below; a hindered week has fewer only where every day that
        could take HIT stands too near to a hard day, and its metres count against the share all the same; or where
        few days are left
Breaks  no HIT in a 120 km week
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.day_slots import DaySlots
from ndt_opt.cpsat.horizon import Week, last_hard_day
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.columns import WeekColumns
    from ndt_opt.cpsat.facts import Facts
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import Linear, WeekVars
    from ndt_opt.rules.training_model import TrainingModel

ROOM_MIN = 120
"""More minutes than any HIT session lasts."""


def allows_kinds(letters: str, week: Week, params: p.HitCount) -> bool:
    return letters.count("H") <= (0 if week.is_recovery else max(params.full_count, params.half_count))


def add(grid: Grid, params: p.HitCount) -> list[Constraint]:
    posted = []
    for week in grid.load_weeks():
        full = grid.plans_at_least(week.week.block, 1000 * params.full_from_km)
        half = grid.plans_at_least(week.week.block, 1000 * params.half_from_km)
        small = [x for s, x in week.hits() if s.work_m <= params.half_max_m]
        large = [x for s, x in week.hits() if params.full_min_m <= s.work_m <= params.full_max_m]
        neither = [x for s, x in week.hits() if s.work_m > params.full_max_m]
        add = grid.cp.add
        posted.append(add(sum(week.hit) == sum(large)).only_enforce_if(full))
        posted.append(add(sum(large) <= params.full_count).only_enforce_if(full))
        if not week.week.hindered:
            posted.append(add(sum(large) >= params.full_count).only_enforce_if(full))
        posted.append(add(sum(week.hit) == sum(small)).only_enforce_if(~full))
        posted.append(add(sum(small) <= params.half_count).only_enforce_if(~full))
        posted.append(add(sum(week.hit) == 0).only_enforce_if(~half))
        posted.append(add(sum(neither) == 0))
        if week.week.hindered and owes_hit(week.week, grid.model):
            missed_m = params.full_min_m * (params.full_count - sum(large))
            posted += _share_with_missed(grid, week, full, missed_m)
            for excuse in _excuses(grid, week, params):
                posted.append(add(sum(large) + params.full_count * excuse >= params.full_count).only_enforce_if(full))
    return posted


def _excuses(grid: Grid, week: WeekVars, params: p.HitCount) -> Iterator[Linear]:
    """For each day that could take a full HIT session, what keeps it off: hard days and doubles too near."""
    reach, ahead = _distances(grid.model)
    for d in _free_days(grid, week.columns, params):
        at = 7 * week.week.index + d
        near = [grid.letter_on(n, "DSH") for n in range(at - reach, at + reach + 1)]
        yield sum(near) + sum(grid.letter_on(n, "D") for n in range(at + 1, at + ahead + 1))


def owes_hit(week: Week, model: TrainingModel) -> bool:
    """Whether enough days are left for HIT, and the week is not on the way back."""
    enough = 7 - week.lost_days >= model.rules["load-recovery-cycle"].load_week_days
    return bool(enough) and week.way_back is None


def _share_with_missed(grid: Grid, week: WeekVars, full: Linear, missed_m: Linear) -> list[Constraint]:
    """The week's share, with the metres of missed HIT counted as hard."""
    share = grid.model.rules["week-intensity-share"]
    if not grid.model.holds("week-intensity-share") or share.unit != "km":
        return []
    high = grid.plans_at_least(week.week.block, 1000 * share.low_below_km)
    posted = []
    for pct, literal in ((share.min_easy_pct, high), (share.min_easy_pct_low, ~high)):
        keeps = grid.cp.add(100 * (week.hard_m + missed_m) <= (100 - pct) * week.volume_m)
        keeps.only_enforce_if(full, literal)
        posted.append(keeps)
    return posted


def _distances(model: TrainingModel) -> tuple[int, int]:
    """Days around a hard day, and before a double, in which no HIT may stand."""
    spacing, recovery = model.rules["hard-day-spacing"], model.rules["hit-recovery"]
    reach = (spacing.gap_days or spacing.max_in_a_row) if model.holds("hard-day-spacing") else 0
    return reach, recovery.easy_days_before_double if model.holds("hit-recovery") else 0


def _free_days(facts: Facts, columns: WeekColumns, params: p.HitCount) -> Iterator[int]:
    """Days of a hindered week with a free slot for a full HIT session, and no hard day of the history too near."""
    own, history = columns.week, last_hard_day(facts.scenario)
    shortest = min((s.duration_s for s in columns.hits if s.work_m >= params.full_min_m), default=None)
    for d, day in enumerate(own.days):
        is_late = history is None or 7 * own.index + d - history > _distances(facts.model)[0]
        is_free = d not in own.first_back and (not day.pins or _is_free_beside(day, facts.model))
        if shortest is not None and is_free and day.longest_free_s >= shortest and is_late:
            yield d


def _is_free_beside(day: DaySlots, model: TrainingModel) -> bool:
    """Whether the day's pin leaves HIT its place: rest does, and an easy run of any length that still has time."""
    if any(p.km is not None for p in day.pins):
        return False
    if all(p.kind == "rest" for p in day.pins):
        return True
    gap = model.rules["am-pm-gap"].min_gap_min if model.holds("am-pm-gap") else 0
    least = model.rules["easy-runs"].min_min if model.holds("easy-runs") else 0
    if day.am is None or day.pm is None:
        return False
    return bool(day.pm.end_min - day.am.start_min - day.pm.lost_min >= ROOM_MIN + gap + least)
