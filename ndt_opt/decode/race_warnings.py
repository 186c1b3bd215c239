"""A races that the season before them does not carry: long runs too short, or days away too late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from ndt_opt.decode.race_spacing import too_near
from ndt_opt.decode.words import race_name
from ndt_opt.domain.calendar import SLOTS
from ndt_opt.domain.plan import Session
from ndt_opt.domain.scenario import Race, Scenario
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import km

LONG_ENOUGH_PCT = 60
"""A longest run below this share of a long race is worth a word (assumption: a 25 km run before a marathon)."""

WAY_DAYS = 84
"""Long runs of so many days before a race count (assumption: what was run before has faded)."""

AWAY_ENDS_DAYS = 21
"""Days away that end less than this before a race cost it (assumption: the way back alone takes two weeks)."""

NEARLY_PCT = 95
"""A run of so much of what a limit allows is held by it (assumption: the rest is rounding)."""


def race_warnings(sessions: Sequence[Session], scenario: Scenario, model: TrainingModel, easy_pace: int) -> list[str]:
    """A line a race for each thing that stands in its way."""
    goals = sorted((race for race in scenario.season.races if race.priority == "A"), key=lambda race: race.date)
    found = [_short_long_run(race, sessions, scenario, model, easy_pace) for race in goals]
    found += [_after_days_away(race, scenario, model) for race in goals]
    return [text for text in found if text is not None] + too_near(scenario, model)


def _short_long_run(
    race: Race, sessions: Sequence[Session], scenario: Scenario, model: TrainingModel, easy_pace: int
) -> str | None:
    """Of a long race whose longest run before it, races left out, is far below its distance."""
    longest_m = _longest_m(race, sessions, scenario)
    is_long = race.distance_m >= model.rules["taper"].recovery_from_m
    if not is_long or not 0 < 100 * longest_m < LONG_ENOUGH_PCT * race.distance_m:
        return None
    why = _why_no_longer(race, longest_m * easy_pace // 1000, scenario, model)
    return (
        f"the longest run in the {WAY_DAYS // 7} weeks before {race_name(race)} is {km(longest_m)} km of its "
        f"{km(race.distance_m)}: {why}"
    )


def _longest_m(race: Race, sessions: Sequence[Session], scenario: Scenario) -> int:
    first, stated_km = race.date - dt.timedelta(days=WAY_DAYS), scenario.athlete.longest_run_km
    runs = [s.distance_m for s in sessions if s.kind != "race" and first <= s.date < race.date]
    if stated_km is not None and first < scenario.season.start:
        runs.append(round(1000 * stated_km))
    return max(runs, default=0)


def _why_no_longer(race: Race, longest_s: int, scenario: Scenario, model: TrainingModel) -> str:
    rule = model.rules["long-run"]
    own = next((own for own in reversed(rule.before_race) if own.from_m <= race.distance_m), rule)
    if model.holds("long-run") and 100 * longest_s >= NEARLY_PCT * 60 * own.max_min:
        return f"no long run takes more than {own.max_min} min (long-run)"
    windows = [scenario.standing_window(day, slot) for day in range(7) for slot in SLOTS]
    slot_s = max((window[1] for window in windows if window is not None), default=0)
    if model.holds("availability") and 100 * longest_s >= NEARLY_PCT * slot_s:
        return "no open slot takes a longer one"
    return "weekly km, and steps of ten per cent from run to run, keep it there"


def _after_days_away(race: Race, scenario: Scenario, model: TrainingModel) -> str | None:
    """Of a race soon after so many days without training that they ask for a way back."""
    rule = model.rules["transition-caution"]
    away = [run for run in _days_away(scenario, race.date) if len(run) >= rule.from_days]
    ends = (race.date - away[-1][-1]).days if away else AWAY_ENDS_DAYS
    if not model.holds("transition-caution") or ends >= AWAY_ENDS_DAYS:
        return None
    return (
        f"{race_name(race)} comes {ends} day{'s' if ends > 1 else ''} after {len(away[-1])} days without training, "
        f"{away[-1][0]} to {away[-1][-1]}: what they cost does not come back in time; run it easily, or choose another"
    )


def _days_away(scenario: Scenario, end: dt.date) -> list[list[dt.date]]:
    """Days in a row without training, from the season's first day to the one before `end`."""
    start = scenario.season.start
    days = [start + dt.timedelta(days=n) for n in range((end - start).days)]
    return [list(run) for trains, run in groupby(days, lambda day: _trains(day, scenario)) if not trains]


def _trains(date: dt.date, scenario: Scenario) -> bool:
    """Whether it has a race, or a slot to train in that no pin keeps free."""
    is_raced = any(race.date == date for race in scenario.season.races)
    return is_raced or any(scenario.slot_window(date, s) and not scenario.is_rest(date, s) for s in SLOTS)
