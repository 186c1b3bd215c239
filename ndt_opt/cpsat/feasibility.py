"""Is there any plan at all? Asked many times of nearly the same season, so that tries share what they can."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ortools.sat.python import cp_model

from ndt_opt.cpsat.alike_patterns import Made
from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.day_layout import Layout
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.filters import PROGRAMME_RULES
from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.horizon import build_horizon
from ndt_opt.cpsat.interrupt import Stop, run
from ndt_opt.cpsat.layout import best_layouts, is_free
from ndt_opt.cpsat.settings import new_solver
from ndt_opt.cpsat.thinning import TooManyProgrammes
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

LAYOUTS = 3
"""How many layouts of the day grid one try looks at."""

TRY_LIMIT = 5.0
"""Deterministic time for one try."""

QUICK_LIMIT = 0.3
"""The same for one that need not be decided."""


@dataclass(frozen=True)
class Try:
    """`plan`: there is one, in `values` by variable name of `grid`; `none`: proved that there is none; else `open`."""

    status: Literal["plan", "none", "open"]
    grid: Grid | None = None
    values: dict[str, int] = field(default_factory=dict)


@dataclass
class Feasibility:
    """Tries of one season under one model, rules of which may be off: its numbers stay.

    `made` are the parts of weeks of each try by its rules, `shared` the patterns that all tries share.
    """

    settings: SolveSettings
    stop: Stop
    made: dict[object, Made] = field(default_factory=dict)
    shared: dict[object, Made] = field(default_factory=dict)

    def any_plan(self, scenario: Scenario, model: TrainingModel, limit: float = TRY_LIMIT) -> Try:
        """Any plan under these rules (on the day grid on its most promising layouts).

        Raises
        ------
        Stopped
            when the user or the clock ends it.
        """
        layouts: list[Layout | None] = [None]
        if is_free(model):
            layouts = [ranked.layout for ranked in best_layouts(scenario, model, LAYOUTS, self.stop.check)]
        tries = [Try("none")]
        for layout in layouts:
            tries.append(self._try(scenario, model, layout, limit))
            if tries[-1].status == "plan":
                return tries[-1]
        return next((own for own in tries if own.status == "open"), tries[0])

    def begins_alike(self, first: Scenario, whole: Scenario, model: TrainingModel) -> bool:
        """Whether all of a shorter season stands in a longer one, so that what the first lacks, the whole does."""
        if is_free(model):
            return False
        short, long = build_horizon(first, model), build_horizon(whole, model)
        kept = [r for r in long.recoveries if max(r.weeks) < len(short.weeks)]
        return short.weeks == long.weeks[: len(short.weeks)] and list(short.recoveries) == kept

    def _try(self, scenario: Scenario, model: TrainingModel, layout: Layout | None, limit: float) -> Try:
        check, made, asked = self.stop.check, self._parts(scenario, model), self.settings.asked
        solver = new_solver(self.settings.seed, self.settings.workers, presolve=True)
        solver.parameters.max_deterministic_time = limit
        try:
            facts = season_facts(scenario, model, layout, check=check, made=made, asked=asked, keep="any")
        except TooManyProgrammes:
            return Try("open")
        grid = build(facts, check=check).grid
        status = run(solver, grid.cp, self.stop, lambda best, bound: None)
        self.stop.check()
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            names = [variable.name for variable in grid.cp.proto.variables]
            return Try("plan", grid, dict(zip(names, solver.response_proto.solution, strict=True)))
        return Try("none" if status == cp_model.INFEASIBLE else "open")

    def _parts(self, scenario: Scenario, model: TrainingModel) -> Made:
        """Parts of weeks depend on the athlete's paces, the programmes on the rules about them as well."""
        athlete = repr(scenario.athlete)
        shared = self.shared.setdefault(athlete, Made())
        holding = tuple(slug for slug in PROGRAMME_RULES if model.holds(slug))
        return self.made.setdefault((athlete, holding), Made(shared.patterns, shared.kinds))
