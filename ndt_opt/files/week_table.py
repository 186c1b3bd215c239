"""The week table: one CSV row per session, written from a plan or typed in from anywhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from ndt_opt.domain.calendar import SLOTS, Slot
from ndt_opt.domain.plan import Plan, Session, SessionKind
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.csv_table import date, one_of, read_table, whole
from ndt_opt.files.csv_text import csv_text, inert, plain_text
from ndt_opt.units import format_pace, parse_pace

KINDS: tuple[SessionKind, ...] = get_args(SessionKind)
_REQUIRED = ("date", "slot", "kind")


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


def _hundredths(text: str) -> int:
    match = re.fullmatch(r"([0-9]{1,2})(?:\.([0-9]{1,2}))?", text)
    if match is None:
        raise ValueError("mmol/L with a decimal point and at most two decimals, like 2.5")
    return 100 * int(match[1]) + int((match[2] or "").ljust(2, "0"))


_PARSERS: dict[str, Callable[[str], Any]] = {
    "date": date,
    "slot": one_of(SLOTS),
    "kind": one_of(KINDS),
    "reps": whole(1, 200),
    "rep_s": whole(1, 21_600),
    "rep_m": whole(1, 100_000),
    "rest_s": whole(0, 3_600),
    "pace": parse_pace,
    "lactate_low": _hundredths,
    "lactate_high": _hundredths,
    "warmup_m": whole(0, 100_000),
    "cooldown_m": whole(0, 100_000),
    "distance_m": whole(0, 400_000),
    "title": plain_text,
}
HEADER: tuple[str, ...] = tuple(_PARSERS)


def write_week_table(plan: Plan, unit: str = "km") -> str:
    """The plan's sessions as CSV text, in date and slot order; the titles, which people read, in `km` or `mi`."""
    return csv_text(HEADER, (_cells(s, unit) for s in sorted(plan.sessions, key=lambda s: (s.date, s.slot))))


def _cells(session: Session, unit: str) -> list[Any]:
    pace, lactate = session.pace_s_per_km, session.lactate_mmol
    has_reps = session.rep_s is not None or session.rep_m is not None
    return [
        session.date.isoformat(), session.slot, session.kind, session.reps if has_reps else None,
        session.rep_s, session.rep_m, session.rest_s, None if pace is None else format_pace(pace.start),
        None if lactate is None else _mmol(lactate.low), None if lactate is None else _mmol(lactate.high),
        session.warmup_m, session.cooldown_m, session.distance_m,
        inert(session.title_in(unit)),
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
    found, problems = read_table(path, _PARSERS, _REQUIRED, verbatim=("title",))
    rows = []
    for line, values in found:
        wrong = _row_problems(file, line, values)
        problems += wrong
        if not wrong:
            rows.append((line, Row(**values)))
    problems += _twice(file, rows)
    if not rows and not problems:
        problems.append(Problem(file, "line 2", "no sessions", allowed="one row per session"))
    if problems:
        raise InputError(problems)
    return [row for _, row in rows]


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


def _row_problems(file: str, line: int, values: dict[str, Any]) -> list[Problem]:
    """What no single cell shows."""
    problems = []
    if "rep_s" in values and "rep_m" in values:
        where = f"line {line}, rep_m"
        problems.append(Problem(file, where, "two rep lengths", allowed="one of rep_s, rep_m"))
    if values.get("lactate_low", 0) > values.get("lactate_high", 9999):
        problems.append(Problem(file, f"line {line}, lactate_low", "above lactate_high"))
    return problems
