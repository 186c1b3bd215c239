"""Why a date holds what it holds: every other kind of day is forced onto it, and the plan or the clash is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ndt_opt.domain.outcome import Asked, Infeasible, Outcome, Solved, SolveSettings
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.domain.scenario import Scenario
from ndt_opt.domain.why import DayKind, Instead, WhyDay
from ndt_opt.planner import plan_season
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.study.workers import side_by_side

LETTERS: dict[DayKind, str] = {
    "double": "D", "single": "S", "hit": "H", "race-pace": "P", "long": "L", "easy": "E",
}  # fmt: skip


@dataclass(frozen=True)
class _Job:
    scenario: Scenario
    model: TrainingModel
    settings: SolveSettings


def why(plan: Plan, model: TrainingModel, date: dt.date, settings: SolveSettings) -> WhyDay:
    """What each other kind of day on the date would break or cost.

    Parameters
    ----------
    plan : a plan of its scenario under `model`, solved with `settings`.
    date : a day of its season.

    Raises
    ------
    InternalDisagreement
        when the auditor finds a broken rule in one of the plans.
    """
    sessions = [s for s in plan.sessions if s.date == date]
    own = kind_of(sessions)
    day = (date - plan.scenario.season.start).days
    others = [kind for kind in LETTERS if kind != own and _is_offered(kind, model)]
    jobs = [_Job(plan.scenario, model, replace(settings, asked=Asked(day, LETTERS[kind]))) for kind in others]
    outcomes = side_by_side(_solved, jobs)
    instead = [_told(kind, outcome, plan) for kind, outcome in zip(others, outcomes, strict=True)]
    titles, z2 = [s.title for s in sessions], plan.objective["z2_work_s"]
    return WhyDay(date=date, kind=own, sessions=titles, z2_work_s=z2, instead=instead)


def kind_of(sessions: Sequence[Session]) -> DayKind | Literal["race"]:
    """What a day is, by its hardest session."""
    kinds = [session.kind for session in sessions]
    hard = kinds.count("threshold") + kinds.count("tempo")
    if hard:
        return "double" if hard > 1 else "single"
    for kind in ("race", "race-pace", "hit", "long"):
        if kind in kinds:
            return kind
    return "easy"


def _is_offered(kind: DayKind, model: TrainingModel) -> bool:
    return model.offers("threshold" if kind in ("double", "single") else kind)


def _solved(job: _Job) -> Outcome:
    return plan_season(job.scenario, job.model, job.settings)


def _told(kind: DayKind, outcome: Outcome, plan: Plan) -> Instead:
    if isinstance(outcome, Infeasible):
        return Instead(kind=kind, status="impossible", proved=True, clash=outcome.clash)
    if not isinstance(outcome, Solved):
        return Instead(kind=kind, status="open")
    other = outcome.plan
    best, least = other.objective, plan.objective
    return Instead(
        kind=kind,
        status="plan",
        z2_work_s=best["z2_work_s"],
        z2_cost_s=least["z2_work_s"] - best["z2_work_s"],
        preference_cost=best.get("preference_cost", 0) - least.get("preference_cost", 0),
        proved=other.status == plan.status == "optimal",
    )
