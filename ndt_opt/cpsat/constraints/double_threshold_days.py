"""Two double-threshold days in a load week, and then no other threshold session.

Rule    double-threshold-days
Keeps   exactly `count` doubles in tiers A and B (singles instead only where they do not fit the share
        with HIT), at most count_tier_c in C, none in D; on `days`, in a hindered week or pins also on
        `alternatives`, there also fewer
Breaks  a double on Tuesday and a single on Thursday
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.horizon import DaySlots, Week
from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.rules import params as p

if TYPE_CHECKING:
    from ndt_opt.cpsat.facts import Facts
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import WeekVars
    from ndt_opt.rules.training_model import TrainingModel


def allows_kinds(letters: str, week: Week, params: p.DoubleThresholdDays) -> bool:
    days = [d for d, letter in enumerate(letters) if letter == "D"]
    open_days = {*params.days, *(params.alternatives if week.hindered else ())}
    return len(days) <= params.count and all(WEEKDAYS[d] in open_days for d in days) and not (days and "S" in letters)


def add(grid: Grid, params: p.DoubleThresholdDays) -> list[Constraint]:
    if params.count == 0:
        return []
    posted = []
    tiers = grid.model.rules["volume-tier"]
    fits_m = smallest_week_with_doubles(grid)
    for week in grid.load_weeks():
        block = week.week.block
        at_least_b = grid.plans_at_least(block, 1000 * tiers.b_from_km)
        at_least_c = grid.plans_at_least(block, 1000 * tiers.c_from_km)
        doubles = week.count("D")
        posted.append(grid.cp.add(doubles <= params.count_tier_c).only_enforce_if(~at_least_b))
        posted.append(grid.cp.add(doubles == 0).only_enforce_if(~at_least_c))
        if week.week.hindered:
            if _takes_double(week.week, params):
                alone = grid.cp.add(week.count("S") == 0)
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


def _takes_double(week: Week, params: p.DoubleThresholdDays) -> bool:
    """Whether a day for doubles has both slots free, and no threshold session is pinned elsewhere."""
    usual = {*params.days, *params.alternatives}
    free = {d for d in range(7) if WEEKDAYS[d] in usual and _is_free(week.days[d])}
    threshold = {d for d in range(7) for pin in week.days[d].pins if pin.kind in ("threshold", "tempo")}
    return bool(free) and threshold <= free


def _is_free(day: DaySlots) -> bool:
    return day.am is not None and day.pm is not None and all(p.kind in ("threshold", "tempo") for p in day.pins)


def _small_without_doubles(grid: Grid, week: WeekVars, from_m: int, count: int) -> Constraint:
    """The same rule once more, linear: a week without all its doubles stays below `from_m`.

    The relaxation sees it, where it cannot see the enforced forms above.
    """
    full = sum(x for q, x in week.patterns() if q.count("D") == count)
    room = max(0, grid.top_volume_m(week) - from_m + 1)
    return grid.cp.add(week.volume_m <= from_m - 1 + room * full)


def smallest_week_with_doubles(facts: Facts) -> int:
    """Planned metres from which all doubles of the smallest allowed work, and HIT, fit the share."""
    least = [columns.least_double_m for columns in facts.columns if not columns.week.is_recovery]
    return doubles_fit_from(min((m for m in least if m), default=0), facts.model)


def doubles_fit_from(double_m: int, model: TrainingModel) -> int:
    """Planned metres whose share takes `double_m` metres of work beside HIT."""
    if not model.holds("week-intensity-share"):
        return 0
    share, hit = model.rules["week-intensity-share"], model.rules["hit-count"]
    hit_m = hit.full_count * hit.full_min_m if model.holds("hit-count") else 0
    return int(-(-100 * (double_m + hit_m) // (100 - share.min_easy_pct)))
