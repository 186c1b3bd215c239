"""Seasons are planned block by block, and improved where a block costs more than it would alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from ortools.sat.python import cp_model

from ndt_opt.cpsat.build import build, preference_costs
from ndt_opt.cpsat.chain import Chain, Found
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.rows import Fold, rows_of
from ndt_opt.cpsat.solve import SeasonSolver
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.scenario_file import load
from ndt_opt.rules.training_model import TrainingModel

FOLDER = Path(__file__).parents[2] / "scenarios"
CLUB, MODEL = load(FOLDER / "club-17min-120km" / "scenario.toml")


def season(weeks: int, whole: Scenario = CLUB) -> Scenario:
    return whole.model_copy(update={"season": whole.season.model_copy(update={"weeks": weeks})})


def solved(name: str, weeks: int, workers: int = 1) -> tuple[SeasonSolver, dict[str, int], dict[str, bool]]:
    scenario, model = load(FOLDER / name / "scenario.toml")
    solver = SeasonSolver(season(weeks, scenario), model, SolveSettings(workers=workers))
    answer = solver.solve()
    return solver, answer.objective, answer.proved


def as_a_whole(scenario: Scenario, model: TrainingModel, z2_s: int) -> int:
    """The least points of wishes of so much work, by a solver that gets the whole model at once."""
    built = build(season_facts(scenario, model))
    costs = preference_costs(built.grid)
    built.grid.cp.add(built.z2_s >= z2_s)
    built.grid.cp.minimize(sum(costs.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(built.grid.cp) == cp_model.OPTIMAL
    return round(solver.objective_value)


@pytest.mark.parametrize(("name", "weeks"), [("club-17min-120km", 12), ("elite-5000m", 9), ("club-races", 6)])
def test_what_is_proved_of_the_wishes_is_true_of_the_whole_model(name: str, weeks: int) -> None:
    _, objective, proved = solved(name, weeks)
    scenario, model = load(FOLDER / name / "scenario.toml")
    assert proved == {"z2_work_s": True, "preference_cost": True}
    least = as_a_whole(season(weeks, scenario), model, objective["z2_work_s"])
    assert objective["preference_cost"] == least


@pytest.mark.slow
def test_a_long_season_is_proved_by_its_blocks() -> None:
    """Twelve blocks like four cost as much per block, and the proof needs no model of them all."""
    short, long = (SeasonSolver(season(weeks), MODEL, SolveSettings()).solve() for weeks in (12, 36))
    assert long.proved["preference_cost"]
    assert long.objective["preference_cost"] == 3 * short.objective["preference_cost"]


def test_blocks_alike_are_solved_once() -> None:
    asked = [SeasonSolver(season(weeks), MODEL, SolveSettings()) for weeks in (24, 48)]
    branches = []
    for solver in asked:
        solver.solve()
        branches.append(solver.branches)
    assert branches[0] == branches[1] > 0


def test_a_plan_is_the_same_for_any_number_of_workers() -> None:
    assert solved("elite-5000m", 12, workers=1)[1] == solved("elite-5000m", 12, workers=2)[1]


@pytest.mark.parametrize("name", ["elite-5000m", "achilles-comeback", "marathon-with-half"])
def test_the_first_plan_keeps_every_row(name: str) -> None:
    """The chain looks at a row only when all that it reaches is there; in the end none is left out."""
    solver, _, _ = solved(name, 12)
    assert solver.chain is not None
    chain, values = solver.chain
    rows = rows_of(chain.grid.cp)
    held = Fold({}, values, ())
    assert [row for row in rows[: len(rows) - chain.guides] if held.row(row) is not None] == []


def test_a_block_without_a_plan_opens_the_blocks_before_it() -> None:
    """The second block has more km than one step from what the first would wish."""
    scenario, model = load(FOLDER / "elite-5000m" / "scenario.toml")
    built = build(season_facts(season(6, scenario), model))
    costs, (first, second) = preference_costs(built.grid), built.grid.planned
    wished = Chain(built.grid, costs, 0, ask).first()
    assert wished is not None
    asked_m = wished[first.index] * 107 // 100
    built.grid.cp.add(second >= asked_m)
    found = Chain(built.grid, costs, 0, ask).first()
    assert found is not None
    assert found[second.index] >= asked_m
    assert found[first.index] > wished[first.index]
    built.grid.cp.add(first <= wished[first.index])
    assert Chain(built.grid, costs, 0, ask).first() is None


def ask(cp: cp_model.CpModel) -> Found | None:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(cp)
    is_found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Found(tuple(solver.response_proto.solution), status == cp_model.OPTIMAL) if is_found else None
