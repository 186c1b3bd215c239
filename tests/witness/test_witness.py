"""Two solvers, two models of the same catalogue, one optimum."""

from __future__ import annotations

import json

import pytest

from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.scenario_file import load
from ndt_opt.planner import plan_season
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.opinion import BLOCKS, WHOLE, opinion
from ndt_opt.witness.scope import NotApplicable
from tests.cpsat.seasons import library, season
from tests.scenarios.library import FEASIBLE, FOLDER, NAMES, inputs, outcome, shortened

LIMIT_S = 120

STUDY = {"traveller", "new-shoes", "track-year-1500m"}
"""HiGHS takes long over these."""

BINDING = {"achilles-comeback": 9, "from-easy-miles": 6}
"""Scenarios in which the cap on muscular load binds, and how many weeks HiGHS closes within seconds."""

PIN = {"date": "2026-12-02", "slot": "pm", "kind": "easy"}
CAMP = {"from": "2026-12-02", "to": "2026-12-09", "altitude_m": 2000}


def study(names: list[str]) -> list[object]:
    return [pytest.param(n, marks=pytest.mark.study) if n in STUDY else n for n in names]


def optimum(scenario: Scenario, model: TrainingModel) -> int:
    found = plan_season(scenario, model)
    assert isinstance(found, Solved)
    return found.plan.objective["z2_work_s"]


@pytest.mark.parametrize("name", study([n for n in FEASIBLE if n not in BINDING]))
def test_highs_finds_the_same_optimum(name: str) -> None:
    found = outcome(name)
    assert isinstance(found, Solved)
    z2_s = found.plan.objective["z2_work_s"]
    own = opinion(*inputs(name), z2_s, LIMIT_S)
    assert (own.bound_s, own.value_s, own.formulation) == (z2_s, z2_s, BLOCKS)


@pytest.mark.parametrize("name", [n for n in NAMES if n not in FEASIBLE])
def test_highs_finds_no_plan_either(name: str) -> None:
    assert opinion(*inputs(name), None, LIMIT_S).is_infeasible


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("elite-5000m", "easy-80"),
        ("elite-5000m", "spec-pace"),
        ("elite-5000m", "continuous"),
        pytest.param("elite-5000m", "free-weekdays", marks=pytest.mark.study),
        ("club-17min-120km", "spread"),
        ("club-17min-120km", "spec-pace"),
        ("improver-20min-75km", "low-volume"),
        ("parent-mornings", "low-volume"),
    ],
)
def test_the_same_optimum_under_other_models(name: str, model: str) -> None:
    scenario, rules = load(FOLDER / name / "scenario.toml", model)
    scenario = shortened(scenario, 6)
    z2_s = optimum(scenario, rules)
    own = opinion(scenario, rules, z2_s, LIMIT_S)
    assert (own.bound_s, own.value_s) == (z2_s, z2_s)


@pytest.mark.parametrize(
    ("name", "weeks"),
    [("achilles-comeback", 3), *(pytest.param(n, w, marks=pytest.mark.study) for n, w in BINDING.items())],
)
def test_highs_finds_the_same_optimum_under_caps_on_muscular_load(name: str, weeks: int) -> None:
    scenario, model = inputs(name)
    scenario = shortened(scenario, weeks)
    z2_s = optimum(scenario, model)
    own = opinion(scenario, model, z2_s, LIMIT_S)
    assert (own.bound_s, own.formulation) == (z2_s, WHOLE)
    assert opinion(scenario, model, z2_s - 1, LIMIT_S).value_s == z2_s


def test_a_bound_that_will_not_do_is_told_with_what_is_possible() -> None:
    scenario, model = inputs("club-17min-120km")
    own = opinion(shortened(scenario, 2), model, 1, LIMIT_S)
    assert own.bound_s == own.value_s == optimum(shortened(scenario, 2), model)


def test_the_same_season_gives_the_same_programme() -> None:
    scenario, model = inputs("club-17min-120km")
    first, second = (opinion(shortened(scenario, 2), model, 1, LIMIT_S) for _ in range(2))
    assert first.sha256 == second.sha256


@pytest.mark.parametrize(
    ("own", "model", "why"),
    [
        ({}, "variants/day-grid", "calendar grid"),
        ({}, "variants/no-cycle", "load-recovery-cycle, recovery-week"),
        ({"season": {"start": "2026-11-30", "weeks": 3, "pins": [PIN]}}, "norwegian-double", "pins"),
        ({"camps": [CAMP]}, "norwegian-double", "whole weeks"),
    ],
)
def test_what_it_cannot_speak_of(own: dict[str, object], model: str, why: str) -> None:
    data = {**season(3).model_dump(by_alias=True, mode="json"), **own}
    scenario = Scenario.model_validate_json(json.dumps(data))
    with pytest.raises(NotApplicable, match=why):
        opinion(scenario, library(model), None, LIMIT_S)
