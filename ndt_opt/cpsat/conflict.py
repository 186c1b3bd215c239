"""Which rules clash when there is no plan.

Deletion: drop one rule after the other; a rule whose absence leaves the season infeasible has no part in
the clash.  Every drop rebuilds the model, so rules that filter patterns and sessions count as well.  Rules
that shape the session menu stay on throughout, because without several of them the menu has no end: those
in NAMED_LAST are named when dropping one of them alone makes a plan possible, those in NEVER_DROPPED not.
"""

from __future__ import annotations

from dataclasses import replace

from ortools.sat.python import cp_model

from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.grid import ColumnCache
from ndt_opt.cpsat.horizon import Layout
from ndt_opt.cpsat.interrupt import Stop, Stopped, run
from ndt_opt.cpsat.layout import best_layouts, is_free
from ndt_opt.cpsat.settings import new_solver
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

LAYOUTS = 3
"""How many layouts of the day grid one try looks at."""

TRY_LIMIT = 5.0
"""Deterministic time for one try; an undecided try keeps the rule in the set."""

NAMED_LAST = ("am-before-pm", "am-pm-gap", "session-work-minutes", "day-work-minutes")
NEVER_DROPPED = ("broken-intervals", "single-threshold-days", "block-structure")


def conflicting_rules(
    scenario: Scenario, model: TrainingModel, settings: SolveSettings, stop: Stop
) -> tuple[list[str], bool]:
    """Slugs of rules that cannot hold together, and whether `stop` left more of them than it need have."""
    holding = [slug for slug in model.rules if model.holds(slug)]
    menu = [s for s in holding if s in NAMED_LAST + NEVER_DROPPED]
    kept = [s for s in holding if s not in menu]
    guilty: list[str] = []
    try:
        for slug in list(kept):
            if _infeasible(scenario, only(model, _without(kept, slug) + menu), settings, stop):
                kept = _without(kept, slug)
        for slug in (s for s in menu if s in NAMED_LAST):
            if not _infeasible(scenario, only(model, _without(holding, slug)), settings, stop):
                guilty.append(slug)
    except Stopped:
        return kept + guilty, True
    return kept + guilty, False


def only(model: TrainingModel, slugs: list[str]) -> TrainingModel:
    """The model with every other rule off."""
    return replace(model, strengths={s: "must" if s in slugs else "off" for s in model.strengths})


def _without(slugs: list[str], slug: str) -> list[str]:
    return [s for s in slugs if s != slug]


def _infeasible(scenario: Scenario, model: TrainingModel, settings: SolveSettings, stop: Stop) -> bool:
    """Proved without a plan (on the day grid for its most promising layouts)."""
    layouts = [r.layout for r in best_layouts(scenario, model, LAYOUTS, stop.check)] if is_free(model) else [None]
    return all(_is_impossible(scenario, model, settings, stop, layout) for layout in layouts)


def _is_impossible(
    scenario: Scenario, model: TrainingModel, settings: SolveSettings, stop: Stop, layout: Layout | None
) -> bool:
    solver = new_solver(settings.seed, settings.workers)
    solver.parameters.max_deterministic_time = TRY_LIMIT
    built = build(scenario, model, layout=layout, cache=ColumnCache(any_plan=True, check=stop.check))
    status = run(solver, built.grid.cp, stop, lambda best, bound: None)
    stop.check()
    return bool(status == cp_model.INFEASIBLE)
