"""What the metaheuristics share: the season's genes, a judge, and a search that ends with the time.

Of two plans the one that breaks less is better, whatever its work; among plans that break nothing the one with more
Zone-2 work (feasibility rules).  The judge and the rows are those of the engines on our formulation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import own_linear
from protocol import Answer, Clock, versions

if TYPE_CHECKING:
    from season_genome import SeasonGenome
    from statements import Ints

    from ndt_opt.domain.scenario import Scenario
    from ndt_opt.rules.training_model import TrainingModel

NEEDS = {"pymoo": "pip install pymoo", "scipy": "pip install scipy"}
NewAlgorithm = Callable[[], Any]
"""Makes a pymoo algorithm."""


class NoSeason(Exception):
    """A week has no pattern, or nothing to run on it."""


class Season:
    """A season as a problem of genes: least broken rules first, then most Zone-2 work."""

    def __init__(self, scenario: Scenario, model: TrainingModel, clock: Clock) -> None:
        from completion import Completion
        from judge import Judge
        from season_genome import SeasonGenome
        from statements import statements_of

        built = own_linear.built_of(own_linear.facts_of(scenario, model))
        if not all(week.pattern and week.programme for week in built.grid.weeks):
            raise NoSeason
        self.statements = statements_of(built.grid.cp)
        self.genome: SeasonGenome = SeasonGenome(built, self.statements)
        self.completion = Completion(self.statements, self.genome.known)
        self.judge, self.clock = Judge(self.statements), clock
        self.best_s: int | None = None
        self.least_broken: int | None = None
        self.tried = 0

    def evaluate(self, genes: np.ndarray) -> tuple[Ints, np.ndarray]:
        """Zone-2 seconds, and how much each line breaks: a point for every row, and how far it is from holding."""
        points = self.genome.decode(genes)
        self.completion.fill(points)
        excess, outside = self.judge.excess(points), self.judge.outside(points)
        broken = (excess > 0).sum(axis=1) + outside.sum(axis=1)
        far = (excess / (excess + self.judge.scale)).sum(axis=1)
        work = self.statements.objective.at(points)
        self._note(work, broken)
        return work, broken + far

    def _note(self, work: Ints, broken: Ints) -> None:
        self.tried += len(work)
        least = int(broken.min())
        self.least_broken = least if self.least_broken is None else min(least, self.least_broken)
        best = int(work[broken == 0].max(initial=-1))
        if best >= 0 and (self.best_s is None or best > self.best_s):
            self.best_s = best
            self.clock.record(best)


def solve_with(
    new: NewAlgorithm, scenario: Scenario, model: TrainingModel, limit_s: float, seed: int, clock: Clock, note: str
) -> Answer:
    """The best plan that an algorithm finds until time is over; it proves nothing."""
    began = clock.now()
    if own_linear.is_free(model):
        return Answer("not-applicable", note=own_linear.FREE)
    try:
        season = Season(scenario, model, clock)
    except NoSeason:
        return Answer("infeasible", build_s=clock.now() - began, note=f"{note}; a week without any legal pattern")
    build_s, solving = clock.now() - began, clock.now()
    _search(new(), season, began + limit_s, seed, clock)
    answer = Answer("unknown" if season.best_s is None else "feasible", season.best_s, build_s=build_s)
    answer.solve_s, answer.versions = clock.now() - solving, versions("pymoo", "ortools")
    least = "" if season.best_s is not None else f", the best of which breaks {season.least_broken} rows"
    answer.note = f"{note}; {season.genome.length} genes, {season.tried} plans tried{least}"
    return answer


def _search(algorithm: Any, season: Season, until_s: float, seed: int, clock: Clock) -> None:
    """Generation after generation, at least one."""
    from pymoo.core.problem import Problem
    from pymoo.core.termination import NoTermination

    class Genes(Problem):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(n_var=season.genome.length, n_obj=1, n_ieq_constr=1, xl=0.0, xu=1.0)

        def _evaluate(self, x: np.ndarray, out: dict[str, Any], *args: Any, **kwargs: Any) -> None:
            work, broken = season.evaluate(x)
            out["F"], out["G"] = -work.astype(float)[:, None], broken[:, None]

    algorithm.setup(Genes(), termination=NoTermination(), seed=seed, verbose=False)
    while season.tried == 0 or clock.now() < until_s:
        algorithm.next()
