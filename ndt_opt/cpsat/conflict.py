"""Which rules clash when there is no plan: a set that is minimal among the rules.

Deletion: drop one rule after the other; a rule whose absence leaves the season infeasible has no part in
the clash.  Every drop rebuilds the model, so rules that filter patterns and sessions count as well.
"""

from __future__ import annotations

from dataclasses import replace

from ortools.sat.python import cp_model

from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.layout import best_layouts, is_free
from ndt_opt.cpsat.settings import new_solver
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

LAYOUTS = 3
"""How many layouts of the day grid one try looks at."""

TRY_LIMIT = 10.0
"""Deterministic time for one try; an undecided try keeps the rule in the set."""


def conflicting_rules(scenario: Scenario, model: TrainingModel, settings: SolveSettings) -> list[str]:
    """Slugs of rules that cannot hold together, none of which can be spared."""
    kept = [slug for slug in model.rules if model.holds(slug)]
    for slug in list(kept):
        fewer = [s for s in kept if s != slug]
        if _infeasible(scenario, only(model, fewer), settings):
            kept = fewer
    return kept


def only(model: TrainingModel, slugs: list[str]) -> TrainingModel:
    """The model with every other rule off."""
    return replace(model, strengths={s: "must" if s in slugs else "off" for s in model.strengths})


def _infeasible(scenario: Scenario, model: TrainingModel, settings: SolveSettings) -> bool:
    """Whether the season, on the day grid each of its most promising layouts, is proved impossible."""
    layouts = [r.layout for r in best_layouts(scenario, model, LAYOUTS)] if is_free(model) else [None]
    for layout in layouts:
        solver = new_solver(settings.seed, settings.workers)
        solver.parameters.max_deterministic_time = TRY_LIMIT
        if solver.solve(build(scenario, model, layout=layout).grid.cp) != cp_model.INFEASIBLE:
            return False
    return True
