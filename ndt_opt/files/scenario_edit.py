"""A scenario file with some values changed, everything else as its author wrote it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from ndt_opt.errors import InputError, Problem
from ndt_opt.files.reading import read_text
from ndt_opt.files.scenario_file import load


def edited_scenario(path: Path, values: Mapping[str, Any]) -> str:
    """The text of a scenario file with dotted keys (`athlete.lactate.lt2_mmol`) set; comments and order stay.

    Raises
    ------
    InputError
        when the file is no scenario, before or after the change.
    """
    load(path)
    text = edited(read_text(path), values, path.name)
    _check(path, text)
    return text


def edited(text: str, values: Mapping[str, Any], label: str) -> str:
    """The TOML text with these values.

    Raises
    ------
    InputError
        when a part of a key is no table.
    """
    try:
        document: Any = tomlkit.parse(text)
    except TOMLKitError as error:
        raise InputError([Problem(label, "", f"not readable as TOML: {error}")]) from None
    for key, value in values.items():
        *parts, last = key.split(".")
        table = document
        for part in parts:
            if part not in table:
                table[part] = tomlkit.table()
            table = table[part]
        table[last] = value
    return tomlkit.dumps(document)


def _check(path: Path, text: str) -> None:
    """The changed scenario beside the old one, where a model named by its path is found, read as `ndt solve` would."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".toml", dir=path.parent)
    trial = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        load(trial)
    except InputError as error:
        problems = [Problem(path.name, p.where, p.what, p.found, p.allowed) for p in error.problems]
        raise InputError(problems) from None
    finally:
        trial.unlink()
