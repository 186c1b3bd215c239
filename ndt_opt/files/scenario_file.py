"""Scenario files in: strict, and every problem told at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ndt_opt.domain.scenario import Scenario
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.model_file import Overrides, parse_override, read_model
from ndt_opt.files.problems import from_validation
from ndt_opt.files.reading import parse_toml, read_text
from ndt_opt.files.scenario_checks import contradictions
from ndt_opt.files.scenario_parts import parts_of
from ndt_opt.rules.training_model import TrainingModel

_LATER = {"camps": (), "transitions": (), "races": ("season",), "phases": ("season",)}
_RACE_PIN = re.compile(r"season\.pins\[\d+\]\.kind$")


def read_scenario(path: Path) -> Scenario:
    """The scenario in a TOML file.

    Raises
    ------
    InputError
        with one line for every problem of the file.
    """
    _, scenario, problems = _read(path)
    if scenario is None or problems:
        raise InputError(problems)
    return scenario


def load(path: Path, model: str | None = None, sets: list[str] | None = None) -> tuple[Scenario, TrainingModel]:
    """A scenario with its training model: the scenario's rules on top of it, then each of `sets`.

    Parameters
    ----------
    model : a library name or a path; beats the model that the scenario names.
    sets : texts like `rules.hit-count.full_count=0`.

    Raises
    ------
    InputError
        with every problem of the scenario, the model's files and the overrides.
    """
    raw, scenario, problems = _read(path)
    layers = [(path.name, _rule_tables(raw))]
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
            Problem(path.name, "model", what, repr(resolved.name), "norwegian-double, or another of `ndt models`")
        )
    if problems or scenario is None or resolved is None:
        raise InputError(problems)
    return (scenario if model is None else scenario.model_copy(update={"model": model})), resolved


def scenario_json_schema() -> dict[str, Any]:
    """The JSON Schema of a scenario."""
    schema = Scenario.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "ndt.scenario/1"}


def _model(path: Path, raw: dict[str, Any], model: str | None, layers: list[Overrides]) -> TrainingModel | None:
    if model is not None:
        return read_model(model, layers)
    named = raw.get("model", Scenario.model_fields["model"].default)
    if not isinstance(named, str):
        return None  # told already, as a wrong type
    beside = str(path.parent / named) if named.endswith(".toml") else named
    return read_model(beside, layers, wanted_by=path.name)


def _read(path: Path) -> tuple[dict[str, Any], Scenario | None, list[Problem]]:
    raw = parse_toml(read_text(path), path.name)
    later, supported = _unsupported(raw, path.name)
    scenario, problems = None, []
    try:
        scenario = Scenario.model_validate(supported)
    except ValidationError as error:
        problems = [_race_pin(p) for p in from_validation(lambda _: path.name, error, "", Scenario)]
    return raw, scenario, later + problems + contradictions(parts_of(raw), path.name)


def _unsupported(raw: dict[str, Any], file: str) -> tuple[list[Problem], dict[str, Any]]:
    """Problems for sections of later versions, and the tables without those sections."""
    rest = {key: dict(value) if key == "season" and isinstance(value, dict) else value for key, value in raw.items()}
    problems = []
    for name, place in _LATER.items():
        table = rest.get("season") if place else rest
        if isinstance(table, dict) and name in table:
            del table[name]
            problems.append(Problem(file, ".".join((*place, name)), "not supported yet in this version"))
    return problems, rest


def _race_pin(problem: Problem) -> Problem:
    if _RACE_PIN.match(problem.where) and problem.found in ("'race'", "'race-pace'"):
        what = "not supported yet in this version: races come with a later release"
        return Problem(problem.file, problem.where, what, problem.found, problem.allowed)
    return problem


def _rule_tables(raw: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rules = raw.get("rules", {})
    tables = rules.items() if isinstance(rules, dict) else ()
    return {slug: values for slug, values in tables if isinstance(values, dict)}
