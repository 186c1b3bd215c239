"""What races and phases must be to the rest of a scenario, and to its model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from ndt_opt.domain.scenario import Scenario
from ndt_opt.errors import Problem
from ndt_opt.files.problems import wrong
from ndt_opt.files.scenario_parts import Parts
from ndt_opt.rules.race_params import RaceDay
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import format_clock

HARD = ("threshold", "tempo", "hit")


def race_problems(parts: Parts) -> Iterator[Problem]:
    """One race a day, and no pin but rest on its date."""
    seen: dict[object, int] = {}
    for i, date in parts.race_dates:
        where = f"season.races[{i}].date"
        first = seen.setdefault(date, i)
        if first != i:
            yield wrong(where, f"the same day as season.races[{first}]", date, "one race a day")
    for i, pin in parts.pins:
        if pin.date in seen and pin.kind not in ("rest", None):
            found = f"{pin.kind} on {pin.date}"
            allowed = "no pin, or kind rest: a race is the day's only session"
            yield wrong(f"season.pins[{i}]", f"on the day of season.races[{seen[pin.date]}]", found, allowed)


def phase_problems(parts: Parts) -> Iterator[Problem]:
    """Phases in order of their dates, none over another."""
    for n, (i, phase) in enumerate(parts.phases):
        where = f"season.phases[{i}]"
        if phase.from_ is None or phase.to is None:
            continue
        if phase.to < phase.from_:
            yield wrong(f"{where}.to", "ends before it starts", phase.to, f"{phase.from_} or later")
        for j, other in parts.phases[:n]:
            if other.from_ is None or other.to is None:
                continue
            if max(other.from_, phase.from_) <= min(other.to, phase.to):
                what = f"overlaps season.phases[{j}]"
                yield wrong(where, what, f"{phase.from_} to {phase.to}", "each day in one phase")


def unserved_races(file: str, scenario: Scenario, model: TrainingModel) -> Iterator[Problem]:
    """The day grid chooses recovery days by Zone-2 time alone and knows no races."""
    rule = model.rules["load-recovery-cycle"]
    if not model.holds("load-recovery-cycle") or rule.grid != "day":
        return
    for name in ("races", "phases"):
        if getattr(scenario.season, name):
            what = f"{name} need the calendar grid"
            allowed = 'rules.load-recovery-cycle.grid = "calendar", or a season without them'
            yield Problem(file, f"season.{name}", what, f'grid = "day" in model {model.name}', allowed)


def pins_near_races(file: str, scenario: Scenario, model: TrainingModel) -> Iterator[Problem]:
    """Hard sessions and long runs pinned on the days that a race leaves none of them."""
    rule: RaceDay = model.rules["race-day"]
    if not (model.holds("race-day") and model.holds("pins")):
        return
    for i, pin in enumerate(scenario.season.pins):
        for n, race in enumerate(scenario.season.races):
            kept = rule.without_long(race) if pin.kind == "long" else rule.without_hard(race)
            days = (pin.date - race.date).days
            if pin.kind in (*HARD, "long") and days and days in kept:
                what = f"too near to season.races[{n}]"
                sort = "long run" if pin.kind == "long" else "hard session"
                allowed = f"no {sort} {-kept.start} days before and {kept.stop - 1} days after it"
                yield Problem(file, f"season.pins[{i}]", what, f"{pin.kind} on {pin.date}", allowed)


def missing_starts(file: str, scenario: Scenario, model: TrainingModel) -> Iterator[Problem]:
    """Guns at a time that the clock skips on that day; an unknown time zone is told elsewhere."""
    try:
        zone = ZoneInfo(scenario.season.timezone)
    except (KeyError, ValueError, OSError):
        return
    for i, race in enumerate(scenario.season.races):
        gun = dt.datetime.combine(race.date, dt.time(*divmod(race.start, 60)), zone)
        if gun.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != gun.replace(tzinfo=None):
            what = f"does not exist on {race.date}: the clocks change"
            yield Problem(file, f"season.races[{i}].start", what, format_clock(race.start), "another time")
