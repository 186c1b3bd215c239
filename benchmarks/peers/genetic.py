"""A genetic algorithm, the usual metaheuristic for training plans: pymoo's, on genes of the season's weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import metaheuristic
import protocol

if TYPE_CHECKING:
    from ndt_opt.domain.scenario import Scenario
    from ndt_opt.rules.training_model import TrainingModel

POPULATION = 100
NOTE = f"pymoo GA, one thread, population {POPULATION}, its default crossover and mutation"


def new() -> Any:
    from pymoo.algorithms.soo.nonconvex.ga import GA

    return GA(pop_size=POPULATION)


def solve(
    scenario: Scenario, model: TrainingModel, limit_s: float, seed: int, clock: protocol.Clock
) -> protocol.Answer:
    return metaheuristic.solve_with(new, scenario, model, limit_s, seed, clock, NOTE)


if __name__ == "__main__":
    protocol.run("genetic", solve, metaheuristic.NEEDS)
