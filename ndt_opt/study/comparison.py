"""A comparison from what was asked to what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ndt_opt.domain.comparison import Comparison
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.problems import shown
from ndt_opt.study.asked import Asked
from ndt_opt.study.compare import OnDone, solve_variants
from ndt_opt.study.curves import curves_of
from ndt_opt.study.questions import QUESTIONS, Question
from ndt_opt.study.reading import read_pair
from ndt_opt.study.variants import Job, differences, read_variants
from ndt_opt.study.vary import Vary, points_of, read_vary, set_and_varied

R = TypeVar("R")
_NOTHING = "--model, --set, --vary or --question; one model alone is compared to the scenario's own"


@dataclass(frozen=True)
class Request:
    """Everything read and checked: seasons to put side by side, and the points of curves."""

    scenario: Scenario
    seed: int
    question: str | None
    columns: list[Job]
    vary: Vary | None
    points: list[Job]


def read_request(
    path: Path, asked: Sequence[Asked], question: str | None, vary: str | None, settings: SolveSettings
) -> Request:
    """What to solve, in order.

    Variants are columns, unless a number is varied: then each is a curve.  One variant alone is compared to the
    scenario's own model.  A question brings its two variants, and may bring a curve of its own.

    Raises
    ------
    InputError
        with every problem of the options, the scenario, the models and the values.
    """
    problems: list[Problem] = []
    known = _told(problems, lambda: _question(question, asked))
    text = vary or (known.vary if known else "")
    varied = _told(problems, lambda: read_vary(text)) if text else None
    if not (asked or question or text):
        problems.append(Problem("ndt compare", "", "nothing to compare", allowed=_NOTHING))
    variants = list(known.pair if known else asked) or [Asked()]
    if varied:
        problems += set_and_varied(varied, variants)
    wide = variants if known or text or len(asked) != 1 else [Asked(), *asked]
    jobs = _told(problems, lambda: read_variants(path, wide, settings))
    if problems or jobs is None:
        raise InputError(problems)
    scenario = jobs[0].scenario
    points = read_variants(path, variants, settings, points_of(varied, scenario)) if varied else []
    return Request(scenario, settings.seed, question, jobs if known or not varied else [], varied, points)


def _told(problems: list[Problem], read: Callable[[], R]) -> R | None:
    """What was read, or None and its problems among the others."""
    try:
        return read()
    except InputError as error:
        problems += error.problems
        return None


def _question(name: str | None, asked: Sequence[Asked]) -> Question | None:
    if name is None:
        return None
    if name not in QUESTIONS:
        raise InputError([Problem("--question", "", "unknown question", shown(name), f"one of {', '.join(QUESTIONS)}")])
    if asked:
        what = "brings its own two variants"
        raise InputError([Problem("--question", "", what, "--model or --set", "--question alone, or with --vary")])
    return QUESTIONS[name]


def compare(request: Request, on_done: OnDone) -> Comparison:
    """Every season solved, columns and points on all cores together."""
    variants = solve_variants([*request.columns, *request.points], on_done)
    points = variants[len(request.columns) :]
    columns = [
        variant.model_copy(update={"differs_in": differences(request.columns[0].model, job.model)})
        for variant, job in zip(variants, request.columns, strict=False)
    ]
    known = QUESTIONS[request.question] if request.question else None
    return Comparison(
        schema="ndt.compare/1",  # type: ignore[call-arg]
        scenario=request.scenario.title,
        seed=request.seed,
        question=request.question,
        asks=known.asks if known else "",
        variants=columns,
        curves=curves_of(request.vary, request.scenario, points) if request.vary else None,
        reading=read_pair(columns[0], columns[1], known.watch) if known else [],
    )
