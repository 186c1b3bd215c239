"""The training log: one CSV row a run, typed in or written by `ndt import`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ndt_opt.domain.calendar import SLOTS
from ndt_opt.domain.log import MOVED_DAYS, LogEntry, in_order
from ndt_opt.domain.plan import Plan
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.csv_table import Parse, date, decimal, one_of, read_table, whole
from ndt_opt.files.csv_text import csv_text, inert, plain_text
from ndt_opt.files.plan_file import write_whole
from ndt_opt.files.week_table import KINDS
from ndt_opt.units import format_clock, format_pace, parse_clock, parse_pace

_REQUIRED = ("date", "slot", "kind")
_MMOL = decimal(0.2, 30, "mmol/L")
MOST_READINGS = 20


def _readings(text: str) -> tuple[float, ...]:
    """`2.1/2.4/2.6`."""
    parts = text.split("/")
    if len(parts) > MOST_READINGS:
        raise ValueError(f"at most {MOST_READINGS} readings, separated by /")
    return tuple(_MMOL(part.strip()) for part in parts)


def _signed(text: str) -> float:
    if re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,3})?", text) is None or not -100 <= float(text) <= 100:
        raise ValueError("per cent from -100 to 100, with a decimal point")
    return float(text)


_PARSERS: dict[str, Parse] = {
    "date": date,
    "slot": one_of(SLOTS),
    "start": parse_clock,
    "session_id": plain_text,
    "kind": one_of(KINDS),
    "distance_m": whole(0, 400_000),
    "hard_m": whole(0, 400_000),
    "duration_s": whole(0, 200_000),
    "work_s": whole(0, 200_000),
    "pace": parse_pace,
    "rest_s": whole(0, 3_600),
    "rpe": whole(6, 20),
    "lactate_mmol": _readings,
    "hr_first_bpm": whole(30, 240),
    "hr_last_bpm": whole(30, 240),
    "hr_drift_pct": _signed,
    "soreness": whole(0, 10),
    "completed": whole(0, 100),
    "source": plain_text,
    "note": plain_text,
}
HEADER: tuple[str, ...] = tuple(_PARSERS)


def parse_cell(name: str, text: str) -> Any:
    """The value of one cell; an empty one erases.

    Raises
    ------
    ValueError
        saying what is allowed there.
    """
    if not text.strip():
        return () if name == "lactate_mmol" else "" if name in ("source", "note") else None
    return _PARSERS[name](text.strip())


def read_log(path: Path, plan: Plan | None = None, as_of: dt.date | None = None) -> list[LogEntry]:
    """The entries of a log, by day and slot.

    Parameters
    ----------
    plan : whose sessions the entries may name.
    as_of : no entry may be later.

    Raises
    ------
    InputError
        with a line for every problem: cells, a run logged twice, days to come, sessions that the plan does not have.
    """
    rows, problems = read_table(path, _PARSERS, _REQUIRED, verbatim=("note",))
    entries = [(line, LogEntry(**values)) for line, values in rows]
    problems += _problems(str(path), entries, plan, as_of)
    if problems:
        raise InputError(problems)
    return in_order([entry for _, entry in entries])


def _problems(
    file: str, entries: Sequence[tuple[int, LogEntry]], plan: Plan | None, as_of: dt.date | None
) -> Iterator[Problem]:
    """What no single cell shows."""
    yield from _twice(file, entries)
    known = None if plan is None else {session.id: session for session in plan.sessions}
    cancelled = set() if plan is None else {gone.id for gone in plan.cancelled}
    for line, entry in entries:
        if as_of is not None and entry.date > as_of:
            yield Problem(file, f"line {line}, date", "a day to come", str(entry.date), f"{as_of} at the latest")
        if known is None or entry.session_id is None:
            continue
        session = known.get(entry.session_id)
        if session is None and entry.session_id in cancelled:
            continue
        if session is None:
            what, found = "no session of the plan", repr(entry.session_id)
            yield Problem(file, f"line {line}, session_id", what, found, "an id of the plan, or nothing")
        elif abs((entry.date - session.date).days) > MOVED_DAYS:
            what, allowed = f"not the day of {session.id}", f"within {MOVED_DAYS} days of {session.date}"
            yield Problem(file, f"line {line}, session_id", what, str(entry.date), allowed)


def _twice(file: str, entries: Sequence[tuple[int, LogEntry]]) -> Iterator[Problem]:
    """A planned session is run once, and a run logged once; a slot may hold several runs.

    Two recordings that start in one minute are two runs: `ndt import` has compared them.
    """
    first: dict[tuple[object, ...], tuple[int, LogEntry]] = {}
    for line, entry in entries:
        told = False
        for name, key in _keys(entry):
            before, other = first.setdefault(key, (line, entry))
            if before == line or told or (name == "start" and entry.source and other.source):
                continue
            told = True  # once, however many ways it is the same
            found = f"{entry.date} {entry.slot}" if name == "start" else str(getattr(entry, name))
            what = f"logged in line {before} already"
            yield Problem(file, f"line {line}, {name}", what, found, "one row for a run")


def _keys(entry: LogEntry) -> Iterator[tuple[str, tuple[object, ...]]]:
    """What only one entry may have, by the column that shows it."""
    if entry.session_id is not None:
        yield "session_id", ("session", entry.session_id)
    if entry.source:
        yield "source", ("source", entry.source, entry.date, entry.start)
    if entry.start is not None or (entry.session_id is None and not entry.source):
        yield "start", ("start", entry.date, entry.slot, entry.start)


def log_text(entries: Sequence[LogEntry]) -> str:
    """The whole log as CSV, by day and slot."""
    return csv_text(HEADER, ([*cells(entry).values()] for entry in in_order(entries)))


def write_log(path: Path, entries: Sequence[LogEntry]) -> None:
    """Write the log anew, whole or not at all.

    Raises
    ------
    OutputError
        when it cannot be written; the old log is as it was.
    """
    write_whole({path: log_text(entries)})


_WRITTEN: Mapping[str, Any] = {
    "date": dt.date.isoformat,
    "start": format_clock,
    "pace": format_pace,
    "lactate_mmol": lambda readings: "/".join(f"{value:g}" for value in readings),
    "hr_drift_pct": lambda pct: f"{pct:g}",
    "session_id": inert,
    "source": inert,
    "note": inert,
}


def cells(entry: LogEntry) -> dict[str, Any]:
    """Column -> what stands in it; None where nothing does."""
    values = ((name, getattr(entry, name)) for name in HEADER)
    return {name: None if v in (None, (), "") else _WRITTEN.get(name, lambda v: v)(v) for name, v in values}
