"""Training models in: from the library or a path, from `plan.json`; all problems at once."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from typing import Any

from ndt_opt.errors import InputError, Problem
from ndt_opt.files.content import content_hash
from ndt_opt.files.model_build import Builder
from ndt_opt.files.model_checks import model_contradictions
from ndt_opt.files.model_layers import FLAT, SECTIONS, Tree, lay, lineage
from ndt_opt.files.problems import shown, suggestion
from ndt_opt.rules.params import PARAMS
from ndt_opt.rules.training_model import OWN_NUMBER, Origin, TrainingModel

Overrides = tuple[str, dict[str, dict[str, Any]]]
"""A layer of single numbers: the file (or `--set`) they come from, and rule -> parameter -> value."""


def read_model(name: str, overrides: list[Overrides] | None = None, wanted_by: str = "--model") -> TrainingModel:
    """The resolved model of a library name or a path.

    Parameters
    ----------
    overrides : laid on top in order: the scenario's `[rules.*]`, then `--set`.
    wanted_by : the file (or option) that names the model, for the message when there is none.

    Raises
    ------
    InputError
        with every problem of the files and overrides.
    """
    layers = overrides or []
    problems = [problem for layer in layers for problem in _override_problems(layer)]
    try:
        model = _resolved(lineage(name, wanted_by), [] if problems else layers)
    except InputError as error:
        raise InputError(error.problems + problems) from None
    problems = problems or model_contradictions(model)
    if problems:
        raise InputError(problems)
    return model


def _override_problems(layer: Overrides) -> list[Problem]:
    """What is wrong with a layer by itself, whatever the model and whichever layer beats it."""
    file, rules = layer
    try:
        _resolved(lineage("base", file), [(file, _known(rules))])
    except InputError as error:
        return _unknown(file, rules) + error.problems
    return _unknown(file, rules)


def _resolved(files: list[tuple[str, Tree]], overrides: list[Overrides]) -> TrainingModel:
    tree: Tree = {key: {} for key in SECTIONS}
    origins: dict[str, Origin] = {}
    problems: list[Problem] = []
    for file, raw in files:
        problems += lay(tree, raw, file, origins)
    for file, rules in overrides:
        problems += lay(tree, {"rules": copy.deepcopy(rules)}, file, origins, OWN_NUMBER)
    top = files[-1][1]
    title = (top["name"], top.get("summary", ""), tuple(r["name"] for _, r in files))
    return Builder(tree, origins, top["name"], problems).model(*title)


def parse_override(text: str) -> Overrides:
    """`rules.week-intensity-share.min_easy_pct=80` as an override layer.

    Raises
    ------
    InputError
        when the text is not of that form.
    """
    path, _, value = text.partition("=")
    keys = path.strip().split(".")
    if len(keys) != 3 or keys[0] != "rules" or not all(keys) or not value.strip():
        raise InputError([Problem("--set", "", "not an override", shown(text), "rules.RULE.PARAM=VALUE")])
    try:
        parsed = tomllib.loads(f"v = {value}")
    except (ValueError, RecursionError):
        parsed = {}
    return "--set", {keys[1]: {keys[2]: parsed["v"] if list(parsed) == ["v"] else value.strip()}}


def model_from_json(data: dict[str, Any], file: str = "plan.json") -> TrainingModel:
    """The model inside a `plan.json`; the inverse of `TrainingModel.to_json`.

    Raises
    ------
    InputError
        when the data is malformed, or does not match the content hash stored under `hash`.
    """
    problems = _misshapen(data, file)
    if problems:
        raise InputError(problems)
    tree = {key: copy.deepcopy(data[key]) for key in SECTIONS}
    origins = {key: Origin(value["file"], value["source"]) for key, value in data["origins"].items()}
    title = (data["name"], data["summary"], tuple(data["lineage"]))
    model = Builder(tree, origins, file, [], prefix="model.").model(*title)
    problems = model_contradictions(model, "model.", file)
    if problems:
        raise InputError(problems)
    return model


def _misshapen(data: dict[str, Any], file: str) -> list[Problem]:
    shapes: dict[str, Callable[[Any], bool]] = {
        "schema": lambda v: v == "ndt.model/1",
        "name": lambda v: isinstance(v, str),
        "summary": lambda v: isinstance(v, str),
        "lineage": lambda v: isinstance(v, list) and all(isinstance(x, str) for x in v),
        **dict.fromkeys(FLAT, lambda v: isinstance(v, dict)),
        **dict.fromkeys(("rules", "preferences", "templates", "ladders", "origins"), _is_table_of_tables),
    }
    problems = [
        Problem(file, f"model.{key}", "unknown key", repr(key), suggestion(key, shapes))
        for key in data
        if key not in (*shapes, "hash")
    ]
    problems += [
        Problem(file, f"model.{k}", "missing or malformed") for k, good in shapes.items() if not good(data.get(k))
    ]
    for key, origin in data.get("origins", {}).items() if not problems else ():
        if set(origin) != {"file", "source"} or not all(isinstance(v, str) for v in origin.values()):
            problems.append(Problem(file, f"model.origins.{key}", "malformed", allowed="file and source"))
    found = content_hash({key: value for key, value in data.items() if key != "hash"})
    if not problems and "hash" in data and data["hash"] != found:
        problems.append(
            Problem(file, "model.hash", "the model was changed after it was hashed", repr(data["hash"]), found)
        )
    return problems


def _is_table_of_tables(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(v, dict) for v in value.values())


def _known(rules: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        slug: {k: v for k, v in values.items() if k == "strength" or k in PARAMS[slug].model_fields}
        for slug, values in rules.items()
        if slug in PARAMS
    }


def _unknown(file: str, rules: dict[str, dict[str, Any]]) -> list[Problem]:
    problems = []
    for slug, values in rules.items():
        if slug not in PARAMS:
            problems.append(
                Problem(file, f"rules.{slug}", "unknown rule", shown(slug), suggestion(slug, sorted(PARAMS)))
            )
            continue
        known = ["strength", *PARAMS[slug].model_fields]
        problems += [
            Problem(file, f"rules.{slug}.{key}", "unknown key", shown(key), suggestion(key, known))
            for key in values
            if key not in known
        ]
    return problems
