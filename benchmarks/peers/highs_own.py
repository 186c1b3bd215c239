"""HiGHS on our own formulation: the season's week columns as a mixed-integer linear programme (scipy's HiGHS)."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING

import own_linear
import protocol

if TYPE_CHECKING:
    from linear_programme import Programme

    from ndt_opt.domain.scenario import Scenario
    from ndt_opt.rules.training_model import TrainingModel

SETTINGS = "scipy.optimize.milp, one thread, relative gap 0, no seed; times of the trace are those of its log"
NEEDS = {"scipy": "pip install scipy"}


def engine(programme: Programme, left_s: float, seed: int, clock: protocol.Clock) -> own_linear.Found:
    """The seed is not used: scipy does not hand one on."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    if left_s <= 0:
        return own_linear.Found("unknown", note="building took the time")
    began = clock.now()
    with _captured() as log:
        result = milp(
            -programme.objective,
            integrality=np.ones(len(programme.lows)),
            bounds=Bounds(programme.lows, programme.tops),
            constraints=LinearConstraint(programme.matrix, programme.lower, programme.upper),
            options={"time_limit": left_s, "mip_rel_gap": 0.0, "disp": True},
        )
        text = log()
    for at, best, bound in _progress(text):
        best, bound = (None if x is None else x + programme.constant for x in (best, bound))
        clock.record(best, bound, began + at)
    if result.status == 2:
        return own_linear.Found("infeasible")
    bound = None
    if result.mip_dual_bound is not None and np.isfinite(result.mip_dual_bound):
        bound = floor(-result.mip_dual_bound + 1e-4) + programme.constant
    if result.x is None:
        return own_linear.Found("unknown", None, bound, "" if result.status == 1 else result.message)
    return own_linear.Found("optimal" if result.status == 0 else "feasible", result.x, bound)


_LINE = re.compile(r"^.{0,3}\s*\d+\s+\d+\s+\d+\s+[\d.]+%\s+(\S+)\s+(\S+)\s+\S+.*?([\d.]+)s\s*$")


def _progress(text: str) -> Iterator[tuple[float, int | None, int | None]]:
    """Seconds, best and bound of each line of the log that has both."""
    for line in text.splitlines():
        if match := _LINE.match(line):
            bound, best = (None if "inf" in x else floor(-float(x) + 1e-4) for x in match.groups()[:2])
            yield float(match[3]), best, bound


@contextmanager
def _captured() -> Iterator:
    """Whatever C writes to stdout meanwhile, as a text to be read at the end."""
    kept = os.dup(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        with path.open("wb") as target:
            os.dup2(target.fileno(), 1)
        try:
            yield lambda: path.read_text(encoding="utf-8", errors="replace")
        finally:
            os.dup2(kept, 1)
            os.close(kept)


def solve(
    scenario: Scenario, model: TrainingModel, limit_s: float, seed: int, clock: protocol.Clock
) -> protocol.Answer:
    answer = own_linear.solve_with(engine, scenario, model, limit_s, seed, clock, SETTINGS)
    answer.versions = protocol.versions("scipy", "ortools")
    return answer


if __name__ == "__main__":
    protocol.run("highs-own", solve, NEEDS)
