"""What the volume alone would allow: ceilings a plan can never pass, and a bound on Zone-2 work.

Drops every rule but the ramp, the athlete's own limits, the share and the week's own menu, so its numbers
are upper bounds of the season's.  It shares no constraint with the model.
"""

from __future__ import annotations

from ndt_opt.cpsat.columns import WeekColumns
from ndt_opt.cpsat.constraints.double_threshold_days import smallest_week_with_doubles
from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.horizon import Week
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel


def planned_ceilings(scenario: Scenario, model: TrainingModel, blocks: int) -> list[int]:
    """Most planned metres of each block: the athlete's limit and the steps between blocks."""
    top = scenario.max_weekly_m if model.holds("weekly-volume") else 400_000
    ramp = model.rules["weekly-ramp"]
    before = round(1000 * scenario.athlete.weekly_km)
    ceilings = []
    for _ in range(blocks):
        before = min(top, before * ramp.max_block_pct // 100) if model.holds("weekly-ramp") else top
        ceilings.append(before)
    return ceilings


def hard_budget(
    ceiling_m: int, scenario: Scenario, model: TrainingModel, person: Profile, columns: WeekColumns
) -> int:
    """Most hard work of a week of at most `ceiling_m`: metres, or seconds where the share is by time."""
    share = model.rules["week-intensity-share"]
    if not model.holds("week-intensity-share"):
        return 10**9
    low = ceiling_m < 1000 * share.low_below_km
    pct = share.min_easy_pct_low if low else min(share.min_easy_pct, share.min_easy_pct_low)
    if share.unit == "km":
        return (100 - pct) * ceiling_m // 100
    seconds = ceiling_m * person.easy_pace // 1000 + _standing(columns, person)
    hours = scenario.athlete.max_weekly_hours
    if hours is not None and model.holds("weekly-volume"):
        seconds = min(seconds, round(3600 * hours))
    return (100 - pct) * seconds // 100


def _standing(columns: WeekColumns, person: Profile) -> int:
    """Most seconds the quality sessions of a week take beyond their distance at the easy pace (rests)."""

    def beyond(duration_s: int, distance_m: int) -> int:
        return duration_s - distance_m * person.easy_pace // 1000

    threshold = max((beyond(q.duration_s, q.distance_m) for _, q in columns.programmes), default=0)
    return max(0, threshold) + sum(max(0, beyond(s.duration_s, s.distance_m)) for s in columns.hits)


def smallest_hit(hits: list[MenuSession], ceiling_m: int, model: TrainingModel) -> int:
    """Hard metres HIT takes at least in a week of `ceiling_m` (0 where it is not asked for)."""
    rule = model.rules["hit-count"]
    if not model.holds("hit-count") or ceiling_m < 1000 * rule.full_from_km:
        return 0
    fitting = [s.work_m for s in hits if rule.full_min_m <= s.work_m <= rule.full_max_m]
    return int(rule.full_count * min(fitting, default=0))


def week_bounds(grid: Grid) -> list[int]:
    """Per week, the seconds of Zone-2 work no plan can pass."""
    scenario, model = grid.scenario, grid.model
    ceilings = planned_ceilings(scenario, model, len(grid.horizon.blocks))
    fits_m = smallest_week_with_doubles(grid)
    bounds: list[int] = []
    best_load: dict[int, int] = {}
    for columns in (w.columns for w in grid.weeks):
        week = columns.week
        is_part = week.is_recovery and week.is_mixed
        ceiling = ceilings[week.block] if week.block >= 0 and not is_part else scenario.max_weekly_m
        cases = _cases(week, ceiling, model, fits_m)
        best = max(best_of_week(columns, top, doubles, scenario, model, grid.profile) for top, doubles in cases)
        if week.is_recovery and not is_part and model.holds("recovery-week") and week.block in best_load:
            best = min(best, model.rules["recovery-week"].max_z2_pct * best_load[week.block] // 100)
        elif not week.is_recovery:
            best_load[week.block] = max(best, best_load.get(week.block, 0))
        bounds.append(best)
    return bounds


def _cases(week: Week, ceiling: int, model: TrainingModel, fits_m: int) -> list[tuple[int, bool]]:
    """Most metres, and whether all doubles are asked there, for every stretch of volume with the same rules.

    Between two thresholds of planned km nothing changes but the volume, so its top bounds the stretch.
    """
    rules = model.rules
    tier_b = 1000 * rules["volume-tier"].b_from_km
    asks = model.holds("double-threshold-days") and rules["double-threshold-days"].count > 0
    asks_doubles = asks and not week.is_recovery and not week.affected
    steps = {tier_b, fits_m, 1000 * rules["hit-count"].full_from_km, 1000 * rules["week-intensity-share"].low_below_km}
    tops = [ceiling, *(step - 1 for step in sorted(steps) if 0 < step <= ceiling)]
    return [(top, asks_doubles and top >= max(tier_b, fits_m)) for top in tops]


def best_of_week(
    columns: WeekColumns, ceiling: int, doubles: bool, scenario: Scenario, model: TrainingModel, person: Profile
) -> int:
    """The most Zone-2 seconds of one week of at most `ceiling` metres."""
    budget = hard_budget(ceiling, scenario, model, person, columns)
    by_time = model.rules["week-intensity-share"].unit == "time"
    if not by_time and not columns.week.is_recovery and not columns.week.affected:
        budget -= smallest_hit(columns.hits, ceiling, model)
    fits = [
        (len(demand) and demand[0][0] == "D", p.z2_s)
        for demand, p in columns.programmes
        if (p.z2_s if by_time else p.hard_m) <= budget
    ]
    full = [z2 for is_double, z2 in fits if is_double]
    return max(full if doubles and full else [z2 for _, z2 in fits], default=0)
