"""Seasons under caps on muscular load whose optimum the planner's bound once missed.

The numbers are those of the witness, which counts every choice of a block and shares no code with the planner.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ndt_opt.cpsat.layout_search import solve_season
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.files.scenario_file import load

OPTIMA = {"light-recovery": 10_435, "opens-with-recovery": 12_510, "steps-in-200-m": 27_495}


@pytest.mark.parametrize("name", OPTIMA)
def test_the_bound_leaves_the_optimum(name: str) -> None:
    scenario, model = load(Path(__file__).parent / "capped" / f"{name}.toml")
    answer = solve_season(scenario, model, SolveSettings())
    assert (answer.status, answer.objective["z2_work_s"]) == ("optimal", OPTIMA[name])
