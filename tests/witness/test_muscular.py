"""Seasons under a binding cap on muscular load: two solvers, two models, one optimum."""

from __future__ import annotations

import pytest

from ndt_opt.domain.outcome import Solved
from ndt_opt.planner import plan_season
from tests.scenarios.library import inputs, shortened
from tests.witness.linear import witness
from tests.witness.muscular import muscular_witness

BINDING = {"achilles-comeback": 9, "from-easy-miles": 6}
"""Scenarios of the library in which the cap binds, and how many weeks HiGHS closes within seconds."""


@pytest.mark.study
@pytest.mark.parametrize(("name", "weeks"), BINDING.items())
def test_highs_finds_the_same_optimum(name: str, weeks: int) -> None:
    _compare(name, weeks)


def test_highs_finds_the_same_optimum_of_a_few_weeks() -> None:
    _compare("achilles-comeback", 3)


def _compare(name: str, weeks: int) -> None:
    scenario, model = inputs(name)
    scenario = shortened(scenario, weeks)
    found = plan_season(scenario, model)
    assert isinstance(found, Solved)
    status, value, bound = muscular_witness(scenario, model)
    assert status == "optimal", f"HiGHS did not close: {value} to {bound}"
    assert found.plan.objective["z2_work_s"] == round(value)
    assert witness(scenario, model)[1] > value, "the cap does not bind"
