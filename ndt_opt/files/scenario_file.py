"""Scenario files in: strict, and every problem told at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from ndt_opt.domain.scenario import PinKind, Scenario
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.model_file import Overrides, parse_override, read_model
from ndt_opt.files.problems import from_validation, shown
from ndt_opt.files.race_checks import missing_starts, pins_near_races, unserved_races
from ndt_opt.files.reading import parse_toml, read_text
from ndt_opt.files.scenario_checks import contradictions
from ndt_opt.files.scenario_parts import parts_of
from ndt_opt.physiology.profile import profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import format_pace

Changes = Mapping[str, Any]
"""Values that stand in for a scenario's own: dotted key (`athlete.weekly_km`) -> value."""
_OF_A_PLAN, _ONLY_IN_PLANS = "lived", "only plan.json has it, from `ndt replan`"
_RACE_PIN = re.compile(r"season\.pins\[\d+\]\.kind$")


def read_scenario(path: Path) -> Scenario:
    """The scenario in a TOML file.

    Raises
    ------
    InputError
        with one line for every problem of the file.
    """
    _, scenario, problems = _read(path, path.name)
    if scenario is None or problems:
        raise InputError(problems)
    return scenario


def load(
    path: Path, model: str | None = None, sets: list[str] | None = None, changes: Changes | None = None
) -> tuple[Scenario, TrainingModel]:
    """A scenario with its training model: the scenario's rules on top of it, then each of `sets`.

    Parameters
    ----------
    model : a library name or a path; beats the model that the scenario names.
    sets : texts like `rules.hit-count.full_count=0`.
    changes : values of the scenario itself, as if the file said so.

    Raises
    ------
    InputError
        with every problem of the scenario, the model's files and the overrides.
    """
    name = path.name if not changes else f"{path.name} with {', '.join(f'{k}={v}' for k, v in changes.items())}"
    try:
        raw, scenario, problems = _read(path, name, changes)
    except InputError as error:  # unreadable; model and overrides of the command line are checked all the same
        raw, scenario, problems = {}, None, error.problems
    layers = [(name, _rule_tables(raw))]
    for text in sets or []:
        try:
            layers.append(parse_override(text))
        except InputError as error:
            problems += error.problems
    resolved = None
    try:
        resolved = _model(path, raw, model, layers)
    except InputError as error:
        problems += error.problems
    if resolved is not None and not resolved.templates:
        what = "a model without sessions, made to be extended"
        problems.append(
            Problem(name, "model", what, repr(resolved.name), "norwegian-double, or another of `ndt models`")
        )
    if scenario is not None and resolved is not None:
        checks = (_unserved_pins, _pinned_km, unserved_races, pins_near_races, missing_starts)
        problems += [problem for check in checks for problem in check(name, scenario, resolved)]
    if problems or scenario is None or resolved is None:
        raise InputError(problems)
    return (scenario if model is None else scenario.model_copy(update={"model": model})), resolved


def scenario_json_schema() -> dict[str, Any]:
    """The JSON Schema of a scenario, as a file has it: without what only a plan made anew says."""
    schema = Scenario.model_json_schema(by_alias=True)
    del schema["properties"][_OF_A_PLAN]
    _drop_unused(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "ndt.scenario/1"}


def _drop_unused(schema: dict[str, Any]) -> None:
    """Definitions that no other part of the schema names."""
    definitions = schema["$defs"]
    while unused := [name for name in definitions if f'"#/$defs/{name}"' not in json.dumps(schema)]:
        for name in unused:
            del definitions[name]


def _model(path: Path, raw: dict[str, Any], model: str | None, layers: list[Overrides]) -> TrainingModel:
    if model is not None:
        return read_model(model, layers)
    named = raw.get("model")
    if not isinstance(named, str):
        named = Scenario.model_fields["model"].default  # left out, or told already as a wrong type
    beside = str(path.parent / named) if named.endswith(".toml") else named
    return read_model(beside, layers, wanted_by=path.name)


def _read(
    path: Path, name: str, changes: Changes | None = None
) -> tuple[dict[str, Any], Scenario | None, list[Problem]]:
    raw = parse_toml(read_text(path), path.name)
    change(raw, changes or {})
    scenario, problems = None, []
    if _OF_A_PLAN in raw:
        del raw[_OF_A_PLAN]
        problems.append(Problem(name, _OF_A_PLAN, "unknown key", shown(_OF_A_PLAN), _ONLY_IN_PLANS))
    try:
        scenario = Scenario.model_validate(raw)
    except ValidationError as error:
        problems += [_race_pin(p) for p in from_validation(lambda _: name, error, "", Scenario)]
    return raw, scenario, problems + contradictions(parts_of(raw), name)


def change(raw: dict[str, Any], changes: Changes) -> None:
    """Replace some values; a table that is none stays, and is told as a wrong type."""
    for key, value in changes.items():
        *path, last = key.split(".")
        table: Any = raw
        for part in path:
            table = table.setdefault(part, {}) if isinstance(table, dict) else None
        if isinstance(table, dict):
            table[last] = value


def _race_pin(problem: Problem) -> Problem:
    if _RACE_PIN.match(problem.where) and problem.found in ("'race'", "'race-pace'"):
        what = "races are not pinned: write [[season.races]], and race-pace sessions follow"
        return Problem(problem.file, problem.where, what, problem.found, problem.allowed)
    return problem


def _unserved_pins(file: str, scenario: Scenario, model: TrainingModel) -> Iterator[Problem]:
    """Pins of a kind that the model has no session for."""
    kinds = [kind for kind in get_args(PinKind) if model.offers(kind)]
    for i, pin in enumerate(scenario.season.pins):
        if pin.kind not in kinds and model.holds("pins"):
            what = f"no such session in model {model.name}"
            yield Problem(file, f"season.pins[{i}].kind", what, repr(pin.kind), ", ".join(kinds))


def _pinned_km(file: str, scenario: Scenario, model: TrainingModel) -> Iterator[Problem]:
    """Pinned distances that last longer, or shorter, than a rule lets any such run last."""
    athlete = scenario.athlete
    if not athlete.results and (athlete.lactate is None or athlete.lactate.lt2_pace is None):
        return  # no pace follows: told already
    pace = profile(scenario.athlete, model.physiology, scenario.season.start).easy_pace
    easy, long = model.rules["easy-runs"], model.rules["long-run"]
    limits = {
        "easy": (easy.min_min, easy.max_min) if model.holds("easy-runs") else None,
        "long": (0, long.max_min) if model.holds("long-run") else None,
    }
    for i, pin in enumerate(scenario.season.pins):
        limit = limits.get(pin.kind)
        if pin.km is None or limit is None or limit[0] * 60 <= pin.km * pace <= limit[1] * 60:
            continue
        low, high = (60 * minutes / pace for minutes in limit)
        allowed = f"{low:.1f} to {high:.1f} ({limit[0]} to {limit[1]} min at {format_pace(pace)})"
        yield Problem(file, f"season.pins[{i}].km", f"not the length of one {pin.kind} run", f"{pin.km:g}", allowed)


def _rule_tables(raw: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rules = raw.get("rules", {})
    tables = rules.items() if isinstance(rules, dict) else ()
    return {slug: values for slug, values in tables if isinstance(values, dict)}
