"""Which variants of a scenario are compared: read, named apart, and every problem of all of them told at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ndt_opt.domain.comparison import Number
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.scenario_file import load
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.study.asked import Asked, tidy


@dataclass(frozen=True)
class Job:
    """A season to solve; `value`: of the varied number, None where none is varied."""

    name: str
    sets: tuple[str, ...]
    scenario: Scenario
    model: TrainingModel
    settings: SolveSettings
    value: Number | None = None


@dataclass(frozen=True)
class Point:
    """A value of the varied number, and what it changes in the scenario (dotted key -> value)."""

    value: Number | None = None
    changes: dict[str, Any] = field(default_factory=dict)


def read_variants(
    path: Path, asked: Sequence[Asked], settings: SolveSettings, points: Sequence[Point] = (Point(),)
) -> list[Job]:
    """One job for every variant and point, the variants in order, then the points.

    Raises
    ------
    InputError
        with every problem of all of them, each once; and where the same variant stands there twice.
    """
    problems: list[Problem] = []
    jobs = []
    for one in asked:
        for point in points:
            try:
                scenario, model = load(path, one.model, list(one.sets), point.changes)
            except InputError as error:
                problems += error.problems
            else:
                jobs.append(Job(_name(one, model), one.sets, scenario, model, settings, point.value))
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    named = _named_apart(jobs, [one for one in asked for _ in points])
    _refuse_twins(named)
    return named


def differences(model: TrainingModel, other: TrainingModel) -> list[str]:
    """The rules that do not say the same in both, then whatever else of the models does not."""
    rules = [
        slug
        for slug, params in model.rules.items()
        if model.strengths[slug] != other.strengths[slug] or (model.holds(slug) and params != other.rules[slug])
    ]
    parts = {"templates": "sessions", "ladders": "ladders", "preferences": "preferences", "physiology": "physiology",
             "muscular": "muscular load"}  # fmt: skip
    return [*rules, *(name for part, name in parts.items() if getattr(model, part) != getattr(other, part))]


def _name(asked: Asked, model: TrainingModel) -> str:
    return asked.name or ", ".join([model.name, *map(tidy, asked.sets)])


def _named_apart(jobs: list[Job], asked: list[Asked]) -> list[Job]:
    """Models of one name from different files are called by what the user wrote."""
    files: dict[tuple[str, Number | None], list[Job]] = {}
    for job in jobs:
        files.setdefault((job.name, job.value), []).append(job)
    twice = {name for (name, _), own in files.items() if any(not _same(own[0], job) for job in own[1:])}
    return [
        replace(job, name=", ".join([one.model, *map(tidy, one.sets)])) if job.name in twice and one.model else job
        for job, one in zip(jobs, asked, strict=True)
    ]


def _refuse_twins(jobs: Iterable[Job]) -> None:
    seen = set()
    for job in jobs:
        if (job.name, job.value) in seen:
            allowed = "variants that differ; one alone is compared to the scenario's own model"
            raise InputError([Problem("--model", "", "the same variant twice", repr(job.name), allowed)])
        seen.add((job.name, job.value))


def _same(a: Job, b: Job) -> bool:
    """Whether two models say the same, wherever their numbers come from."""
    return replace(a.model, origins={}) == replace(b.model, origins={})
