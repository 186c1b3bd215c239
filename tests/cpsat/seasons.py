"""Short seasons and one way to solve their first tier, for the tests of this folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from ortools.sat.python import cp_model

from ndt_opt.cpsat.build import Built, build
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.settings import new_solver
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import read_model
from ndt_opt.rules.training_model import TrainingModel

START = dt.date(2026, 11, 30)
LIMIT = 20.0


@cache
def library(name: str = "norwegian-double") -> TrainingModel:
    return read_model(name)


FEW = {"am-6min": (3, 5), "am-2km": (2, 4), "pm-1km": (4, 8), "pm-90s": (9, 17)}


@cache
def few_sessions(name: str = "norwegian-double") -> TrainingModel:
    """A model with a menu small enough to keep every programme, whatever rule is off."""
    whole = library(name)
    kept = {
        name: whole.templates[name].model_copy(update={"min_reps": low, "max_reps": high})
        for name, (low, high) in FEW.items()
    }
    hits = {name: t for name, t in whole.templates.items() if "hit" in t.use}
    return replace(whole, templates={**kept, **hits})


def season(weeks: int = 3, time: str = "15:30", weekly_km: float = 130, **own: Any) -> Scenario:
    """`athlete` only adds keys; other sections are replaced."""
    athlete = {
        "results": [{"distance_m": 5000, "time": time}],
        "weekly_km": weekly_km,
        **own.pop("athlete", {}),
    }
    whole = {"season": {"start": START, "weeks": weeks}, **own}
    return Scenario.model_validate({"schema": "ndt.scenario/1", "athlete": athlete, **whole})


def answer(cp: cp_model.CpModel, seed: int = 1, presolve: bool = True) -> tuple[int, cp_model.CpSolver]:
    solver = new_solver(seed, 1, presolve)
    solver.parameters.max_deterministic_time = LIMIT
    return solver.solve(cp), solver


def optimum(built: Built, **how: Any) -> int | None:
    """Most Zone-2 seconds, proved; None when proved infeasible."""
    built.grid.cp.maximize(built.z2_s)
    status, solver = answer(built.grid.cp, **how)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL, solver.status_name(status)
    return round(solver.objective_value)


def best_z2(
    scenario: Scenario, model: TrainingModel, order: Iterable[str] | None = None, **how: Any
) -> int | None:
    return optimum(build(season_facts(scenario, model), order), **how)
