"""Variants of a season solved side by side, each in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from ndt_opt.domain.comparison import Variant
from ndt_opt.domain.outcome import Infeasible, Outcome, Solved
from ndt_opt.planner import plan_season
from ndt_opt.study.measures import measure, week_numbers
from ndt_opt.study.variants import Job
from ndt_opt.study.workers import side_by_side

OnDone = Callable[[Variant, int, int], None]
"""Told of each variant, how many are done with it, and of how many."""


def solve_variants(jobs: Sequence[Job], on_done: OnDone = lambda *_: None) -> list[Variant]:
    """How each job ended, in the order of the jobs.

    Raises
    ------
    InternalDisagreement
        when solver and auditor disagree about one of the plans.
    KeyboardInterrupt
        when the user ends it: a comparison with a part of its plans cut short would mislead.
    """
    done: list[Variant] = []
    for variant in side_by_side(solve_variant, jobs, apart=True):
        done.append(variant)
        on_done(variant, len(done), len(jobs))
    return done


def solve_variant(job: Job) -> Variant:
    """The plan of one job, measured."""
    begun = time.monotonic()
    outcome = plan_season(job.scenario, job.model, job.settings)
    return variant_of(job, outcome, round(time.monotonic() - begun, 3))


def variant_of(job: Job, outcome: Outcome, seconds: float) -> Variant:
    """The record of a solve that took so many seconds."""
    return Variant(
        name=job.name, model=job.model.name, sets=list(job.sets), value=job.value, seconds=seconds,
        **_ending(outcome),
    )  # fmt: skip


def _ending(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Solved):
        plan = outcome.plan
        return {
            "status": plan.status, "bound_s": plan.bound["z2_work_s"], "measures": measure(plan),
            "weeks": week_numbers(plan),
        }  # fmt: skip
    if isinstance(outcome, Infeasible):
        return {"status": "infeasible", "clash": outcome.clash, "notes": list(outcome.notes)}
    return {"status": "out of time"}
