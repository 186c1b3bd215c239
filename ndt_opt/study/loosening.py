"""One rule loosened or dropped, in the training model or, where its limits are the athlete's own, in the scenario."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ndt_opt.domain.calendar import SLOTS
from ndt_opt.domain.record import Window
from ndt_opt.domain.scenario import Availability, DayAvailability, Scenario
from ndt_opt.files.model_checks import model_contradictions
from ndt_opt.files.scenario_checks import contradictions
from ndt_opt.files.scenario_parts import parts_of
from ndt_opt.rules.steps import dropped, loosened, step_of
from ndt_opt.rules.training_model import TrainingModel

STEP_MIN = 5
LAST_MIN = 24 * 60 - 1
LONGEST_MIN = 600
"""Minutes a step adds to windows, and the most that a window's end and a session's length may be."""

MOST_KM, MOST_HOURS = 300, 40

OWN_STEPS = {
    "availability": "every open window and longest session 5 min longer",
    "weekly-volume": "1 % more km a week, 5 min more hours",
}
"""Rules whose limits are the athlete's own."""


@dataclass(frozen=True)
class Case:
    """What is solved: a scenario under a training model."""

    scenario: Scenario
    model: TrainingModel


def step_words(slug: str, case: Case) -> str | None:
    """One step of the rule as a runner reads it; None where it can only be dropped."""
    if slug == "weekly-volume" and case.scenario.athlete.max_weekly_hours is None:
        return "1 % more km a week"
    step = step_of(case.model, slug)
    return OWN_STEPS.get(slug) or (None if step is None else step.words)


def stepped(slug: str, case: Case, steps: int) -> Case | None:
    """The case with one rule loosened by so many steps; None where its limits cannot move so far."""
    if slug in OWN_STEPS:
        scenario = _longer(case.scenario, steps) if slug == "availability" else _more(case.scenario, steps)
        return None if scenario is None else Case(scenario, case.model)
    model = loosened(case.model, slug, steps)
    return None if model is None or model_contradictions(model) else Case(case.scenario, model)


def without(slug: str, case: Case) -> Case:
    """The case with the rule dropped."""
    return Case(case.scenario, dropped(case.model, slug))


def _more(scenario: Scenario, steps: int) -> Scenario | None:
    """More km and hours a week, as far as a scenario may say."""
    athlete = scenario.athlete
    own_km = athlete.weekly_km if athlete.max_weekly_km is None else athlete.max_weekly_km
    km = round(own_km * (100 + steps) / 100, 3)
    changed: dict[str, Any] = {"max_weekly_km": km} if km <= MOST_KM else {}
    if athlete.max_weekly_hours is not None:
        hours = round(athlete.max_weekly_hours + steps * STEP_MIN / 60, 4)
        changed |= {"max_weekly_hours": hours} if hours <= MOST_HOURS else {}
    return scenario.model_copy(update={"athlete": athlete.model_copy(update=changed)}) if changed else None


def _longer(scenario: Scenario, steps: int) -> Scenario | None:
    """Longer windows and sessions; the afternoon's alone where the morning would reach into it."""
    for slots in (SLOTS, SLOTS[1:]):
        own = scenario.model_copy(update={"availability": _with_longer(scenario.availability, slots, steps)})
        if own != scenario and not contradictions(parts_of(own.model_dump(by_alias=True)), ""):
            return own
    return None


def _with_longer(own: Availability, slots: tuple[Any, ...], steps: int) -> Availability:
    days = {name: _table(day, slots, steps) for name, day in own.days if day is not None}
    dates = [_table(day, slots, steps) for day in own.dates]
    return _table(own, slots, steps).model_copy(update={"days": own.days.model_copy(update=days), "dates": dates})


def _table(own: Any, slots: tuple[Any, ...], steps: int) -> Any:
    """One table of windows; what it leaves to another stays so."""
    changed: dict[str, Any] = {}
    for slot in slots:
        window, longest = getattr(own, slot), getattr(own, f"{slot}_max_min")
        is_own = not isinstance(own, DayAvailability) or slot in own.model_fields_set
        if is_own and window is not None:
            end = max(window.end_min, min(LAST_MIN, window.end_min + steps * STEP_MIN))
            changed[slot] = Window(start_min=window.start_min, end_min=end)
        if longest is not None:
            changed[f"{slot}_max_min"] = min(LONGEST_MIN, longest + steps * STEP_MIN)
    return own.model_copy(update=changed)


def silence(slug: str, case: Case) -> str:
    """Why a rule has nothing to say in this scenario; empty where it may have."""
    scenario, season = case.scenario, case.scenario.season
    if slug == "speed-layer":
        return "strides and hill sprints take no Zone 2 time"
    if slug == "pins" and not season.pins:
        return "no pins"
    if slug == "altitude" and all(c.altitude_m < case.model.rules[slug].from_m for c in scenario.camps):
        return "no camps"
    if slug == "transition-caution" and not scenario.transitions and not _is_away(case):
        return "no changes, no days away"
    if slug in ("race-day", "taper") and not season.races:
        return "no races"
    return "no races" if slug in ("phase-mix", "race-specific") and not season.races and not season.phases else ""


def _is_away(case: Case) -> bool:
    """Whether there are so many days in a row without a slot to train in that the rule asks for care."""
    scenario, rule = case.scenario, case.model.rules["transition-caution"]
    start = scenario.season.start.toordinal()
    dates = [scenario.season.start.fromordinal(start + n) for n in range(scenario.days)]
    closed = [all(scenario.slot_window(d, s) is None or scenario.is_rest(d, s) for s in SLOTS) for d in dates]
    longest = max((len([*days]) for is_closed, days in groupby(closed) if is_closed), default=0)
    return longest >= min(rule.from_days, rule.easy_first_from_days)
