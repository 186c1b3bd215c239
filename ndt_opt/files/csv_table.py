"""A CSV table read cell by cell: one line for every cell that cannot be understood."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ndt_opt.errors import InputError, Problem
from ndt_opt.files.problems import suggestion
from ndt_opt.files.reading import read_text

Parse = Callable[[str], Any]
_YEARS = (1950, 2150)


def whole(low: int, high: int) -> Parse:
    """A cell that holds a whole number."""

    def parse(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,6}", text) is None or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return parse


def decimal(low: float, high: float, unit: str) -> Parse:
    """A cell that holds a number with a decimal point."""

    def parse(text: str) -> float:
        if re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,6})?", text) is None or not low <= float(text) <= high:
            raise ValueError(f"{unit} from {low:g} to {high:g}, with a decimal point")
        return float(text)

    return parse


def one_of(names: Sequence[str]) -> Parse:
    """A cell that holds one of these words."""

    def parse(text: str) -> str:
        if text not in names:
            raise ValueError(suggestion(text, names))
        return text

    return parse


def date(text: str) -> dt.date:
    """A cell that holds a date."""
    try:
        found = dt.date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        found = None
    if found is None or not _YEARS[0] <= found.year <= _YEARS[1]:
        raise ValueError(f"a date such as 2026-11-30, from {_YEARS[0]} to {_YEARS[1]}")
    return found


def read_table(
    path: Path | str, parsers: Mapping[str, Parse], required: Sequence[str], verbatim: Sequence[str] = ()
) -> tuple[list[tuple[int, dict[str, Any]]], list[Problem]]:
    """Line number and values of every row, and what is wrong with the others.

    Empty cells are left out. Cells of `verbatim` columns keep their spaces.

    Raises
    ------
    InputError
        when there is no header, or one that cannot be read.
    """
    file = str(path)
    lines = _lines(file, Path(path))
    if not lines:
        raise InputError([Problem(file, "line 1", "no header", allowed=",".join(parsers))])
    header = [cell.strip() for cell in lines[0][1]]
    problems = _header_problems(file, header, list(parsers), required)
    if problems:
        raise InputError(problems)
    rows = []
    for line, cells in lines[1:]:
        values, wrong = _values(file, line, header, cells, parsers, verbatim)
        if not wrong:
            wrong = [Problem(file, f"line {line}, {name}", "missing") for name in required if name not in values]
        problems += wrong
        if not wrong:
            rows.append((line, values))
    return rows, problems


def _lines(file: str, path: Path) -> list[tuple[int, list[str]]]:
    """Non-blank lines with their numbers."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise InputError([Problem(file, f"line {reader.line_num}", "not a CSV line", str(error))]) from None


def _header_problems(file: str, header: list[str], known: list[str], required: Sequence[str]) -> list[Problem]:
    if len(header) == 1 and (other := next((c for c in ";\t|" if c in header[0]), None)):
        return [Problem(file, "line 1", "not separated by commas", repr(other), "cells separated by commas")]
    problems = []
    for number, name in enumerate(header):
        if name not in known:
            problems.append(Problem(file, "line 1", "unknown column", _short(name), suggestion(name[:60], known)))
        elif name in header[:number]:
            problems.append(Problem(file, "line 1", "column given twice", repr(name)))
    missing = [name for name in required if name not in header]
    return problems + [Problem(file, "line 1", "column missing", allowed=name) for name in missing]


def _values(
    file: str, line: int, header: list[str], cells: list[str], parsers: Mapping[str, Parse], verbatim: Sequence[str]
) -> tuple[dict[str, Any], list[Problem]]:
    """The cells that were understood, and a line about each of the others."""
    if len(cells) > len(header):
        return {}, [Problem(file, f"line {line}", "too many cells", str(len(cells)), f"{len(header)}")]
    values, problems = {}, []
    for name, cell in zip(header, cells, strict=False):
        text = cell if name in verbatim else cell.strip()
        if not text:
            continue
        try:
            values[name] = parsers[name](text)
        except ValueError as error:
            problems.append(Problem(file, f"line {line}, {name}", "not understood", _short(cell), str(error)))
    return values, problems


def _short(text: str) -> str:
    return repr(text) if len(text) <= 60 else f"{text[:57]!r}..."
