"""What may clash: the rules of a training model, and what a scenario file asks.

A wish is a line or an entry of the scenario file; without it the scenario is what the file would be with that line
left out.  A rule that is left out is off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ndt_opt.domain.calendar import SLOTS
from ndt_opt.domain.scenario import Availability, DaysAvailability, History, Scenario
from ndt_opt.rules.steps import only
from ndt_opt.rules.training_model import TrainingModel

RACE_RULES = ("phase-mix", "race-day", "taper", "race-specific")

PINS = "pins"
"""The rule that is nothing but its wishes: left out are pins, never the rule."""


@dataclass(frozen=True)
class Member:
    """A rule (`path` is its slug) or a wish (`path` leads through the scenario: keys, and the index of an entry)."""

    path: tuple[str | int, ...]

    @property
    def is_rule(self) -> bool:
        return len(self.path) == 1

    @property
    def slug(self) -> str:
        """Of a rule."""
        return str(self.path[0])

    def __str__(self) -> str:
        """`hit-count`, `season.pins[2]`."""
        keys = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path]
        return "".join(keys).removeprefix(".")


def rules(scenario: Scenario, model: TrainingModel) -> list[Member]:
    """The rules that hold and have something to say in this scenario."""
    season = scenario.season
    asked: dict[str, object] = {
        PINS: (),
        "altitude": scenario.camps,
        "transition-caution": [*scenario.transitions, *scenario.availability.blocked, *season.pins],
        **{slug: [*season.races, *season.phases] for slug in RACE_RULES},
    }
    return [Member((slug,)) for slug in model.rules if model.holds(slug) and asked.get(slug, True)]


def wishes(scenario: Scenario) -> list[Member]:
    """The lines of the scenario file that limit what a plan may be; dated ones in the order of the file."""
    return [Member(path) for path in _paths(scenario)]


def restricted(scenario: Scenario, model: TrainingModel, members: Iterable[Member]) -> tuple[Scenario, TrainingModel]:
    """The scenario with only these wishes, the model with only these rules."""
    kept = set(members)
    left_out = [wish for wish in wishes(scenario) if wish not in kept]
    return without(scenario, left_out), only(model, [PINS] * model.holds(PINS) + [m.slug for m in kept if m.is_rule])


def without(scenario: Scenario, left_out: list[Member]) -> Scenario:
    """The scenario as if these lines were not in its file; they come in the order of `wishes`."""
    if not left_out:
        return scenario
    data = scenario.model_dump(by_alias=True)
    for wish in reversed(left_out):
        remove(data, wish.path)
    return Scenario.model_validate(data)


def remove(data: Any, path: tuple[str | int, ...]) -> None:
    """Takes a line out of a scenario's plain data."""
    del parent(data, path)[path[-1]]


def parent(data: Any, path: tuple[str | int, ...]) -> Any:
    """The table or the list of a scenario's plain data that holds the end of a path."""
    for part in path[:-1]:
        data = data[part]
    return data


def _paths(scenario: Scenario) -> Iterator[tuple[str | int, ...]]:
    availability, athlete, season = scenario.availability, scenario.athlete, scenario.season
    for key in (*SLOTS, "am_max_min", "pm_max_min"):
        if getattr(availability, key) != Availability.model_fields[key].default:
            yield "availability", key
    for day in DaysAvailability.model_fields:
        own = getattr(availability.days, day)
        for key in (*SLOTS, "am_max_min", "pm_max_min"):
            if own is not None and key in own.model_fields_set:
                yield "availability", "days", day, key
    for key in ("max_weekly_hours", "longest_run_km", "easy_pace"):
        if getattr(athlete, key) is not None:
            yield "athlete", key
    for key, field in History.model_fields.items():
        if getattr(scenario.history, key) != field.default:
            yield "history", key
    if season.phases:
        yield "season", "phases"
    entries: dict[tuple[str, ...], Sequence[object]] = {
        ("availability", "dates"): availability.dates, ("availability", "blocked"): availability.blocked,
        ("season", "races"): season.races, ("season", "pins"): season.pins,
        ("transitions",): scenario.transitions, ("camps",): scenario.camps,
    }  # fmt: skip
    for keys, found in entries.items():
        for index in range(len(found)):
            yield *keys, index
