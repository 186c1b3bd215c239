"""A training model's files on top of each other: `extends`, replacements, the origin of each value."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

from ndt_opt.errors import InputError, Problem
from ndt_opt.files.problems import shown, suggestion
from ndt_opt.files.reading import parse_toml, read_text
from ndt_opt.rules.library import model_names, models_dir
from ndt_opt.rules.training_model import Origin

Tree = dict[str, Any]

SECTIONS = ("rules", "preferences", "physiology", "muscular", "feedback", "replanning", "templates", "ladders")
FLAT = ("physiology", "muscular", "feedback", "replanning")
"""Sections of values; the others hold tables."""
_TOP = ("schema", "name", "extends", "summary", "source", *SECTIONS)
_EITHER = {
    "pace_multiple": "pace_offset_s",
    "pace_offset_s": "pace_multiple",
    "rep_s": "rep_m",
    "rep_m": "rep_s",
}


def lineage(name: str, wanted_by: str) -> list[tuple[str, Tree]]:
    """The model's files as `(label, tables)`, the oldest ancestor first.

    Raises
    ------
    InputError
        when a file is missing, unreadable or misshapen, or the models extend each other in a circle.
    """
    chain: list[tuple[str, Tree]] = []
    seen: list[Path] = []
    wanted: str | None = name
    where, beside = "model", Path()
    while wanted is not None:
        path = _find(wanted, wanted_by, where, beside)
        if path.resolve() in seen:
            raise InputError([Problem(wanted_by, "extends", "the models extend each other in a circle", repr(wanted))])
        seen.append(path.resolve())
        wanted_by, where, beside = _label(path), "extends", path.parent
        raw = _read(path)
        chain.append((wanted_by, raw))
        wanted = raw.get("extends")
    return chain[::-1]


def lay(tree: Tree, raw: Tree, file: str, origins: dict[str, Origin], source: str | None = None) -> list[Problem]:
    """Lay one file over the tree.

    A template with the value `"off"` disappears; a pace or a rep length given in one unit
    replaces the one in the other.
    """
    own = str(raw.get("source", "")) if source is None else source
    problems = []
    for section in SECTIONS:
        for key, value in raw.get(section, {}).items():
            path = f"{section}.{key}"
            if section in FLAT:
                _put(tree[section], key, value, path, Origin(file, own), origins)
            elif section == "templates" and value == "off":
                problems += _remove(tree[section], key, file, origins)
            elif not isinstance(value, dict):
                problems.append(Problem(file, path, "not a table", shown(value), f"[{path}]"))
            else:
                _lay_table(tree[section].setdefault(key, {}), value, path, Origin(file, own), origins)
    return problems


def _lay_table(target: Tree, new: Tree, path: str, origin: Origin, origins: dict[str, Origin]) -> None:
    for key, value in new.items():
        other = _EITHER.get(key) if path.startswith("templates.") else None
        if other is not None and other not in new and target.pop(other, None) is not None:
            origins.pop(f"{path}.{other}", None)
        _put(target, key, value, f"{path}.{key}", origin, origins)


def _put(target: Tree, key: str, value: Any, path: str, origin: Origin, origins: dict[str, Origin]) -> None:
    sourced = isinstance(value, dict) and set(value) == {"value", "source"} and isinstance(value["source"], str)
    target[key] = value["value"] if sourced else value
    origins.pop(path, None)  # so that the latest file's values come last
    origins[path] = Origin(origin.file, value["source"]) if sourced else origin


def _remove(templates: Tree, key: str, file: str, origins: dict[str, Origin]) -> list[Problem]:
    if key not in templates:
        return [
            Problem(
                file,
                f"templates.{key}",
                "no such template to switch off",
                repr(key),
                suggestion(key, templates),
            )
        ]
    del templates[key]
    for path in [p for p in origins if p.startswith(f"templates.{key}.")]:
        del origins[path]
    return []


def _label(path: Path) -> str:
    root = models_dir().resolve()
    return f"models/{path.resolve().relative_to(root)}" if path.resolve().is_relative_to(root) else path.name


def _find(name: str, wanted_by: str, where: str, beside: Path) -> Path:
    names = model_names()
    short = {n.removeprefix("variants/"): n for n in names[::-1]}
    if name in names or name in short:
        return models_dir() / f"{name if name in names else short[name]}.toml"
    path = beside / name
    try:
        if path.suffix == ".toml" and path.is_file():
            return path
    except OSError:
        pass  # a name the file system cannot hold is no file either
    close = difflib.get_close_matches(name, names, n=1) or difflib.get_close_matches(name, short, n=1)
    hint = f'did you mean "{close[0]}"? ' if close else ""
    allowed = f"{hint}one of {', '.join(names)}, or a path ending in .toml"
    raise InputError([Problem(wanted_by, where, "no such training model", repr(name), allowed)])


def _read(path: Path) -> Tree:
    label = _label(path)
    raw = parse_toml(read_text(path, label), label)
    problems = [Problem(label, key, "unknown key", repr(key), suggestion(key, _TOP)) for key in raw if key not in _TOP]
    if raw.get("schema") != "ndt.model/1":
        problems.append(Problem(label, "schema", "wrong schema", shown(raw.get("schema")), '"ndt.model/1"'))
    problems += [
        Problem(label, key, "missing or not text", shown(raw.get(key)), "text")
        for key in ("name", "extends", "summary", "source")
        if not isinstance(raw.get(key, None if key == "name" else ""), str)
    ]
    problems += [
        Problem(label, key, "not a table", shown(raw[key]), f"[{key}]")
        for key in SECTIONS
        if not isinstance(raw.get(key, {}), dict)
    ]
    if problems:
        raise InputError(problems)
    return raw
