"""Result files: a row per run, and a row per point of each run's gap over time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ndt_opt.bench.conditions import Conditions
from ndt_opt.bench.run import Run
from ndt_opt.domain.record import Record
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.csv_text import csv_text
from ndt_opt.files.problems import from_validation
from ndt_opt.files.reading import read_text
from ndt_opt.files.week_table import inert

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
    rows = list(csv.DictReader(io.StringIO(read_text(path)), restkey=""))
    if not rows:
        raise InputError([Problem(path.name, "", "no runs")])
    missing = [name for name in (*_CONDITIONS, *_RUN) if name not in rows[0]]
    if missing:
        raise InputError([Problem(path.name, "", "not a result file of ndt bench", f"no column {missing[0]!r}")])
    problems: list[Problem] = []
    runs = [run for n, row in enumerate(rows, 2) if (run := _read(Run, row, _RUN, path.name, f"line {n}", problems))]
    conditions = _read(Conditions, rows[0], _CONDITIONS, path.name, "line 2", problems)
    if problems or conditions is None:
        raise InputError(problems)
    return Results(conditions=conditions, runs=runs)


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
