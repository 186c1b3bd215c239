"""A step test out of a CSV file: a column of intensities, lactate, and what else was measured."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from ndt_opt.errors import InputError, Problem
from ndt_opt.files.csv_table import Parse, decimal, read_table, whole
from ndt_opt.physiology.lactate.step_test import StepTest, Unit
from ndt_opt.units import parse_pace

_INTENSITIES: dict[str, Unit] = {"speed_km_h": "km/h", "pace": "km/h", "power_w": "W"}
_REST = ("0", "0.0", "rest")
FEWEST, MOST = 4, 40
"""Stages that a curve can be laid through at all, and more than any test has."""


def _pace(text: str) -> float:
    """km/h of a pace, per km where no unit stands there; rest has none."""
    return 0.0 if text in _REST else 3600 / parse_pace(text if "/" in text else f"{text}/km")


_PARSERS: dict[str, Parse] = {
    "speed_km_h": decimal(0, 30, "km/h"),
    "pace": _pace,
    "power_w": decimal(0, 800, "watts"),
    "lactate_mmol": decimal(0.2, 30, "mmol/L"),
    "hr_bpm": whole(30, 240),
    "rpe": decimal(6, 20, "Borg's scale"),
}


def read_step_test(path: Path) -> StepTest:
    """The stages in the order of the file; a first row of intensity 0 is rest.

    Raises
    ------
    InputError
        with every problem of the file.
    """
    file = str(path)
    rows, problems = read_table(path, _PARSERS, ("lactate_mmol",))
    names = sorted({name for _, row in rows for name in row if name in _INTENSITIES})
    if len(names) != 1 and not problems:
        allowed = f"one of {', '.join(_INTENSITIES)}"
        raise InputError([Problem(file, "line 1", "which intensity?", ", ".join(names) or "none", allowed)])
    if not problems:
        problems = list(_stage_problems(file, rows, names[0]))
    if problems:
        raise InputError(problems)
    values = [row for _, row in rows]
    rest = values[0]["lactate_mmol"] if values[0][names[0]] == 0 else None
    stages = values[rest is not None :]
    return StepTest(
        unit=_INTENSITIES[names[0]],
        stages=np.array([row[names[0]] for row in stages]),
        stage_lactate=np.array([row["lactate_mmol"] for row in stages]),
        stage_heart_rate=np.array([row.get("hr_bpm", np.nan) for row in stages]),
        rest_lactate=rest,
    )


def _stage_problems(file: str, rows: list[tuple[int, dict[str, Any]]], name: str) -> Iterator[Problem]:
    for line, row in rows:
        if name not in row:
            yield Problem(file, f"line {line}, {name}", "missing")
    given = [(line, row[name]) for line, row in rows if name in row]
    for (_, before), (line, value) in pairwise(given):
        if value == 0:
            yield Problem(file, f"line {line}, {name}", "rest after a stage", "0", "rest in the first row only")
        elif value <= before:
            yield Problem(
                file, f"line {line}, {name}", "not harder than the stage before", f"{value:g} after {before:g}",
                "one row per stage, the easiest first",
            )  # fmt: skip
    stages = sum(value > 0 for _, value in given)
    if not FEWEST <= stages <= MOST:
        what = "too few stages" if stages < FEWEST else "too many stages"
        yield Problem(file, "", what, str(stages), f"{FEWEST} to {MOST}")
