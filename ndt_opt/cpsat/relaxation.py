"""What the volume alone would allow: ceilings a plan can never pass, and a bound on Zone-2 work.

Drops every rule but the ramp, the athlete's own limits, the share and the week's own menu, so its numbers
are upper bounds of the season's.  It shares no constraint with the model.
"""

from __future__ import annotations

from collections.abc import Sequence

from ndt_opt.cpsat.columns import WeekColumns
from ndt_opt.cpsat.constraints.double_threshold_days import smallest_week_with_doubles
from ndt_opt.cpsat.constraints.volume_tier import least_planned_m
from ndt_opt.cpsat.constraints.weekly_ramp import least_counted_m, left_out_of_means
from ndt_opt.cpsat.facts import Facts
from ndt_opt.cpsat.horizon import Horizon, Week
from ndt_opt.cpsat.programme import Programme
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel


def planned_ceilings(scenario: Scenario, model: TrainingModel, blocks: int) -> list[int]:
    """Most planned metres of each block: the athlete's limit and the steps between blocks."""
    return _block_tops(scenario, model, [[]] * blocks)


def week_ceilings(scenario: Scenario, model: TrainingModel, horizon: Horizon) -> list[int]:
    """Most planned metres of each week's block: its steps, and what the load weeks before let it grow to."""
    tops = _block_tops(scenario, model, horizon.blocks)
    return [tops[w.block] if w.block >= 0 else scenario.max_weekly_m for w in horizon.weeks]


def _own_metres(week: Week, planned_m: int, scenario: Scenario, model: TrainingModel) -> int:
    """Most metres of a week whose block plans `planned_m`: fewer where days are lost."""
    if week.return_pct is not None:
        return _whole_units(min(planned_m, (7 - week.lost_days) * week.return_pct * scenario.usual_weekly_m // 700))
    if not week.lost_days or week.is_recovery or not model.holds("weekly-ramp"):
        return planned_m
    most = max([_top(scenario, model), *_history(scenario, 1)])  # no mean of weeks is larger
    return _whole_units(min(planned_m, (7 - week.lost_days) * model.rules["weekly-ramp"].max_week_pct * most // 700))


def _top(scenario: Scenario, model: TrainingModel) -> int:
    return scenario.max_weekly_m if model.holds("weekly-volume") else 400_000


def _history(scenario: Scenario, usual_weeks: int) -> list[int]:
    """Metres of the weeks before the season, the newest last."""
    usual = round(1000 * scenario.athlete.weekly_km)
    return [usual] * usual_weeks + [round(1000 * km) for km in scenario.history.recent_km or []]


def _is_plain(week: Week) -> bool:
    return not week.affected and not week.is_mixed


def _block_tops(scenario: Scenario, model: TrainingModel, blocks: Sequence[Sequence[Week]]) -> list[int]:
    """Per block: its ceiling by steps, and by the ramp where all its weeks are alike.

    The ramp looks at the mean of the last load weeks; with each of them at its ceiling it bounds a block's first
    week.  Where all weeks are alike that is a bound for each of them; where one is not, a later week may be larger.
    """
    top = _top(scenario, model)
    if not model.holds("weekly-ramp"):
        return [top] * len(blocks)
    ramp = model.rules["weekly-ramp"]
    weeks = _history(scenario, ramp.mean_of_weeks)
    left_out = left_out_of_means([w for own in blocks for w in own])
    alike = model.holds("block-structure") and model.rules["block-structure"].alike_weeks
    least = least_counted_m(scenario, ramp)
    block, before_lost, found = weeks[0], 0, []
    for own in blocks:
        before = block
        block = _whole_units(min(top, max(before, before_lost) * ramp.max_block_pct // 100))
        last = weeks[-ramp.mean_of_weeks :]
        first = _whole_units(min(block, ramp.max_week_pct * sum(last) // (100 * len(last))))
        if alike and own and all(_is_plain(w) for w in own):
            block = first
        if own and all(w.return_pct is not None for w in own):
            block = min(block, max(_own_metres(w, block, scenario, model) for w in own))
        found.append(block)
        weeks += [max(block, least) if w.lost_days else block for w in own if w.index not in left_out]
        if any(w.lost_days for w in own):
            before_lost = max(before_lost, before)
    return found


def _whole_units(metres: int) -> int:
    """Weeks are multiples of 200 m."""
    return metres // EASY_UNIT_M * EASY_UNIT_M


def carries(
    programme: Programme, planned_m: int, columns: WeekColumns, scenario: Scenario, model: TrainingModel, easy_pace: int
) -> bool:
    """Whether the share of a week carries the programme and the HIT asked for, where its block plans `planned_m`."""
    share = model.rules["week-intensity-share"]
    if not model.holds("week-intensity-share"):
        return True
    ceiling_m = _own_metres(columns.week, planned_m, scenario, model)
    low = planned_m < 1000 * share.low_below_km
    hard_pct = 100 - (share.min_easy_pct_low if low else min(share.min_easy_pct, share.min_easy_pct_low))
    if share.unit == "km":
        free = columns.week.is_recovery or columns.week.hindered
        hit_m = 0 if free else smallest_hit(columns.hits, ceiling_m, model)
        return 100 * (programme.hard_m + hit_m) <= hard_pct * ceiling_m

    def beyond(duration_s: int, distance_m: int) -> int:
        return duration_s - distance_m * easy_pace // 1000

    seconds = ceiling_m * easy_pace // 1000 + beyond(programme.duration_s, programme.distance_m)
    seconds += sum(max(0, beyond(s.duration_s, s.distance_m)) for s in columns.hits)
    hours = scenario.athlete.max_weekly_hours
    if hours is not None and model.holds("weekly-volume"):
        seconds = min(seconds, round(3600 * hours))
    return 100 * programme.z2_s <= hard_pct * seconds


def smallest_hit(hits: list[MenuSession], ceiling_m: int, model: TrainingModel) -> int:
    """Hard metres HIT takes at least in a week of `ceiling_m` (0 where it is not asked for)."""
    rule = model.rules["hit-count"]
    if not model.holds("hit-count") or ceiling_m < 1000 * rule.full_from_km:
        return 0
    fitting = [s.work_m for s in hits if rule.full_min_m <= s.work_m <= rule.full_max_m]
    return int(rule.full_count * min(fitting, default=0))


def week_bounds(facts: Facts) -> list[int]:
    """Per week, the seconds of Zone-2 work no plan can pass."""
    scenario, model = facts.scenario, facts.model
    ceilings = week_ceilings(scenario, model, facts.horizon)
    fits_m = smallest_week_with_doubles(facts)
    bounds: list[int] = []
    best_load: dict[int, int] = {}
    for columns in facts.columns:
        week = columns.week
        is_part = week.is_recovery and week.is_mixed
        ceiling = scenario.max_weekly_m if is_part else ceilings[week.index]
        cases = _cases(week, ceiling, facts, fits_m)
        if week.is_recovery and not is_part and model.holds("recovery-week") and facts.reference(week.block):
            columns = _up_to(columns, model.rules["recovery-week"].max_z2_pct * best_load[week.block] // 100)
        best = max(best_of_week(columns, top, doubles, scenario, model, facts.profile) for top, doubles in cases)
        if not week.is_recovery:
            best_load[week.block] = max(best, best_load.get(week.block, 0))
        bounds.append(best)
    return [min(bound, _most_beside(facts, c.week, bounds)) for c, bound in zip(facts.columns, bounds, strict=True)]


def _up_to(columns: WeekColumns, most_s: int) -> WeekColumns:
    """The week without the programmes of more Zone-2 work."""
    return columns.only([i for i, (_, q) in enumerate(columns.programmes) if q.z2_s <= most_s])


def _most_beside(facts: Facts, week: Week, bounds: list[int]) -> int:
    """What the block's other load weeks leave to a hindered one."""
    rule = facts.model.rules["block-structure"]
    own = bounds[week.index]
    if not (week.hindered and rule.alike_weeks and facts.model.holds("block-structure")) or week.is_recovery:
        return own
    return max((bounds[w.index] for w in facts.horizon.blocks[week.block] if not w.hindered), default=own)


def _cases(week: Week, ceiling: int, facts: Facts, fits_m: int) -> list[tuple[int, bool]]:
    """Most metres, and whether all doubles are asked there, for every stretch of volume with the same rules.

    Between two thresholds of planned km nothing changes but the volume, so its top bounds the stretch.
    """
    model, rules = facts.model, facts.model.rules
    tier_b = 1000 * rules["volume-tier"].b_from_km
    asks = model.holds("double-threshold-days") and rules["double-threshold-days"].count > 0
    asks_doubles = asks and not week.is_recovery and not week.hindered
    steps = {tier_b, fits_m, 1000 * rules["hit-count"].full_from_km, 1000 * rules["week-intensity-share"].low_below_km}
    least = least_planned_m(facts, week.block, rules["volume-tier"]) if model.holds("volume-tier") else 0
    tops = [ceiling, *(step - 1 for step in sorted(steps) if least < step <= ceiling)]
    return [(top, asks_doubles and top >= max(tier_b, fits_m)) for top in tops]


def best_of_week(
    columns: WeekColumns, ceiling: int, doubles: bool, scenario: Scenario, model: TrainingModel, person: Profile
) -> int:
    """The most Zone-2 seconds of one week of at most `ceiling` metres."""
    fits = [
        (bool(demand) and demand[0][0] == "D", p.z2_s)
        for demand, p in columns.programmes
        if carries(p, ceiling, columns, scenario, model, person.easy_pace)
    ]
    full = [z2 for is_double, z2 in fits if is_double]
    return max(full if doubles and full else [z2 for _, z2 in fits], default=0)
