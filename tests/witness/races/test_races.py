"""Seasons with races: the statements about them as a second programme, found to have the same optimum."""

from __future__ import annotations

import pytest

from ndt_opt.domain.outcome import Solved
from tests.scenarios.library import FEASIBLE, inputs, outcome
from tests.witness.races.linear import witness

WITH_RACES = [n for n in FEASIBLE if inputs(n)[0].season.races]


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=pytest.mark.study) if n.endswith("1500m") else n for n in WITH_RACES]
)
def test_highs_finds_the_same_optimum(name: str) -> None:
    found = outcome(name)
    assert isinstance(found, Solved)
    status, value, bound = witness(*inputs(name))
    assert status == "optimal", f"HiGHS did not close: {value} to {bound}"
    assert found.plan.objective["z2_work_s"] == round(value)
