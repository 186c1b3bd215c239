"""A comparison from what was asked to what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ndt_opt.domain.comparison import Comparison
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.problems import shown, suggestion
from ndt_opt.study.asked import Asked
from ndt_opt.study.compare import OnDone, solve_variants
from ndt_opt.study.curves import curves_of
from ndt_opt.study.questions import QUESTIONS, Question
from ndt_opt.study.reading import read_pair
from ndt_opt.study.variants import Job, read_variants
from ndt_opt.study.vary import Vary, points_of, read_vary, set_and_varied

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
    known = _question(question, asked)
    text = vary or (known.vary if known else "")
    varied = read_vary(text) if text else None
    if not asked and known is None and varied is None:
        raise InputError([Problem("ndt compare", "", "nothing to compare", allowed=_NOTHING)])
    variants = list(known.pair if known else asked)
    columns = [] if varied and not known else variants if len(variants) > 1 else [Asked(), *variants]
    jobs = read_variants(path, columns or variants or [Asked()], settings)
    scenario = jobs[0].scenario
    if varied is None:
        return Request(scenario, settings.seed, question, jobs, None, [])
    problems = set_and_varied(varied, variants)
    if problems:
        raise InputError(problems)
    points = read_variants(path, variants or [Asked()], settings, points_of(varied, scenario))
    return Request(scenario, settings.seed, question, jobs if columns else [], varied, points)


def _question(name: str | None, asked: Sequence[Asked]) -> Question | None:
    if name is None:
        return None
    if name not in QUESTIONS:
        allowed = suggestion(name, QUESTIONS)
        raise InputError([Problem("--question", "", "unknown question", shown(name), allowed)])
    if asked:
        raise InputError([Problem("--question", "", "brings its own models", "--model or --set", "neither beside it")])
    return QUESTIONS[name]


def compare(request: Request, on_done: OnDone) -> Comparison:
    """Every season solved, columns and points on all cores together."""
    variants = solve_variants([*request.columns, *request.points], on_done)
    columns, points = variants[: len(request.columns)], variants[len(request.columns) :]
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
