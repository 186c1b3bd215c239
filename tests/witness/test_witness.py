"""Two solvers, two models of the same catalogue, one optimum."""

from __future__ import annotations

import pytest

from ndt_opt.domain.outcome import Solved
from ndt_opt.files.scenario_file import load
from ndt_opt.planner import plan_season
from tests.scenarios.library import FEASIBLE, FOLDER, NAMES, inputs, outcome, shortened
from tests.witness.linear import witness
from tests.witness.test_muscular import BINDING

STUDY = {"traveller", "new-shoes", "track-year-1500m"}
"""HiGHS takes long over these."""
COMPARED = [n for n in FEASIBLE if n not in BINDING]


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.study) if n in STUDY else n for n in COMPARED])
def test_highs_finds_the_same_optimum(name: str) -> None:
    found = outcome(name)
    assert isinstance(found, Solved)
    status, value, bound = witness(*inputs(name))
    assert status == "optimal", f"HiGHS did not close: {value} to {bound}"
    assert found.plan.objective["z2_work_s"] == round(value)


@pytest.mark.parametrize("name", [n for n in NAMES if n not in FEASIBLE])
def test_highs_finds_no_plan_either(name: str) -> None:
    assert witness(*inputs(name))[0] == "infeasible"


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("elite-5000m", "easy-80"),
        ("elite-5000m", "spec-pace"),
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
    found = plan_season(scenario, rules)
    assert isinstance(found, Solved)
    status, value, bound = witness(scenario, rules)
    assert status == "optimal", f"HiGHS did not close: {value} to {bound}"
    assert found.plan.objective["z2_work_s"] == round(value)
