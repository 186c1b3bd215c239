"""Tier 1 alone: the most Zone-2 work of a season, or whether there is more of it than a known plan has.

A question of many solves asks how much the work changes, not which of the best plans it is.  So programmes that only
wishes tell apart are left out, and where a plan is known that keeps all rules, only better ones are looked for: most
often the bounds of the weeks show at once that there is none.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from ndt_opt.cpsat.answer import Answer
from ndt_opt.cpsat.build import Built
from ndt_opt.cpsat.day_layout import Layout
from ndt_opt.cpsat.facts import Facts, season_facts
from ndt_opt.cpsat.grid import Grid, Thin
from ndt_opt.cpsat.interrupt import Stop, Stopped
from ndt_opt.cpsat.solve import SeasonSolver
from ndt_opt.cpsat.thinning import TooManyProgrammes
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel


class _NothingBetter(Exception):
    """The bounds leave no more work than is known."""


class WorkSolver(SeasonSolver):
    """A solve of tier 1; `known_s`: seconds of a plan that is known, and "infeasible" means that none has more."""

    def __init__(
        self,
        scenario: Scenario,
        model: TrainingModel,
        settings: SolveSettings,
        layout: Layout | None,
        stop: Stop,
        known_s: int | None,
    ) -> None:
        super().__init__(scenario, model, settings, None, layout, stop)
        self.known_s = known_s

    def prove(self) -> Answer:
        """Tier 1; where time ran out, or there is too much to try, the bound that was found until then.

        Raises
        ------
        AssertionError
            when a bound lies below the known plan: the relaxation is wrong.
        """
        try:
            return super().prove()
        except (Stopped, TooManyProgrammes):
            return Answer("unknown", relaxation_s=self.bounds.total_s)
        except _NothingBetter:
            return Answer("infeasible")

    def _facts(self) -> Facts:
        return season_facts(self.scenario, self.model, self.layout, check=self.stop.check, keep="work")

    def _find(self, answer: Answer) -> None:
        """Nothing is looked for where the bounds leave no more than is known."""
        known_s, bound_s = self.known_s, answer.relaxation_s
        if known_s is not None and bound_s < known_s:
            raise AssertionError(f"a plan of {known_s} s of Zone-2 work above its bound {bound_s} s")
        if known_s == bound_s:
            raise _NothingBetter
        super()._find(answer)

    def _costs(self, grid: Grid) -> dict[int, cp_model.IntVar]:
        """Nothing is wished."""
        return {}

    def _build(self, thin: Thin | None = None) -> Built:
        built = super()._build(thin)
        if self.known_s is not None:
            built.grid.cp.add(built.z2_s > self.known_s)
        return built
