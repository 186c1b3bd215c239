"""A particle swarm, published for planning training sessions: pymoo's, on genes of the season's weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import metaheuristic
import protocol

if TYPE_CHECKING:
    from ndt_opt.domain.scenario import Scenario
    from ndt_opt.rules.training_model import TrainingModel

POPULATION = 100
NOTE = f"pymoo PSO, one thread, {POPULATION} particles, weights that adapt as by default"


def new() -> Any:
    from pymoo.algorithms.soo.nonconvex.pso import PSO

    return PSO(pop_size=POPULATION)


def solve(
    scenario: Scenario, model: TrainingModel, limit_s: float, seed: int, clock: protocol.Clock
) -> protocol.Answer:
    return metaheuristic.solve_with(new, scenario, model, limit_s, seed, clock, NOTE)


if __name__ == "__main__":
    protocol.run("swarm", solve, metaheuristic.NEEDS)
