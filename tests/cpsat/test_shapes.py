"""The solver on tiny models of the shapes this project posts, against brute force.

Every model is solved as tiers 1 and 2 are, with and without presolve, and asked as a certificate asks.  Many more:
`NDT_EXAMPLES=20000 python -m pytest tests/cpsat/test_shapes.py`.
"""

from __future__ import annotations

import os
import random

import pytest
from ortools.sat.python import cp_model

from ndt_opt.cpsat import second_proof, solve
from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.interrupt import run
from ndt_opt.cpsat.layout_search import solve_season
from ndt_opt.cpsat.settings import new_solver, part_solver
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel
from tests.scenarios.library import FOLDER, NAMES, inputs, load, shortened

from .shapes import Shape, Tiny, shapes_of

SEEDS = range(int(os.environ.get("NDT_EXAMPLES", "400")))


def tiny(seed: int) -> Tiny:
    return Tiny(random.Random(seed))


SOLVERS = {
    "no presolve": lambda seed: new_solver(seed, 1, presolve=False),
    "presolve": lambda seed: new_solver(seed, 1, presolve=True),
    "part": part_solver,
}


@pytest.mark.parametrize("name", SOLVERS)
def test_optimum_equals_brute_force(name: str) -> None:
    found = {"optimal": 0, "infeasible": 0}
    for seed in SEEDS:
        model = tiny(seed)
        model.cp.maximize(model.value_expression)
        solver = SOLVERS[name](seed)
        status, best = solver.solve(model.cp), model.best()
        if best is None:
            assert status == cp_model.INFEASIBLE, seed
            found["infeasible"] += 1
            continue
        assert status == cp_model.OPTIMAL, seed
        assert round(solver.objective_value) == best, seed
        assert model.value(tuple(solver.value(x) for x in model.variables)) == best, seed
        found["optimal"] += 1
    assert min(found.values()) >= 10, "both outcomes are tried"


def test_a_cut_above_the_optimum_is_infeasible_and_no_other() -> None:
    for seed in SEEDS[:60]:
        best = tiny(seed).best()
        for least in (None,) if best is None else (best, best + 1):
            model = tiny(seed)
            if least is not None:
                model.cp.add(model.value_expression >= least)
            status = second_proof.new_solver().solve(model.cp)
            assert (status == cp_model.INFEASIBLE) == (least is None or least != best), seed
            assert status in (cp_model.INFEASIBLE, cp_model.OPTIMAL), seed


def tried() -> set[Shape]:
    return {shape for seed in SEEDS for shape in shapes_of(tiny(seed).cp)}


def used(scenario: Scenario, model: TrainingModel, patch: pytest.MonkeyPatch) -> set[Shape]:
    """Of all models that a solve puts to the solver."""
    found: set[Shape] = set()

    def looking(solver: cp_model.CpSolver, cp: cp_model.CpModel, *rest: object) -> object:
        found.update(shapes_of(cp))
        return run(solver, cp, *rest)

    patch.setattr(solve, "run", looking)
    solve_season(scenario, model, SolveSettings())
    built = build(season_facts(scenario, model, keep="any"))
    return found | shapes_of(built.grid.cp)


def test_every_shape_in_use_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    seasons = [inputs(name) for name in NAMES]
    seasons += [load(FOLDER / "elite-5000m" / "scenario.toml", model) for model in ("norwegian-singles", "day-grid")]
    done = tried()
    for scenario, model in seasons:
        assert used(shortened(scenario, 6), model, monkeypatch) <= done, scenario.title
