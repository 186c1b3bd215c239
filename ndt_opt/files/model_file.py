"""Training-model files in: `extends`, overrides, the origin of each value, all problems at once."""

from __future__ import annotations

import copy
import difflib
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ndt_opt.errors import InputError, Problem
from ndt_opt.files.problems import from_validation, suggestion
from ndt_opt.rules.library import model_names, models_dir
from ndt_opt.rules.params import PARAMS, PREFERENCES
from ndt_opt.rules.training_model import Extras, Origin, Physiology, Template, TrainingModel

_TOP = {"schema", "name", "extends", "summary", "source", "rules", "preferences", "physiology", "extras", "templates"}
_Tree = dict[str, Any]


def read_model(name: str, overrides: list[tuple[str, dict[str, dict[str, Any]]]] | None = None) -> TrainingModel:
    """The resolved model of a library name or a path.

    Parameters
    ----------
    overrides : `(file, rules)` pairs laid on top in order: the scenario's `[rules.*]`, then `--set`.

    Raises
    ------
    InputError
        with every problem of the files and overrides.
    """
    layers = _lineage(name)
    tree: _Tree = {key: {} for key in ("rules", "preferences", "physiology", "extras", "templates")}
    origins: dict[str, Origin] = {}
    for path, raw in layers:
        _lay(tree, raw, _label(path), str(raw.get("source", "")), origins)
    for file, rules in overrides or []:
        _check_overrides(file, rules, tree)
        _lay(tree, {"rules": copy.deepcopy(rules)}, file, "the user's own number", origins)
    top = layers[-1][1]
    return _build(tree, origins, str(top["name"]), str(top.get("summary", "")), [str(r["name"]) for _, r in layers])


def parse_override(text: str) -> tuple[str, dict[str, dict[str, Any]]]:
    """`rules.week-intensity-share.min_easy_pct=80` as an override layer.

    Raises
    ------
    InputError
        when the text is not of that form.
    """
    path, _, value = text.partition("=")
    keys = path.strip().split(".")
    if len(keys) != 3 or keys[0] != "rules" or not value:
        raise InputError([Problem("--set", "", "not an override", repr(text), "rules.RULE.PARAM=VALUE")])
    try:
        parsed = tomllib.loads(f"v = {value}")["v"]
    except tomllib.TOMLDecodeError:
        parsed = value.strip()
    return "--set", {keys[1]: {keys[2]: parsed}}


def _label(path: Path) -> str:
    root = models_dir()
    return f"models/{path.relative_to(root)}" if path.is_relative_to(root) else path.name


def _find(name: str, wanted_by: str) -> Path:
    as_path = Path(name)
    for candidate in (models_dir() / f"{name}.toml", models_dir() / "variants" / f"{name}.toml"):
        if "/" not in name.removeprefix("variants/") and not as_path.suffix and candidate.is_file():
            return candidate
    if as_path.suffix == ".toml" and as_path.is_file():
        return as_path
    names = model_names()
    close = difflib.get_close_matches(name, names, n=1) or difflib.get_close_matches(
        name, [n.removeprefix("variants/") for n in names], n=1
    )
    hint = f'did you mean "{close[0]}"? ' if close else ""
    raise InputError([Problem(wanted_by, "model", "no such training model", repr(name), f"{hint}one of {', '.join(names)}, or a path ending in .toml")])


def _lineage(name: str) -> list[tuple[Path, _Tree]]:
    """The model's files, the oldest ancestor first."""
    chain: list[tuple[Path, _Tree]] = []
    wanted: str | None = name
    wanted_by = "--model"
    while wanted is not None:
        path = _find(wanted, wanted_by)
        if any(path == seen for seen, _ in chain):
            raise InputError([Problem(_label(path), "extends", "the models extend each other in a circle", repr(wanted))])
        raw = _read_toml(path)
        chain.append((path, raw))
        wanted, wanted_by = raw.get("extends"), _label(path)
    return chain[::-1]


def _read_toml(path: Path) -> _Tree:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError([Problem(_label(path), "", f"not a readable TOML file ({error})")]) from None
    problems = [
        Problem(_label(path), key, "unknown key", repr(key), suggestion(key, sorted(_TOP))) for key in raw if key not in _TOP
    ]
    if raw.get("schema") != "ndt.model/1":
        problems.append(Problem(_label(path), "schema", "wrong schema", repr(raw.get("schema")), '"ndt.model/1"'))
    problems += [
        Problem(_label(path), key, "missing or not text", repr(raw.get(key)), "text")
        for key in ("name",)
        if not isinstance(raw.get(key), str)
    ]
    if "extends" in raw and not isinstance(raw["extends"], str):
        problems.append(Problem(_label(path), "extends", "not text", repr(raw["extends"]), "a model's name"))
    problems += [
        Problem(_label(path), key, "not a table", repr(raw[key]), f"[{key}]")
        for key in ("rules", "preferences", "physiology", "extras", "templates")
        if key in raw and not isinstance(raw[key], dict)
    ]
    if problems:
        raise InputError(problems)
    return raw


def _is_sourced(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"value", "source"}


def _lay(tree: _Tree, raw: _Tree, file: str, source: str, origins: dict[str, Origin]) -> None:
    """Lay one file over the tree; templates named with the value `"off"` disappear."""

    def walk(target: _Tree, new: _Tree, path: str) -> None:
        for key, value in new.items():
            here = f"{path}.{key}" if path else key
            if isinstance(value, dict) and not _is_sourced(value):
                if not isinstance(target.get(key), dict):
                    target[key] = {}
                walk(target[key], value, here)
            else:
                target[key] = value["value"] if _is_sourced(value) else value
                origins[here] = Origin(file, value["source"] if _is_sourced(value) else source)

    for section in ("rules", "preferences", "physiology", "extras", "templates"):
        walk(tree[section], raw.get(section, {}), section)
    for name in [n for n, t in tree["templates"].items() if t == "off"]:
        del tree["templates"][name]
        for path in [p for p in origins if p.startswith(f"templates.{name}")]:
            del origins[path]


def _check_overrides(file: str, rules: dict[str, dict[str, Any]], tree: _Tree) -> None:
    problems = []
    for slug, values in rules.items():
        if slug not in PARAMS:
            problems.append(Problem(file, f"rules.{slug}", "unknown rule", repr(slug), suggestion(slug, sorted(PARAMS))))
            continue
        known = ["strength", *PARAMS[slug].model_fields]
        problems += [
            Problem(file, f"rules.{slug}.{key}", "unknown key", repr(key), suggestion(key, known))
            for key in values
            if key not in known
        ]
    if problems:
        raise InputError(problems)


def _build(tree: _Tree, origins: dict[str, Origin], name: str, summary: str, lineage: list[str]) -> TrainingModel:
    problems: list[Problem] = []

    def file_of(path: str) -> str:
        return next((o.file for p, o in reversed(origins.items()) if p == path or p.startswith(f"{path}.")), name)

    def record(cls: Any, values: Any, path: str) -> Any:
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            problems.extend(from_validation(file_of, error, path, cls))
            return None

    def section(kind: str, known: dict[str, Any]) -> _Tree:
        problems.extend(
            Problem(file_of(f"{kind}.{k}"), f"{kind}.{k}", "unknown name", repr(k), suggestion(k, sorted(known)))
            for k in tree[kind]
            if k not in known
        )
        problems.extend(
            Problem(name, f"{kind}.{k}", "missing", allowed="give it, or extend a model that does")
            for k in known
            if k not in tree[kind]
        )
        return {k: v for k, v in tree[kind].items() if k in known}

    strengths: dict[str, Any] = {}
    rules: dict[str, Any] = {}
    for slug, values in section("rules", PARAMS).items():
        values = dict(values) if isinstance(values, dict) else {}
        strengths[slug] = values.pop("strength", None)
        if strengths[slug] not in ("must", "off"):
            where = f"rules.{slug}.strength"
            problems.append(Problem(file_of(where), where, "wrong strength", repr(strengths[slug]), '"must" or "off"'))
        rules[slug] = record(PARAMS[slug], values, f"rules.{slug}")
    preferences = {
        k: record(PREFERENCES[k], v, f"preferences.{k}") for k, v in section("preferences", PREFERENCES).items()
    }
    physiology = record(Physiology, tree["physiology"], "physiology")
    extras = record(Extras, tree["extras"], "extras")
    templates = {k: record(Template, v, f"templates.{k}") for k, v in tree["templates"].items()}
    for key, template in templates.items():
        if template is not None:
            problems.extend(_template_problems(file_of(f"templates.{key}"), key, template))
    if problems:
        raise InputError(problems)
    return TrainingModel(
        name, summary, tuple(lineage), {s: rules[s] for s in PARAMS}, strengths,
        {p: preferences[p] for p in PREFERENCES}, physiology, extras, templates, origins,
    )  # fmt: skip


def _template_problems(file: str, key: str, template: Template) -> list[Problem]:
    where = f"templates.{key}"
    problems = []
    if (template.rep_s is None) == (template.rep_m is None):
        problems.append(Problem(file, where, "a rep has a length in seconds or in metres", allowed="one of rep_s, rep_m"))
    if (template.pace_multiple is None) == (template.pace_offset_s is None):
        problems.append(Problem(file, where, "a template has one pace", allowed="one of pace_multiple, pace_offset_s"))
    if template.min_reps > template.max_reps:
        problems.append(Problem(file, where, "min_reps above max_reps", str(template.min_reps), f"at most {template.max_reps}"))
    if template.window == "hit" and template.lactate_mmol is None:
        problems.append(Problem(file, where, "a hit window needs lactate_mmol", allowed="two numbers, mmol/L"))
    return problems
