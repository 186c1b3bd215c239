"""Changes of a scenario or of one number of its model that may make a plan possible, the mildest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from pydantic import ValidationError

from ndt_opt.clash.members import Member, parent, remove
from ndt_opt.clash.words import day_words, wish_words
from ndt_opt.domain.calendar import SLOTS, WEEKDAYS, Slot
from ndt_opt.domain.record import format_window
from ndt_opt.domain.scenario import Availability, Scenario
from ndt_opt.files.model_checks import model_contradictions
from ndt_opt.files.scenario_checks import contradictions
from ndt_opt.files.scenario_parts import parts_of
from ndt_opt.rules.in_short import weekday_names
from ndt_opt.rules.steps import STEPS, moved
from ndt_opt.rules.training_model import OWN_NUMBER, TrainingModel

Case = tuple[Scenario, TrainingModel]


@dataclass(frozen=True)
class Change:
    """`where` is the line of the scenario, or the number of the model, `found` what it is, `instead` what to write.

    `size` counts steps, lines or days: of two changes of one thing the smaller is milder.
    """

    where: str
    found: str
    instead: str
    words: str
    size: int
    apply: Callable[[Case], Case | None]
    leaves_out: bool = False

    @property
    def lines(self) -> set[str]:
        """The lines it changes, with what each says then."""
        return {f"{line} = {self.instead}" for line in self.where.split(", ")}


Family = list[Change]
"""Changes of one kind, the mildest first; each allows all that those before it do."""


def families(member: Member, case: Case) -> list[Family]:
    """The changes that may take a member out of a clash; none for facts, which no wish can change."""
    found = _rule_changes(member.slug, case) if member.is_rule else _wish_changes(member, case)
    return [own for family in found if (own := [change for change in family if _is_valid(change, case)])]


def _is_valid(change: Change, case: Case) -> bool:
    changed = change.apply(case)
    return changed is not None and changed != case and not model_contradictions(changed[1])


def edited(edit: Callable[[Any], None]) -> Callable[[Case], Case | None]:
    """Applies an edit to a scenario as plain data; None where the result is no valid scenario."""

    def apply(case: Case) -> Case | None:
        data = _written(case[0].model_dump(by_alias=True))
        edit(data)
        try:
            scenario = Scenario.model_validate(data)
        except ValidationError:
            return None
        return None if contradictions(parts_of(data), "") else (scenario, case[1])

    return apply


def _written(data: Any) -> Any:
    """Without the keys that a file would leave out."""
    if isinstance(data, dict):
        return {key: _written(value) for key, value in data.items() if value is not None}
    return [_written(value) for value in data] if isinstance(data, list) else data


def _wish_changes(member: Member, case: Case) -> Iterator[Family]:
    scenario = case[0]
    match member.path:
        case ("availability", *_, "am" | "pm" as slot):
            yield from _slot_changes(member, slot, case)
        case ("availability", *_, str(key)) if key.endswith("_max_min"):
            yield [_raised(member, scenario, step, 600, "min") for step in range(5, 125, 5)]
        case ("athlete", "max_weekly_hours"):
            yield [_raised(member, scenario, half / 2, 40, "h") for half in range(1, 21)]
        case ("season", "pins", int(index)):
            yield from _pin_changes(member, index, scenario)
        case ("season", "races", int(index)):
            yield [_lower_priority(member, index, scenario)]
            yield [_left_out(member, scenario)]
        case ("availability", "blocked", int(index)):
            yield [_half_blocked(member, index, scenario)]
            yield [_left_out(member, scenario)]
        case ("availability", "dates", _) | ("season", "phases") | ("transitions" | "camps", _):
            yield [_left_out(member, scenario)]


def _set(member: Member, value: Any) -> Callable[[Case], Case | None]:
    def edit(data: Any) -> None:
        parent(data, member.path)[member.path[-1]] = value

    return edited(edit)


def _left_out(member: Member, scenario: Scenario) -> Change:
    words, leave_out = wish_words(member, scenario), edited(lambda data: remove(data, member.path))
    return Change(str(member), words, "leave it out", f"leave out: {words}", 1, leave_out, True)


def _raised(member: Member, scenario: Scenario, by: float, most: float, unit: str) -> Change:
    value: Any = scenario
    for part in member.path:
        value = getattr(value, str(part))
    new = min(most, value + by)
    words = f"{member} = {new:g} {unit} instead of {value:g}"
    return Change(str(member), f"{value:g}", f"{new:g}", words, round(2 * by), _set(member, new))


def _slot_changes(member: Member, slot: Slot, case: Case) -> Iterator[Family]:
    """A closed slot open on one weekday, on those of doubles, on all; a window wider at both ends."""
    scenario, model = case
    own: Any = scenario.availability if member.path[1] == slot else getattr(
        scenario.availability.days, str(member.path[2])
    )
    window, usual = getattr(own, slot), Availability.model_fields[slot].default
    closed = [d for d in WEEKDAYS if scenario.standing_window(WEEKDAYS.index(d), slot) is None]
    if window is None:
        days = (str(member.path[2]),) if member.path[1] == "days" else tuple(closed)
        usual = getattr(scenario.availability, slot) or usual
        preferred, allowed = model.preferences["weekdays"].double_days, model.rules["double-threshold-days"].days
        doubles = [tuple(day for day in of if day in days) for of in (preferred, allowed)]
        for chosen in dict.fromkeys([*((day,) for day in days), *doubles, days]):
            if chosen:
                yield [_opened(chosen, slot, format_window(usual))]
        return
    widened = []
    for step in range(15, 195, 15):
        start, end = max(0, window.start_min - step), min(24 * 60 - 1, window.end_min + step)
        text = format_window(type(window)(start_min=start, end_min=end))
        words = f"{member} = {text} instead of {format_window(window)}"
        widened.append(Change(str(member), format_window(window), text, words, step // 15, _set(member, text)))
    yield widened


def _opened(days: tuple[str, ...], slot: str, window: str) -> Change:
    def edit(data: Any) -> None:
        own = data["availability"].setdefault("days", {})
        for day in days:
            own.setdefault(day, {})[slot] = window

    where = ", ".join(f"availability.days.{day}.{slot}" for day in days)
    words = f"open the {slot.upper()} on {weekday_names(list(days))}, {window}"
    return Change(where, "closed", window, words, len(days), edited(edit))


def _pin_changes(member: Member, index: int, scenario: Scenario) -> Iterator[Family]:
    """A shorter pin, one moved by a few days, none."""
    pin = scenario.season.pins[index]
    if pin.km is not None:
        shorter = [float(km) for km in range(int(pin.km - 0.5), 0, -1)]
        yield [
            Change(f"{member}.km", f"{pin.km:g}", f"{km:g}", f"{wish_words(member, scenario)}: {km:g} km instead",
                   round(pin.km - km), _set(Member((*member.path, "km")), km))
            for km in shorter
        ]  # fmt: skip
    for days in (1, -1, 2, -2, 3, -3):
        date = pin.date + dt.timedelta(days=days)
        words = f"{wish_words(member, scenario)}: {day_words(date)} instead"
        move = _set(Member((*member.path, "date")), date)
        yield [Change(f"{member}.date", str(pin.date), str(date), words, abs(days), move)]
    yield [_left_out(member, scenario)]


def _lower_priority(member: Member, index: int, scenario: Scenario) -> Change:
    race = scenario.season.races[index]
    lower = {"A": "B", "B": "C", "C": "C"}[race.priority]
    words = f"{race.name} on {day_words(race.date)} as a {lower} race"
    return Change(f"{member}.priority", race.priority, lower, words, 1, _set(Member((*member.path, "priority")), lower))


def _half_blocked(member: Member, index: int, scenario: Scenario) -> Change:
    words = f"{wish_words(member, scenario)}: keep the AM open"
    return Change(f"{member}.slots", "am, pm", "pm", words, 1, _set(Member((*member.path, "slots")), ["pm"]))


def _rule_changes(slug: str, case: Case) -> Iterator[Family]:
    scenario, model = case
    if slug == "double-threshold-days":
        yield from _double_changes(scenario, model)
    if slug == "hit-count":
        yield [_number(slug, "full_count", 0, model)]
    if slug == "volume-tier":
        yield [_number(slug, "keep_usual_tier", False, model)]
    for path, by in STEPS[slug].moves if slug in STEPS else ():
        is_own = model.origins[f"rules.{slug}.{path.partition('.')[0]}"].source == OWN_NUMBER
        yield [_step(slug, path, by, steps, model) for steps in range(1, 41 if is_own else 6)]


def _number(slug: str, key: str, value: Any, model: TrainingModel) -> Change:
    return _ruled(slug, key, lambda record: record.model_copy(update={key: value}), 1, model)


def _step(slug: str, path: str, by: int | float, steps: int, model: TrainingModel) -> Change:
    return _ruled(slug, path.partition(".")[0], lambda record: moved(record, path, steps * by), steps, model)


def _ruled(slug: str, key: str, change: Callable[[Any], Any], size: int, model: TrainingModel) -> Change:
    """A change of one number of a rule."""

    def apply(case: Case) -> Case | None:
        return case[0], replace(case[1], rules={**case[1].rules, slug: change(case[1].rules[slug])})

    old, new = (shown(getattr(record, key)) for record in (model.rules[slug], change(model.rules[slug])))
    where = f"rules.{slug}.{key}"
    return Change(where, old, new, f"{where} = {new} instead of {old}", size, apply)


def shown(value: Any) -> str:
    """A parameter's value as it would be written with `--set`."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(shown(entry) for entry in value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _double_changes(scenario: Scenario, model: TrainingModel) -> Iterator[Family]:
    """Other weekdays with both slots open; one double fewer."""
    rule = model.rules["double-threshold-days"]
    able = [d for n, d in enumerate(WEEKDAYS) if all(scenario.standing_window(n, slot) for slot in SLOTS)]
    pairs = [list(days) for days in combinations(able, rule.count) if list(days) != rule.days]
    for days in sorted(pairs, key=lambda days: -len(set(days) & set(rule.days))):
        yield [_number("double-threshold-days", "days", days, model)]
    if rule.count > 1:
        yield [_number("double-threshold-days", "count", rule.count - 1, model)]
