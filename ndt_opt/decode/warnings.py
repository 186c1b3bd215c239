"""Plain sentences the athlete should read before starting."""

from __future__ import annotations

import datetime as dt

from ndt_opt.decode.choice import SeasonChoice
from ndt_opt.decode.result_warnings import result_warnings
from ndt_opt.decode.scaling import HELD_PCT
from ndt_opt.domain.scenario import Scenario
from ndt_opt.physiology.pace import THRESHOLD_FRACTION, pace_at, vdot
from ndt_opt.physiology.profile import Profile, recent_results
from ndt_opt.rules.training_model import OWN_NUMBER, TrainingModel
from ndt_opt.units import format_pace, km

FEW = 3
"""More threshold days a week than this are no singles' method for little mileage."""

ENOUGH_RUNS = 4
"""Fewer runs a week are worth a word (assumption: two of them are hard or long)."""

UNLIKE_PCT, UNLIKE_PACE_PCT = 10, 6
"""Weeks, and threshold paces, further apart than this do not describe the same runner (assumption)."""


def warnings(choice: SeasonChoice, scenario: Scenario, model: TrainingModel, profile: Profile) -> list[str]:
    """What had to be assumed, and what this method means at the athlete's volume."""
    found = [*profile.notes, *result_warnings(scenario)]
    carried_m = _carried_m(choice, scenario)
    if choice.doubles is not None or model.rules["single-threshold-days"].min_count > FEW:
        found += _low_volume(carried_m, scenario, model)
    build_first_km = model.rules["volume-tier"].build_first_km
    if 0 < max(carried_m, default=0) < 1000 * build_first_km:
        found.append(
            f"below {build_first_km} km a week more easy running does more than threshold work, and at less risk: "
            "build mileage first"
        )
    found += _full(choice) + _few_runs(choice) + _held_by_hours(choice, scenario)
    found += _disagreeing(scenario)
    found += _faster_than_tested(choice, scenario, profile)
    found += _outside(scenario) + _low_camps(scenario, model) + _phase_gaps(scenario)
    if scenario.athlete.heart_rate is None and scenario.athlete.lactate is None:
        found.append("no lactate test and no LTHR: judge every threshold session by RPE, honestly")
    if scenario.athlete.longest_run_km is None:
        found.append("the longest run of the last 30 days is not given: 16 % of the week, or 75 min, is assumed")
    if not model.holds("load-recovery-cycle"):
        found.append("no recovery weeks: a plan to compare others with, not to train by")
    return found + _own_numbers(model)


def _own_numbers(model: TrainingModel) -> list[str]:
    """Numbers that the scenario or `--set` changed: whoever reads the plan should know."""
    own = [path.split(".")[1:] for path, origin in model.origins.items() if origin.source == OWN_NUMBER]
    values = [f"{slug}.{key} = {_value(model, slug, key)}" for slug, key in own]
    return [f"changed in the model {model.name}: {', '.join(values)}"] if values else []


def _value(model: TrainingModel, slug: str, key: str) -> object:
    return model.strengths[slug] if key == "strength" else getattr(model.rules[slug], key)


def _full(choice: SeasonChoice) -> list[str]:
    """Muscles that hold the season, whatever heart and lungs could do."""
    number = sum(w.is_full for w in choice.weeks)
    if not number:
        return []
    return [
        f"muscular load is at its limit in {number} of {len(choice.weeks)} weeks: it holds km and threshold work, and "
        "lets them grow as the legs get used to more"
    ]


def _few_runs(choice: SeasonChoice) -> list[str]:
    """Threshold work and the long run may leave nothing for easy days."""
    runs = [
        len(w.quality) + len(w.pinned_easy) + (w.long is not None) + sum(n for e in w.easy for n in e.runs.values())
        for w in choice.weeks
        if w.kind == "load" and not w.affected
    ]
    fewest = min(runs, default=ENOUGH_RUNS)
    if fewest >= ENOUGH_RUNS:
        return []
    return [
        f"load weeks of {fewest} runs: threshold work and the long run leave little for easy days; frequent easy "
        "running comes first: run on more days, or take a session out"
    ]


def _held_by_hours(choice: SeasonChoice, scenario: Scenario) -> list[str]:
    """Hours that do not carry the athlete's own week."""
    hours, usual_m = scenario.athlete.max_weekly_hours, scenario.usual_weekly_m
    most = max((w.planned_m for w in choice.weeks if w.kind == "load" and not w.affected), default=usual_m)
    if hours is None or 100 * most >= HELD_PCT * usual_m:
        return []
    return [f"{hours:g} h a week hold load weeks at {km(most)} km, below the usual {km(usual_m)} km"]


def _disagreeing(scenario: Scenario) -> list[str]:
    """What the athlete says twice, and not alike."""
    athlete, found = scenario.athlete, []
    usual, weekly = scenario.usual_weekly_m, round(1000 * athlete.weekly_km)
    if 100 * usual < (100 - UNLIKE_PCT) * weekly:
        found.append(
            f"weekly_km is {km(weekly)}, the mean of history.recent_km {km(usual)}: the plan starts from the "
            "second, in small steps"
        )
    test, recent = athlete.lactate, recent_results(athlete.results, scenario.season.start)
    if test is not None and test.lt2_pace is not None and recent:
        best = max(vdot(r.distance_m, r.seconds) for r in recent)
        by_race = round(pace_at(best, THRESHOLD_FRACTION))
        if 100 * abs(test.lt2_pace - by_race) > UNLIKE_PACE_PCT * by_race:
            found.append(
                f"the tested LT2 pace is {format_pace(test.lt2_pace)}, the results make it {format_pace(by_race)}: "
                "the test is taken; check both"
            )
    return found


def _phase_gaps(scenario: Scenario) -> list[str]:
    """Weeks between stated phases are base weeks, near a race too: perhaps a slip."""
    season = scenario.season
    left = sum(season.stated_phase(week) is None for week in range(season.weeks))
    if not season.phases or not left:
        return []
    weeks = "1 week lies" if left == 1 else f"{left} weeks lie"
    return [f"{weeks} in none of the season.phases: planned as base"]


def _outside(scenario: Scenario) -> list[str]:
    """Dates of another season change nothing: perhaps a slip of the year."""
    first = scenario.season.start
    last = first + dt.timedelta(days=scenario.days - 1)
    return [
        f"availability.{key}[{i}], {d.from_} to {d.to}, lies outside the season and changes nothing"
        for key in ("blocked", "dates")
        for i, d in enumerate(getattr(scenario.availability, key))
        if d.to < first or d.from_ > last
    ]


def _low_camps(scenario: Scenario, model: TrainingModel) -> list[str]:
    """Camps below the height from which anything changes."""
    if not model.holds("altitude"):
        return []
    from_m = model.rules["altitude"].from_m
    return [
        f"camps[{i}], {c.from_} to {c.to} at {c.altitude_m} m, is lower than {from_m} m and changes nothing"
        for i, c in enumerate(scenario.camps)
        if c.altitude_m < from_m
    ]


def _faster_than_tested(choice: SeasonChoice, scenario: Scenario, profile: Profile) -> list[str]:
    """Short reps start faster than the tested LT2 pace while their lactate stays below LT2: that is meant."""
    test = scenario.athlete.lactate
    paces = [q.session.pace for w in choice.weeks for q in w.quality if q.session.is_threshold]
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
