"""A text file off the disk, and TOML out of it, with everything hostile kept out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ndt_opt.errors import InputError, Problem

LARGEST_BYTES = 20_000_000
_DEEPEST = 12


def read_text(path: Path, label: str | None = None) -> str:
    """The whole UTF-8 file (a byte order mark is dropped).

    Raises
    ------
    InputError
        when there is no such file, or it is a folder, too large or not UTF-8.
    OSError
        when the disk or a permission refuses.
    """
    name = label or str(path)
    data = read_bytes(path, name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            [Problem(name, "", f"not UTF-8 text (line {line})", repr(data[error.start : error.end]))]
        ) from None


def read_bytes(path: Path, name: str) -> bytes:
    """The whole file; `name` is what messages call it.

    Raises
    ------
    InputError
        when there is no such file, or it is a folder or too large.
    OSError
        when the disk or a permission refuses.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise InputError([Problem(name, "", "no such file")]) from None
    except IsADirectoryError:
        raise InputError([Problem(name, "", "is a folder, not a file")]) from None
    except ValueError:
        raise InputError([Problem(repr(name), "", "not a file name")]) from None
    return within_limit(data, name)


def within_limit(data: bytes, name: str) -> bytes:
    """The same bytes, unless they are too many (`InputError`)."""
    if len(data) > LARGEST_BYTES:
        raise InputError([Problem(name, "", "too large", allowed=f"at most {LARGEST_BYTES // 1_000_000} MB")])
    return data


def parse_toml(text: str, label: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises
    ------
    InputError
        when it is not TOML (with the line), or nested too deeply.
    """
    try:
        raw = tomllib.loads(text)
    except RecursionError:
        raise InputError([Problem(label, "", "nested too deeply", allowed=f"{_DEEPEST} levels")]) from None
    except ValueError as error:
        what = f"not readable as TOML: {str(error).partition(';')[0]}"
        raise InputError([Problem(label, "", what)]) from None
    too_deep = list(_too_deep(raw, label))
    if too_deep:
        raise InputError(too_deep)
    return raw


def _too_deep(raw: dict[str, Any], label: str) -> Iterator[Problem]:
    waiting: list[tuple[str, Any, int]] = [("", raw, 0)]
    while waiting:
        where, value, depth = waiting.pop()
        if depth > _DEEPEST:
            yield Problem(label, where, "nested too deeply", allowed=f"{_DEEPEST} levels")
        elif isinstance(value, dict):
            waiting += [(f"{where}.{k}" if where else k, v, depth + 1) for k, v in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{where}[{i}]", v, depth + 1) for i, v in enumerate(value)]
