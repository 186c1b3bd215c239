"""Result files: a row per run, and a row per point of each run's gap over time."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ndt_opt.bench.conditions import Conditions
from ndt_opt.bench.run import Run
from ndt_opt.domain.record import Record
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.csv_text import csv_text, inert
from ndt_opt.files.problems import from_validation
from ndt_opt.files.reading import read_text

_CONDITIONS = list(Conditions.model_fields)
_RUN = [name for name in Run.model_fields if name != "trace"]
_TRACE = ["instance", "peer", "pair", "seconds", "best_s", "bound_s"]


class Results(Record):
    """All runs of a suite, without their gap over time where they were read from a file."""

    conditions: Conditions
    runs: list[Run]


def runs_text(results: Results) -> str:
    """The runs as CSV."""
    same = [_cell(value) for value in results.conditions.model_dump().values()]
    rows = ([*same, *(_cell(getattr(run, name)) for name in _RUN)] for run in results.runs)
    return csv_text([*_CONDITIONS, *_RUN], rows)


def trace_text(runs: Iterable[Run]) -> str:
    """The gap over time as CSV."""
    rows = ([run.instance, run.peer, run.pair, *map(_cell, point)] for run in runs for point in run.trace)
    return csv_text(_TRACE, rows)


def read_results(path: Path) -> Results:
    """The runs in a CSV file that an earlier suite has written.

    Raises
    ------
    InputError
        with one line for every problem of the file.
    """
    reader = csv.DictReader(io.StringIO(read_text(path)), restkey="")
    try:
        rows = list(reader)
    except csv.Error as error:
        raise InputError([Problem(path.name, f"line {reader.line_num}", "not a CSV line", str(error))]) from None
    if not rows:
        raise InputError([Problem(path.name, "", "no runs")])
    missing = [name for name in (*_CONDITIONS, *_RUN) if name not in rows[0]]
    if missing:
        raise InputError([Problem(path.name, "", "not a result file of ndt bench", f"no column {missing[0]!r}")])
    short = [n for n, row in enumerate(rows, 2) if None in row.values()]
    if short:
        wanted = f"{len(rows[0])} cells"
        raise InputError([Problem(path.name, f"line {n}", "cells are missing", allowed=wanted) for n in short])
    problems: list[Problem] = []
    runs = [run for n, row in enumerate(rows, 2) if (run := _read(Run, row, _RUN, path.name, f"line {n}", problems))]
    conditions = _read(Conditions, rows[0], _CONDITIONS, path.name, "line 2", problems)
    if problems or conditions is None:
        raise InputError(problems)
    return Results(conditions=conditions, runs=runs)


def read_trace(path: Path, runs: Sequence[Run]) -> list[Run]:
    """The runs with the plans and bounds over time that stand in a `-trace.csv`.

    Raises
    ------
    InputError
        when it is no such file.
    """
    points: dict[tuple[str, str, int], list[tuple[float, int | None, int | None]]] = defaultdict(list)
    for number, row in enumerate(csv.DictReader(io.StringIO(read_text(path))), 2):
        try:
            best, bound = (int(row[name]) if row[name] else None for name in ("best_s", "bound_s"))
            points[row["instance"], row["peer"], int(row["pair"])].append((float(row["seconds"]), best, bound))
        except (KeyError, TypeError, ValueError) as error:
            raise InputError([Problem(path.name, f"line {number}", "not a trace of ndt bench", str(error))]) from None
    return [run.model_copy(update={"trace": points[run.instance, run.peer, run.pair]}) for run in runs]


def _read(
    cls: type[Any], row: dict[str, Any], names: Sequence[str], file: str, line: str, problems: list[Problem]
) -> Any:
    values = {name: row[name] for name in names if row[name] not in ("", None)}
    try:
        return cls.model_validate(values, strict=False)
    except ValidationError as error:
        problems += from_validation(lambda _: file, error, line, cls)
        return None


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return inert(" ".join(value.split())) if isinstance(value, str) else value
