"""Any scenario ends in an audited plan or in a proved clash, never in an exception.

A wider search: `NDT_EXAMPLES=300 python -m pytest tests/properties` (other examples with `NDT_SEED=2`).
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, seed, settings
from ortools.sat.python import cp_model

from ndt_opt import planner
from ndt_opt.audit.auditor import audit_plan, broken
from ndt_opt.audit.score import z2_work_seconds
from ndt_opt.clash.members import Member
from ndt_opt.clash.search import Found
from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.settings import new_solver
from ndt_opt.domain.outcome import Infeasible, OutOfTime, Solved, SolveSettings
from ndt_opt.domain.scenario import Scenario

from .seasons import DOUBLES, MODELS, cautious_seasons, season_model, seasons

EXAMPLES, SEED = int(os.environ.get("NDT_EXAMPLES", "16")), int(os.environ.get("NDT_SEED", "0"))
SETTINGS = SolveSettings(deterministic_limit=2.0)


def second_opinion(scenario: Scenario) -> tuple[int, cp_model.CpSolver]:
    """The first tier again: presolve on, no hint, another seed."""
    built = build(season_facts(scenario, season_model(scenario)))
    built.grid.cp.maximize(built.z2_s)
    solver = new_solver(4711, 1, presolve=True)
    solver.parameters.cp_model_presolve = True
    solver.parameters.max_deterministic_time = 2.0
    return solver.solve(built.grid.cp), solver


def judge_plan(scenario: Scenario, outcome: Solved) -> None:
    plan, z2 = outcome.plan, outcome.plan.objective["z2_work_s"]
    assert not broken(plan.audit)
    assert not broken(audit_plan(plan, season_model(scenario)))
    assert z2_work_seconds(plan.sessions) == z2 <= plan.bound["z2_work_s"]
    assert len(plan.weeks) == scenario.season.weeks
    if plan.status == "optimal":
        assert plan.bound["z2_work_s"] == z2
        status, solver = second_opinion(scenario)
        assert status != cp_model.INFEASIBLE
        if status == cp_model.OPTIMAL:
            assert round(solver.objective_value) == z2
        elif status == cp_model.FEASIBLE:
            assert round(solver.objective_value) <= z2 <= round(solver.best_objective_bound)


@pytest.fixture(scope="module", autouse=True)
def _no_conflict_search() -> object:
    """Which rules clash is not asked here: that search is many solves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planner.ClashSearch, "find", lambda _: Found((Member(("pins",)),), 1))
        yield


@seed(SEED)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=SEED == 0,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(scenario=seasons(most_weeks=5, models=DOUBLES))
def test_every_scenario_ends_in_a_plan_or_a_clash(scenario: Scenario) -> None:
    judge(scenario)


@seed(SEED)
@settings(
    max_examples=max(1, EXAMPLES // 3),
    deadline=None,
    derandomize=SEED == 0,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(scenario=cautious_seasons(most_weeks=4, models=MODELS))
def test_so_does_every_scenario_with_changes_and_camps(scenario: Scenario) -> None:
    judge(scenario)


def judge(scenario: Scenario) -> None:
    outcome = planner.plan_season(scenario, season_model(scenario), SETTINGS)
    if isinstance(outcome, Solved):
        judge_plan(scenario, outcome)
    elif isinstance(outcome, Infeasible):
        assert second_opinion(scenario)[0] in (cp_model.INFEASIBLE, cp_model.UNKNOWN)
    else:
        assert isinstance(outcome, OutOfTime)
        assert not outcome.interrupted
