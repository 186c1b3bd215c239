"""The same question gets the same answer, to the byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ndt_opt.domain.outcome import Solved, SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.plan_file import plan_text
from ndt_opt.planner import plan_season

from .seasons import START, season_model

ROOT = Path(__file__).parents[2]
CASES = {
    "doubles": (130, "15:30", 3),
    "singles instead": (72, "19:30", 3),
    "small": (45, "24:00", 2),
}


def scenario(name: str) -> Scenario:
    km, time, weeks = CASES[name]
    return Scenario.model_validate({
        "schema": "ndt.scenario/1",
        "athlete": {"weekly_km": km, "results": [{"distance_m": 5000, "time": time}]},
        "season": {"start": START, "weeks": weeks},
    })  # fmt: skip


def text(name: str, seed: int = 1) -> str:
    it = scenario(name)
    outcome = plan_season(it, season_model(it), SolveSettings(seed=seed))
    assert isinstance(outcome, Solved)
    return plan_text(outcome.plan)


@pytest.mark.parametrize("name", CASES)
def test_twice_the_same(name: str) -> None:
    assert text(name) == text(name)


def test_whatever_the_hash_seed() -> None:
    code = f"from properties.test_determinism import text; print(*map(text, {list(CASES)}))"
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": number, "PYTHONPATH": path},
        ).stdout
        for number in ("0", "1")
    ]  # fmt: skip
    assert outputs[0] == outputs[1]
    assert '"schema"' in outputs[0]
