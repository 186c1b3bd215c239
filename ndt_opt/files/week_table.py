"""The week table: one CSV row per session, written from a plan or typed in from anywhere."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from ndt_opt.domain.calendar import SLOTS, Slot
from ndt_opt.domain.plan import Plan, Session, SessionKind
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.csv_text import csv_text
from ndt_opt.files.problems import suggestion
from ndt_opt.files.reading import read_text
from ndt_opt.units import format_pace, parse_pace

KINDS: tuple[SessionKind, ...] = get_args(SessionKind)
_REQUIRED = ("date", "slot", "kind")
_YEARS = (1950, 2150)
_FORMULA = re.compile(r"'*[=+\-@\t]")
_ESCAPED = re.compile(r"'+[=+\-@\t]")


@dataclass(frozen=True)
class Row:
    """One session; None is unknown. `pace` in s/km, lactate in hundredths of mmol/L."""

    date: dt.date
    slot: Slot
    kind: SessionKind
    reps: int | None = None
    rep_s: int | None = None
    rep_m: int | None = None
    rest_s: int | None = None
    pace: int | None = None
    lactate_low: int | None = None
    lactate_high: int | None = None
    warmup_m: int | None = None
    cooldown_m: int | None = None
    distance_m: int | None = None
    title: str = ""


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,6}", text) is None or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return parse


def _date(text: str) -> dt.date:
    try:
        date = dt.date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        date = None
    if date is None or not _YEARS[0] <= date.year <= _YEARS[1]:
        raise ValueError(f"a date such as 2026-11-30, from {_YEARS[0]} to {_YEARS[1]}")
    return date


def _one_of(names: tuple[str, ...]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in names:
            raise ValueError(suggestion(text, names))
        return text

    return parse


def _hundredths(text: str) -> int:
    match = re.fullmatch(r"([0-9]{1,2})(?:\.([0-9]{1,2}))?", text)
    if match is None:
        raise ValueError("mmol/L with a decimal point and at most two decimals, like 2.5")
    return 100 * int(match[1]) + int((match[2] or "").ljust(2, "0"))


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula, on one line."""
    text = re.sub(r"[\r\n]+", " ", text)
    return f"'{text}" if _FORMULA.match(text) else text


def _title(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text


_PARSERS: dict[str, Callable[[str], Any]] = {
    "date": _date,
    "slot": _one_of(SLOTS),
    "kind": _one_of(KINDS),
    "reps": _whole(1, 200),
    "rep_s": _whole(1, 21_600),
    "rep_m": _whole(1, 100_000),
    "rest_s": _whole(0, 3_600),
    "pace": parse_pace,
    "lactate_low": _hundredths,
    "lactate_high": _hundredths,
    "warmup_m": _whole(0, 100_000),
    "cooldown_m": _whole(0, 100_000),
    "distance_m": _whole(0, 400_000),
    "title": _title,
}
HEADER: tuple[str, ...] = tuple(_PARSERS)


def write_week_table(plan: Plan) -> str:
    """The plan's sessions as CSV text, in date and slot order."""
    return csv_text(HEADER, map(_cells, sorted(plan.sessions, key=lambda s: (s.date, s.slot))))


def _cells(session: Session) -> list[Any]:
    pace, lactate = session.pace_s_per_km, session.lactate_mmol
    has_reps = session.rep_s is not None or session.rep_m is not None
    return [
        session.date.isoformat(), session.slot, session.kind, session.reps if has_reps else None,
        session.rep_s, session.rep_m, session.rest_s, None if pace is None else format_pace(pace.start),
        None if lactate is None else _mmol(lactate.low), None if lactate is None else _mmol(lactate.high),
        session.warmup_m, session.cooldown_m, session.distance_m,
        inert(session.title),
    ]  # fmt: skip


def _mmol(value: float) -> str:
    return f"{round(100 * value) / 100:.2f}".removesuffix("0")


def read_week_table(path: Path | str) -> list[Row]:
    """The rows of a week table, in the order of the file.

    Raises
    ------
    InputError
        with every problem of the file.
    """
    file = str(path)
    lines = _lines(file, Path(path))
    if not lines:
        raise InputError([Problem(file, "line 1", "no header", allowed=",".join(HEADER))])
    header = [cell.strip() for cell in lines[0][1]]
    problems = _header_problems(file, header)
    if problems:
        raise InputError(problems)
    rows = [_row(file, line, header, cells, problems) for line, cells in lines[1:]]
    problems += _twice(file, [(line, row) for (line, _), row in zip(lines[1:], rows, strict=True) if row is not None])
    if not rows:
        problems.append(Problem(file, "line 2", "no sessions", allowed="one row per session"))
    if problems:
        raise InputError(problems)
    return [row for row in rows if row is not None]


def _twice(file: str, rows: list[tuple[int, Row]]) -> list[Problem]:
    """A slot holds one session."""
    first: dict[tuple[dt.date, Slot], int] = {}
    problems = []
    for line, row in rows:
        before = first.setdefault((row.date, row.slot), line)
        if before != line:
            what, found = f"the slot of line {before} again", f"{row.date} {row.slot}"
            problems.append(Problem(file, f"line {line}", what, found, "one row per slot"))
    return problems


def _lines(file: str, path: Path) -> list[tuple[int, list[str]]]:
    """Non-blank lines with their numbers."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise InputError([Problem(file, f"line {reader.line_num}", "not a CSV line", str(error))]) from None


def _header_problems(file: str, header: list[str]) -> list[Problem]:
    if len(header) == 1 and (other := next((c for c in ";\t|" if c in header[0]), None)):
        return [Problem(file, "line 1", "not separated by commas", repr(other), "cells separated by commas")]
    problems = []
    for number, name in enumerate(header):
        if name not in HEADER:
            allowed = suggestion(name[:60], HEADER)
            problems.append(Problem(file, "line 1", "unknown column", _short(name), allowed))
        elif name in header[:number]:
            problems.append(Problem(file, "line 1", "column given twice", repr(name)))
    missing = [name for name in _REQUIRED if name not in header]
    return problems + [Problem(file, "line 1", "column missing", allowed=name) for name in missing]


def _row(file: str, line: int, header: list[str], cells: list[str], problems: list[Problem]) -> Row | None:
    """One row; its problems are added to `problems`."""
    before = len(problems)
    if len(cells) > len(header):
        problems.append(Problem(file, f"line {line}", "too many cells", str(len(cells)), f"{len(header)}"))
    values = {}
    for name, cell in zip(header, cells, strict=False):
        text = cell if name == "title" else cell.strip()
        if not text:
            continue
        try:
            values[name] = _PARSERS[name](text)
        except ValueError as error:
            problems.append(Problem(file, f"line {line}, {name}", "not understood", _short(cell), str(error)))
    if len(problems) == before:
        problems += _row_problems(file, line, values)
    return Row(**values) if len(problems) == before else None


def _row_problems(file: str, line: int, values: dict[str, Any]) -> list[Problem]:
    """What no single cell shows."""
    problems = [Problem(file, f"line {line}, {name}", "missing") for name in _REQUIRED if name not in values]
    if "rep_s" in values and "rep_m" in values:
        where = f"line {line}, rep_m"
        problems.append(Problem(file, where, "two rep lengths", allowed="one of rep_s, rep_m"))
    if values.get("lactate_low", 0) > values.get("lactate_high", 9999):
        problems.append(Problem(file, f"line {line}, lactate_low", "above lactate_high"))
    return problems


def _short(text: str) -> str:
    return repr(text) if len(text) <= 60 else f"{text[:57]!r}..."
