"""Two double-threshold days in a load week, and then no other threshold session.

Rule    double-threshold-days
Keeps   in base exactly `count` doubles in tiers A and B (singles instead only where they do not fit the share
        with HIT), at most count_tier_c in C, none in D; on `days`, in a hindered week as many on `alternatives` as
        `days` do not take one; there also fewer
Breaks  a double on Tuesday and a single on Thursday
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.mix import mix_of
from ndt_opt.cpsat.pattern import MOST
from ndt_opt.cpsat.pinned import distances
from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.rules import params as p
from ndt_opt.rules.training_model import TrainingModel

if TYPE_CHECKING:
    from ndt_opt.cpsat.facts import Facts
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import Linear, WeekVars


def allows_kinds(letters: str, week: Week, params: p.DoubleThresholdDays) -> bool:
    days = [d for d, letter in enumerate(letters) if letter == "D"]
    moved = [d for d in days if WEEKDAYS[d] not in params.days]
    closed = [day for day in params.days if WEEKDAYS.index(day) not in week.double_days]
    may_move = week.hindered and all(WEEKDAYS[d] in params.alternatives for d in moved) and len(moved) <= len(closed)
    return len(days) <= params.count and (not moved or may_move) and not (days and "S" in letters and _is_alone(week))


def _is_alone(week: Week) -> bool:
    """Whether a double is the week's only threshold work; outside base `phase-mix` says what goes with it."""
    return week.is_load and week.phase == "base"


def may_have_double(day: int, week: Week, params: p.DoubleThresholdDays) -> bool:
    """Whether a double may stand on the weekday `day` (0 is Monday): a usual one, or an alternative to one closed."""
    return allows_kinds("E" * day + "D", week, params)


def add(grid: Grid, params: p.DoubleThresholdDays) -> list[Constraint]:
    if params.count == 0:
        return []
    posted = []
    tiers = grid.model.rules["volume-tier"]
    fits_m = smallest_week_with_doubles(grid)
    for week in grid.distinct_weeks:
        if week.week.is_recovery:
            continue
        block = week.week.block
        at_least_b = grid.plans_at_least(block, 1000 * tiers.b_from_km)
        at_least_c = grid.plans_at_least(block, 1000 * tiers.c_from_km)
        doubles = week.count("D")
        posted.append(grid.cp.add(doubles <= params.count_tier_c).only_enforce_if(~at_least_b))
        posted.append(grid.cp.add(doubles == 0).only_enforce_if(~at_least_c))
        if mix_of(week.week, grid.model) is not None:
            continue
        if week.week.hindered:
            for day in _double_days(week.week, params):
                alone = grid.cp.add(week.count("S") <= MOST["S"] * _hits_too_near(grid, week.week, day))
                alone.only_enforce_if(at_least_b, grid.plans_at_least(block, fits_m))
                posted.append(alone)
        else:
            fits = grid.plans_at_least(block, fits_m)
            for number, literal in ((params.count, fits), (0, ~fits)):
                exactly = grid.cp.add(doubles == number)
                exactly.only_enforce_if(at_least_b, literal)  # returns nothing for two literals
                posted.append(exactly)
            posted.append(_small_without_doubles(grid, week, max(fits_m, 1000 * tiers.b_from_km), params.count))
    return posted


def _double_days(week: Week, params: p.DoubleThresholdDays) -> list[int]:
    """Weekdays of a hindered week that take a double; none where threshold is pinned elsewhere, or on the way back."""
    able = [d for d in sorted(week.double_days) if may_have_double(d, week, params)]
    threshold = {d for d in range(7) for pin in week.days[d].pins if pin.is_threshold}
    return able if week.way_back is None and threshold <= set(able) else []


def _hits_too_near(grid: Grid, week: Week, day: int) -> Linear:
    """HIT of other weeks that keeps a double off the weekday."""
    gap, ahead = distances(grid.model)
    at, own = 7 * week.index + day, range(7 * week.index, 7 * week.index + 7)
    return sum(grid.letter_on(n, "H") for n in range(at - max(gap, ahead), at + gap + 1) if n not in own)


def has_singles(facts: Facts, week: Week, params: p.DoubleThresholdDays) -> bool:
    """Whether a hindered week of a block with doubles may have singles: other weeks' HIT may stand near every day."""
    gap, ahead = distances(facts.model)
    return all(day < max(gap, ahead) or day + gap > 6 for day in _double_days(week, params))


def _small_without_doubles(grid: Grid, week: WeekVars, from_m: int, count: int) -> Constraint:
    """The same rule once more, linear: a week without all its doubles stays below `from_m`.

    The relaxation sees it, where it cannot see the enforced forms above.
    """
    full = sum(x for q, x in week.patterns() if q.count("D") == count)
    room = max(0, grid.top_volume_m(week) - from_m + 1)
    return grid.cp.add(week.volume_m <= from_m - 1 + room * full)


def smallest_week_with_doubles(facts: Facts) -> int:
    """Planned metres from which all doubles of the smallest allowed work, and HIT, fit the share."""
    model = facts.model
    base = [c for c in facts.load_columns_at_home() if mix_of(c.week, model) is None]
    least = [columns.least_double_m for columns in base]
    return doubles_fit_from(min((m for m in least if m), default=0), model)


def doubles_fit_from(double_m: int, model: TrainingModel) -> int:
    """Planned metres whose share takes `double_m` metres of work beside HIT."""
    if not model.holds("week-intensity-share"):
        return 0
    share, hit = model.rules["week-intensity-share"], model.rules["hit-count"]
    hit_m = hit.full_count * hit.full_min_m if model.holds("hit-count") else 0
    return int(-(-100 * (double_m + hit_m) // (100 - share.min_easy_pct)))
