"""What each rule costs: tier 1 once more for every rule loosened by a step, and for every rule dropped.

The plan as it is stays legal where a rule is merely looser, which the auditor says; then only better ones are looked
for.  Where other rules ask for more once a rule is changed, the season is solved anew and may lose work.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from ndt_opt.audit.auditor import broken, judge
from ndt_opt.audit.gather import from_plan
from ndt_opt.domain.outcome import Outcome, SolveSettings
from ndt_opt.domain.plan import Plan
from ndt_opt.domain.price import Curve, Ending, Gain, Point, Prices, RulePrice, Silent
from ndt_opt.domain.scenario import Scenario
from ndt_opt.planner import most_work, plan_season
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.study.loosening import Case, silence, step_words, stepped, without
from ndt_opt.study.workers import side_by_side

CURVE_STEPS = (2, 3, 5, 8)
MOST_CURVES = 3

Z2 = "z2_work_s"
BESIDE_WORK = "speed-layer"
"""Strides find their days in any plan, so what is found of them says nothing of whether its work is legal."""

OnDone = Callable[[int, int], None]


@dataclass(frozen=True)
class Job:
    """One rule changed; `steps` 0 where it is dropped."""

    rule: str
    steps: int
    case: Case
    plan: Plan
    settings: SolveSettings


def season_as_it_is(scenario: Scenario, model: TrainingModel, settings: SolveSettings) -> Outcome:
    """The season under the rules as they are, solved in a process of its own: an interrupt ends all."""
    return next(side_by_side(_season, [(scenario, model, settings)], apart=True))


def _season(asked: tuple[Scenario, TrainingModel, SolveSettings]) -> Outcome:
    return plan_season(*asked)


def price_rules(
    scenario: Scenario, model: TrainingModel, plan: Plan, settings: SolveSettings, on_done: OnDone | None = None
) -> Prices:
    """The price of every rule that holds.

    Parameters
    ----------
    plan : the season's plan under the rules as they are, audited.
    settings : of each solve.
    on_done : called with how many solves are done, and how many there are so far.
    """
    case = Case(scenario, model)
    silent = {slug: why for slug in model.rules if model.holds(slug) and (why := silence(slug, case))}
    slugs = [slug for slug in model.rules if model.holds(slug) and slug not in silent]

    def jobs(slug: str, steps: tuple[int, ...]) -> Iterator[Job]:
        for n in steps:
            changed = stepped(slug, case, n) if n else without(slug, case)
            if changed is not None:
                yield Job(slug, n, changed, plan, settings)

    first = [job for slug in slugs for job in jobs(slug, (0, 1))]
    gains = _gains(first, 0, on_done)
    _share(gains, slugs)
    prices = [
        RulePrice(rule=s, step=step_words(s, case) if (s, 1) in gains else None, by_step=gains.get((s, 1)),
                  dropped=gains[s, 0])
        for s in slugs
    ]  # fmt: skip
    priced = sorted((p for p in prices if not p.is_free), key=lambda p: p.rank)
    dearest = [p for p in priced if p.by_step is not None and (p.by_step.least_s or 0) > 0][:MOST_CURVES]
    gains |= _gains([job for p in dearest for job in jobs(p.rule, CURVE_STEPS)], len(first), on_done)
    _share(gains, slugs)
    return Prices(
        title=scenario.title,
        model=model.name,
        weeks=scenario.season.weeks,
        seed=settings.seed,
        status=plan.status,
        z2_work_s=plan.objective[Z2],
        bound_s=plan.bound[Z2],
        rules=priced,
        free=[p.rule for p in prices if p.is_free],
        silent=[Silent(rule=slug, why=why) for slug, why in silent.items()],
        curves=[_curve(p, gains) for p in dearest],
    )


def _share(gains: dict[tuple[str, int], Gain], slugs: list[str]) -> None:
    """What fewer steps of a rule give, more of them give at least, and the rule dropped most of all."""
    for slug in slugs:
        keys = [(slug, n) for n in (1, *CURVE_STEPS, 0) if (slug, n) in gains]
        keys = [key for key in keys if not (gains[key].asks_more or gains[key].refused)]
        for few, many in pairwise(keys):
            gains[many] = _between(gains[many], gains[few].least_s, None)
        for few, many in reversed(list(pairwise(keys))):
            gains[few] = _between(gains[few], None, gains[many].most_s)


def _between(gain: Gain, least_s: int | None, most_s: int | None) -> Gain:
    if gain.status not in ("feasible", "unknown"):
        return gain
    least = max((n for n in (gain.least_s, least_s) if n is not None), default=None)
    most = min((n for n in (gain.most_s, most_s) if n is not None), default=None)
    is_proved = least is not None and least == most
    return gain.model_copy(update={"least_s": least, "most_s": most, "status": "optimal" if is_proved else gain.status})


def _gains(jobs: list[Job], before: int, on_done: OnDone | None) -> dict[tuple[str, int], Gain]:
    """By rule and steps; the jobs side by side, never here: an interrupt would end one solve only."""
    gains = {}
    for job, gain in zip(jobs, side_by_side(gain_of, jobs, apart=True), strict=True):
        gains[job.rule, job.steps] = gain
        if on_done is not None:
            on_done(before + len(gains), before + len(jobs))
    return gains


def _curve(price: RulePrice, gains: dict[tuple[str, int], Gain]) -> Curve:
    points = [Point(steps=n, gain=gains[price.rule, n]) for n in (1, *CURVE_STEPS) if (price.rule, n) in gains]
    most_s = price.dropped.least_s if price.dropped.is_exact and not price.dropped.asks_more else None
    at_end = points[-1].steps < CURVE_STEPS[-1]
    return Curve(rule=price.rule, step=price.step or "", points=points, is_at_end=at_end, most_s=most_s)


def gain_of(job: Job) -> Gain:
    """What the change adds; a process of its own runs it."""
    began = time.process_time()
    base_s, base_bound_s = job.plan.objective[Z2], job.plan.bound[Z2]
    asks_more = _asks_more(job)
    try:
        work = most_work(job.case.scenario, job.case.model, job.settings, None if asks_more else base_s)
    except AssertionError:
        return Gain(status="contradiction", asks_more=asks_more, seconds=time.process_time() - began)
    least_s = None if work.z2_work_s is None else work.z2_work_s - base_bound_s
    return Gain(
        status=cast(Ending, work.status),
        z2_work_s=work.z2_work_s,
        bound_s=work.bound_s,
        least_s=least_s if least_s is None or asks_more else max(0, least_s),
        most_s=None if work.bound_s is None else work.bound_s - base_s,
        asks_more=asks_more,
        refused=list(work.refused),
        seconds=time.process_time() - began,
    )


def _asks_more(job: Job) -> list[str]:
    """Rules that the plan as it is breaks under the change."""
    plan = job.plan.model_copy(update={"scenario": job.case.scenario})
    findings = broken(judge(from_plan(plan, job.case.model)))
    return sorted({finding.rule for finding in findings} - {BESIDE_WORK})
