"""Plain sentences the athlete should read before starting."""

from __future__ import annotations

import datetime as dt

from ndt_opt.decode.choice import SeasonChoice
from ndt_opt.domain.scenario import Scenario
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import format_pace, km

FEW = 3
"""More threshold days a week than this are no singles' method for little mileage."""


def warnings(choice: SeasonChoice, scenario: Scenario, model: TrainingModel, profile: Profile) -> list[str]:
    """What had to be assumed, and what this method means at the athlete's volume."""
    found = list(profile.notes)
    carried_m = _carried_m(choice, scenario)
    if choice.doubles is not None or model.rules["single-threshold-days"].min_count > FEW:
        found += _low_volume(carried_m, scenario, model)
    build_first_km = model.rules["volume-tier"].build_first_km
    if 0 < max(carried_m, default=0) < 1000 * build_first_km:
        found.append(
            f"below {build_first_km} km a week more easy running does more than threshold work, and at less risk: "
            "build mileage first"
        )
    found += _faster_than_tested(choice, scenario, profile)
    found += _outside(scenario)
    if scenario.athlete.heart_rate is None and scenario.athlete.lactate is None:
        found.append("no lactate test and no LTHR: judge every threshold session by RPE, honestly")
    if scenario.athlete.longest_run_km is None:
        found.append("the longest run of the last 30 days is not given: 16 % of the week, or 75 min, is assumed")
    return found


def _outside(scenario: Scenario) -> list[str]:
    """Blocked dates of another season change nothing: perhaps a slip of the year."""
    first = scenario.season.start
    last = first + dt.timedelta(days=scenario.days - 1)
    return [
        f"availability.blocked[{i}], {b.from_} to {b.to}, lies outside the season and changes nothing"
        for i, b in enumerate(scenario.availability.blocked)
        if b.to < first or b.from_ > last
    ]


def _faster_than_tested(choice: SeasonChoice, scenario: Scenario, profile: Profile) -> list[str]:
    """Short reps start faster than the tested LT2 pace while their lactate stays below LT2: that is meant."""
    test = scenario.athlete.lactate
    paces = [q.session.pace for w in choice.weeks for q in w.quality if q.session.kind != "hit"]
    if test is None or test.lt2_pace is None or min(paces, default=test.lt2_pace) >= test.lt2_pace:
        return []
    ceiling = "heart rate or RPE" if profile.lthr_bpm is not None else "RPE"
    return [
        f"short reps start at up to {format_pace(min(paces))}, faster than the tested LT2 pace "
        f"{format_pace(test.lt2_pace)}: short reps with rests stay below LT2 lactate at such a pace, and it is only "
        f"where to start; the session's ceiling (lactate, without a meter {ceiling}) rules: slow down once it is passed"
    ]


def _carried_m(choice: SeasonChoice, scenario: Scenario) -> list[int]:
    """Planned metres of the load weeks; a block held down by dated blocks or pins counts as the usual week."""
    is_disturbed = any(w.affected for w in choice.weeks)
    least = scenario.usual_weekly_m if is_disturbed else 0
    return [max(w.planned_m, least) for w in choice.weeks if w.kind == "load"]


def _low_volume(carried_m: list[int], scenario: Scenario, model: TrainingModel) -> list[str]:
    low_km, tier = model.rules["week-intensity-share"].low_below_km, model.rules["volume-tier"]
    usual, lowest, highest = scenario.usual_weekly_m, min(carried_m, default=0), max(carried_m, default=0)
    found = []
    if 0 < lowest < 1000 * low_km:
        own = f"{km(usual)} km a week is" if usual < 1000 * low_km else f"weeks of {km(lowest)} km are"
        more = "mileage is" if scenario.athlete.max_weekly_hours is None else "hours are"
        found.append(
            f"{own} below {low_km}: the risk of overuse injury and overtraining under "
            f"this method is higher; threshold work is scaled down with the volume, and more {more} your decision"
        )
    if 0 < highest < 1000 * tier.b_from_km:
        better = "low-volume" if highest < 1000 * tier.c_from_km else "norwegian-singles"
        found.append(f"at this volume the model {better} is usually the better fit")
    return found
