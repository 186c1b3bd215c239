"""How much HIT a load week holds.

Rule    hit-count
Keeps   exactly full_count of full_min_m..full_max_m at full_from_km planned and more, at most half_count of at
        most half_max_m from half_from_km, none below; a hindered week has fewer only where every day that
        could take HIT stands too near to a hard day, or where few days are left
Breaks  no HIT in a 120 km week
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.constraints.double_threshold_days import may_have_double
from ndt_opt.cpsat.horizon import Week, last_hard_day
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.columns import WeekColumns
    from ndt_opt.cpsat.facts import Facts
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.offers import Demand
    from ndt_opt.cpsat.pattern import Pattern
    from ndt_opt.cpsat.week_vars import Linear, WeekVars
    from ndt_opt.rules.training_model import TrainingModel


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
        if week.week.hindered:
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


def demands_without_hit(facts: Facts, columns: WeekColumns, params: p.HitCount) -> set[Demand]:
    """What the week's patterns without HIT ask for, where a hindered week of full volume may have one of these."""
    free = list(_free_days(facts, columns, params))
    both = zip(columns.patterns, columns.pattern_demands, strict=True)
    patterns = [(q, demand) for q, demand in both if not q.count("H")]
    return {demand for q, demand in patterns if all(_is_excused(facts, q, d, columns) for d in free)}


def _is_excused(facts: Facts, pattern: Pattern, day: int, columns: WeekColumns) -> bool:
    """Whether a hard day of the week, or one that the next to it may have, stands too near to `day`."""
    reach, ahead = _distances(facts.model)
    index = columns.week.index
    for n in range(day - reach, day + max(reach, ahead) + 1):
        is_near = abs(n - day) <= reach
        if 0 <= n <= 6:
            if pattern.letters[n] in ("DSH" if is_near else "D" if n > day else ""):
                return True
        elif 0 <= index + n // 7 < len(facts.horizon.weeks):
            beside = facts.horizon.weeks[index + n // 7]
            if is_near or may_have_double(n % 7, beside, facts.model.rules["double-threshold-days"]):
                return True
    return False


def _distances(model: TrainingModel) -> tuple[int, int]:
    """Days around a hard day, and before a double, in which no HIT may stand."""
    spacing, recovery = model.rules["hard-day-spacing"], model.rules["hit-recovery"]
    reach = (spacing.gap_days or spacing.max_in_a_row) if model.holds("hard-day-spacing") else 0
    return reach, recovery.easy_days_before_double if model.holds("hit-recovery") else 0


def _free_days(facts: Facts, columns: WeekColumns, params: p.HitCount) -> Iterator[int]:
    """Days of a hindered week with a slot for a full HIT session, no pin, and no hard day of the history too near."""
    own, history = columns.week, last_hard_day(facts.scenario)
    if own.way_back is not None or 7 - own.lost_days < facts.model.rules["load-recovery-cycle"].load_week_days:
        return
    shortest = min((s.duration_s for s in columns.hits if s.work_m >= params.full_min_m), default=None)
    for d, day in enumerate(own.days):
        longest = max((room.longest_s for room in day.clock if room is not None), default=0)
        is_late = history is None or 7 * own.index + d - history > _distances(facts.model)[0]
        if shortest is not None and not day.pins and longest >= shortest and is_late:
            yield d
