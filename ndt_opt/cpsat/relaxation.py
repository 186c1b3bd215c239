"""What the volume alone would allow: ceilings a plan can never pass, and a bound on Zone-2 work.

Drops every rule but the ramp, the athlete's own limits, the share and the week's own menu, so its numbers
are upper bounds of the season's.  It shares no constraint with the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ndt_opt.cpsat.columns import WeekColumns
from ndt_opt.cpsat.constraints.double_threshold_days import has_singles
from ndt_opt.cpsat.constraints.hit_count import full_count
from ndt_opt.cpsat.constraints.taper import most_pct
from ndt_opt.cpsat.constraints.volume_tier import least_planned_m
from ndt_opt.cpsat.constraints.weekly_ramp import block_pct, counts_in_means
from ndt_opt.cpsat.eased import most_m
from ndt_opt.cpsat.horizon import Horizon, Week
from ndt_opt.cpsat.mix import mix_of, race_pace_count
from ndt_opt.cpsat.programme import Programme
from ndt_opt.cpsat.spare_days import has_days
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel

if TYPE_CHECKING:
    from ndt_opt.cpsat.facts import Facts


def planned_ceilings(scenario: Scenario, model: TrainingModel, blocks: int) -> list[int]:
    """Most planned metres of each block: the athlete's limit and the steps between blocks."""
    return [top.planned_m for top in _block_tops(scenario, model, [[]] * blocks)]


def week_tops(scenario: Scenario, model: TrainingModel, horizon: Horizon) -> list[Top]:
    """Each week's block: its steps, and what the load weeks before let it grow to; a recovery week has its own."""
    tops = _block_tops(scenario, model, horizon.blocks)
    most = scenario.max_weekly_m
    return [tops[w.block] if w.block >= 0 else Top(most, most) for w in horizon.weeks]


@dataclass(frozen=True)
class Top:
    """Most planned metres of a block, and the most that the mean of load weeks can be for one of its weeks."""

    planned_m: int
    mean_m: int


def own_metres(week: Week, planned_m: int, mean_m: int, scenario: Scenario, model: TrainingModel) -> int:
    """Most metres of a week whose block plans `planned_m`: fewer where days are lost, before races, or to be careful.

    A taper or race week is measured against `mean_m`, or the planned metres where that is 0.
    """
    if week.kind in ("taper", "race") and week.way_back is None and model.holds("taper"):
        return most_pct(week, model.rules["taper"]) * (mean_m or planned_m) // 100
    limit = most_m(week, scenario, model)
    planned_m = planned_m if limit is None else _whole_units(min(planned_m, limit))
    if week.way_back is not None:
        return planned_m
    if not week.lost_days or not week.is_load or not model.holds("weekly-ramp"):
        return planned_m
    return _whole_units(min(planned_m, (7 - week.lost_days) * model.rules["weekly-ramp"].max_week_pct * mean_m // 700))


def season_top(scenario: Scenario, model: TrainingModel) -> int:
    return scenario.max_weekly_m if model.holds("weekly-volume") else 400_000


def any_mean_m(scenario: Scenario, model: TrainingModel) -> int:
    """Metres that no mean of load weeks can pass."""
    return max(season_top(scenario, model), *_history(scenario, 1))


def _history(scenario: Scenario, usual_weeks: int) -> list[int]:
    """Metres of the weeks before the season, the newest last."""
    usual = round(1000 * scenario.athlete.weekly_km)
    return [usual] * usual_weeks + [round(1000 * km) for km in scenario.history.recent_km or []]


def _is_plain(week: Week) -> bool:
    return not week.affected and not week.is_mixed


def _are_alike(weeks: Sequence[Week]) -> bool:
    return all(_is_plain(w) for w in weeks) and len({w.phase for w in weeks}) == 1


def _block_tops(scenario: Scenario, model: TrainingModel, blocks: Sequence[Sequence[Week]]) -> list[Top]:
    """Per block: its ceiling by steps, and by the ramp where all its weeks are alike.

    The ramp looks at the mean of the last load weeks; with each of them at its ceiling it bounds a block's first
    week.  Where all weeks are alike that is a bound for each of them; where one is not, a later week may be larger.
    """
    top = season_top(scenario, model)
    if not model.holds("weekly-ramp"):
        return [Top(top, top)] * len(blocks)
    ramp = model.rules["weekly-ramp"]
    weeks = _history(scenario, ramp.mean_of_weeks)
    alike = model.holds("block-structure") and model.rules["block-structure"].alike_weeks
    before, before_limited, found = weeks[0], 0, []
    for last_own, own in zip([[], *blocks], blocks, strict=False):
        block = _whole_units(min(top, max(before * block_pct(own, last_own, ramp) // 100, before_limited)))
        last = weeks[-ramp.mean_of_weeks :]
        mean = max(sum(last), scenario.usual_weekly_m * len(last))
        first = _whole_units(min(block, ramp.max_week_pct * mean // (100 * len(last))))
        if alike and own and _are_alike(own):
            block = first
        run, still = [w.given.counted_m for w in own if w.given is not None], [w for w in own if w.is_open]
        counted = [block if w.given is None else w.given.counted_m for w in own if counts_in_means(w)]
        mean_m = max(*last, *counted, scenario.usual_weekly_m)
        asked = [w.given.alike[0] for w in own if w.given is not None and w.given.alike is not None]
        if alike and asked and len({w.phase for w in own}) == 1:
            block = min(block, max(asked))
        block = min(block, max((own_metres(w, block, mean_m, scenario, model) for w in still), default=block))
        block = max([*run, *([block] if still else [])], default=block)
        found.append(Top(block, mean_m))
        weeks += counted
        if any(w.limited for w in own):
            before_limited = max(before_limited, before)
        if not own or not all(w.lost_days for w in own):
            before = block
    return found


def _whole_units(metres: int) -> int:
    """Weeks are multiples of 200 m."""
    return metres // EASY_UNIT_M * EASY_UNIT_M


def carries(
    programme: Programme,
    planned_m: int,
    ceiling_m: int,
    columns: WeekColumns,
    scenario: Scenario,
    model: TrainingModel,
    easy_pace: int,
    hit: bool,
) -> bool:
    """Whether the share of a week carries the programme, with HIT if it is asked.

    Its block plans `planned_m`, the week itself has `ceiling_m` at most.
    """
    share = model.rules["week-intensity-share"]
    if not model.holds("week-intensity-share"):
        return True
    hard_pct = hard_pct_of(model, planned_m)
    if share.unit == "km":
        other_m = smallest_hit(columns, planned_m, model) if hit else 0
        race_pace_m = _least_race_pace_m(columns, model)
        return 100 * (programme.hard_m + other_m + race_pace_m) <= hard_pct * ceiling_m

    race_pace_s = _least_race_pace_s(columns, model)
    hours = scenario.athlete.max_weekly_hours
    is_limited = hours is not None and model.holds("weekly-volume")
    if is_limited and 100 * (programme.z2_s + race_pace_s) > hard_pct * round(3600 * (hours or 0)):
        return False
    easy_s = (ceiling_m - programme.distance_m) * easy_pace // 1000
    room = hard_pct * (easy_s + programme.duration_s) - 100 * programme.z2_s
    return room + _most_room(columns, hard_pct, easy_pace, model) >= 0


def _most_room(columns: WeekColumns, hard_pct: int, easy_pace: int, model: TrainingModel) -> int:
    """What HIT and race-pace sessions in the place of easy running leave of a share by time: hundredths of seconds."""

    def room(session: MenuSession) -> int:
        longer_s = session.duration_s - session.distance_m * easy_pace // 1000
        return hard_pct * longer_s - 100 * session.work_s

    week, rule = columns.week, model.rules["hit-count"]
    hits = max(rule.full_count, rule.half_count) if model.holds("hit-count") else len(week.days)
    asked = race_pace_count(week, model)
    is_sure = model.holds("phase-mix") and not week.disturbed
    race_paces = asked if model.holds("phase-mix") else len(week.days)
    most = max(map(room, columns.race_paces), default=0)
    return hits * max(0, *map(room, columns.hits), 0) + race_paces * (most if is_sure else max(0, most))


def _least_race_pace_m(columns: WeekColumns, model: TrainingModel) -> int:
    """Hard metres that race-pace sessions, run or missed, take at least."""
    if not columns.race_paces or (columns.week.disturbed and not has_days(columns.week, model)):
        return 0
    return min(s.work_m for s in columns.race_paces) * race_pace_count(columns.week, model)


def _least_race_pace_s(columns: WeekColumns, model: TrainingModel) -> int:
    """Seconds of work of the race-pace sessions that a week surely has: by time, missed ones are not counted."""
    if not columns.race_paces or columns.week.disturbed:
        return 0
    return min(s.work_s for s in columns.race_paces) * race_pace_count(columns.week, model)


def hard_pct_of(model: TrainingModel, planned_m: int) -> int:
    """Most per cent of a week that may be hard, where its block plans `planned_m` or any more below the next limit."""
    share = model.rules["week-intensity-share"]
    low = planned_m < 1000 * share.low_below_km
    return 100 - int(share.min_easy_pct_low if low else min(share.min_easy_pct, share.min_easy_pct_low))


def smallest_hit(columns: WeekColumns, planned_m: int, model: TrainingModel) -> int:
    """Hard metres that HIT, run or missed, takes at least in a week of a block that plans `planned_m`."""
    rule = model.rules["hit-count"]
    if not model.holds("hit-count") or planned_m < 1000 * rule.full_from_km:
        return 0
    fitting = [s.work_m for s in columns.hits if rule.full_min_m <= s.work_m <= rule.full_max_m]
    least = rule.full_min_m if columns.week.hindered else min(fitting, default=rule.full_min_m)
    return int(full_count(columns.week, rule) * least)


def cases_of(week: Week, ceiling: int, facts: Facts, fits_m: int) -> list[tuple[int, bool]]:
    """Most metres, and whether all doubles are asked there, for every stretch of volume with the same rules.

    Between two thresholds of planned km nothing changes but the volume, so its top bounds the stretch.
    """
    model, rules = facts.model, facts.model.rules
    tier_b = 1000 * rules["volume-tier"].b_from_km
    asks = model.holds("double-threshold-days") and rules["double-threshold-days"].count > 0
    doubles = rules["double-threshold-days"]
    is_base = week.is_load and mix_of(week, model) is None
    asks_doubles = asks and is_base and not (week.hindered and has_singles(facts, week, doubles))
    steps = {tier_b, fits_m, 1000 * rules["hit-count"].full_from_km, 1000 * rules["week-intensity-share"].low_below_km}
    least = least_planned_m(facts, week.block, rules["volume-tier"]) if model.holds("volume-tier") else 0
    tops = [ceiling, *(step - 1 for step in sorted(steps) if least < step <= ceiling)]
    return [(top, asks_doubles and top >= max(tier_b, fits_m)) for top in tops]


def best_of_week(
    columns: WeekColumns,
    top: Top,
    doubles: bool,
    scenario: Scenario,
    model: TrainingModel,
    person: Profile,
    hit: bool,
) -> int:
    """The most Zone-2 seconds of one week of a block of at most `top.planned_m` metres.

    With `doubles` it has all of them if any programme has, with `hit` the share has room for HIT.
    """
    week = columns.week
    own_m = own_metres(week, top.planned_m, top.mean_m, scenario, model)
    best: dict[bool, int] = {}  # with all doubles the week may have, and without
    for demand, p in columns.programmes:
        is_full = demand[0][0] == "D" if demand else week.hindered
        if p.z2_s > best.get(is_full, -1) and carries(
            p, top.planned_m, own_m, columns, scenario, model, person.easy_pace, hit
        ):
            best[is_full] = p.z2_s
    return best[True] if doubles and True in best else max(best.values(), default=0)
