"""A scenario file with some values changed, everything else as its author wrote it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
import tomlkit.container
import tomlkit.items
from tomlkit.exceptions import TOMLKitError

from ndt_opt.errors import InputError, Problem
from ndt_opt.files.reading import parse_toml, read_text
from ndt_opt.files.scenario_file import change, load

_BOM = "\ufeff"


def edited_scenario(path: Path, values: Mapping[str, Any]) -> str:
    """The text of a scenario file with dotted keys (`athlete.lactate.lt2_mmol`) set.

    Comments, order, line ends and a byte order mark stay.

    Raises
    ------
    InputError
        when the file is no scenario after the change.
    """
    load(path, changes=values)
    text = edited(read_text(path), values, path.name)
    return _BOM + text if path.read_bytes().startswith(_BOM.encode()) else text


def edited(text: str, values: Mapping[str, Any], label: str) -> str:
    """The TOML text with these values.

    Raises
    ------
    InputError
        when it is no TOML, or written in a way in which the values cannot be added.
    """
    raw = parse_toml(text, label)
    try:
        document: Any = tomlkit.parse(text)
        for key, value in values.items():
            _set(document, key.split("."), value)
        changed = tomlkit.dumps(document)
    except (TOMLKitError, ValueError, TypeError) as error:
        raise InputError([Problem(label, next(iter(values), ""), f"cannot be set: {error}")]) from None
    if "\r\n" in text:
        changed = changed.replace("\r\n", "\n").replace("\n", "\r\n")
    change(raw, values)
    if tomllib.loads(changed) != raw:  # tables given by dotted keys swallow what is put before them
        wanted = ", ".join(f"{key} = {value}" for key, value in values.items())
        raise InputError([Problem(label, "", "written in a way that is not edited by program", allowed=wanted)])
    return changed


def _set(table: Any, parts: list[str], value: Any) -> None:
    *outer, last = parts
    for part in outer:
        if part not in table:
            table[part] = _new_table(table)
        table = table[part]
    table[last] = value


def _new_table(inside: Any) -> Any:
    """A table of the kind that may stand there."""
    if isinstance(inside, tomlkit.items.InlineTable):
        return tomlkit.inline_table()
    return tomlkit.table() if isinstance(inside, tomlkit.container.Container | tomlkit.items.Item) else {}
