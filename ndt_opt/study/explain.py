"""Why a scenario has no plan: different minimal clashes, a plan without each member, and the smallest repairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ndt_opt.clash.members import Member
from ndt_opt.clash.paces import refused_paces
from ndt_opt.clash.search import ClashSearch, Found, Shown
from ndt_opt.clash.words import told
from ndt_opt.cpsat.interrupt import Stop, Stopped, catching_signals
from ndt_opt.domain.explanation import ChangeTold, Explanation, Repair, ShownClash, ShownPlan
from ndt_opt.domain.outcome import Solved, SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.errors import InternalDisagreement
from ndt_opt.planner import audited_any_plan, plan_season
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.study.changes import Case, Change
from ndt_opt.study.clashes import ClashTree
from ndt_opt.study.repairs import Proposal, Repairs, has_plan
from ndt_opt.study.workers import side_by_side

REPAIRS = 8
"""Repairs solved and told at most."""


def explain(
    scenario: Scenario, model: TrainingModel, settings: SolveSettings, others: Sequence[Case] = ()
) -> Explanation:
    """Why there is no plan, and what would make one possible.

    Parameters
    ----------
    others : the scenario under other training models, each of which may be a repair of its own.

    Raises
    ------
    InternalDisagreement
        when the auditor finds a broken rule in a repair's plan.
    ValueError
        when there is a plan.
    """
    stop = Stop(settings.time_limit_s)
    with catching_signals(stop):
        tree = ClashTree(scenario, model, settings, stop)
        tree.grow()
        if frozenset() in tree.answers:
            raise ValueError("there is a plan: nothing clashes")
        clashes = [_shown(found, search, scenario, model) for found, search in tree.clashes]
        proposals, whole = _proposals(tree, others)
    notes = refused_paces(scenario, model) if any("intensity-ceiling" in c.clash.rules for c in clashes) else ()
    jobs = [_job(proposal, settings) for proposal in proposals]
    repairs = [repair for repair in side_by_side(_priced, jobs) if repair is not None]
    ranked = sorted(repairs, key=lambda own: (len(own.changes), own.size, -own.z2_work_s))
    ranked = [repair for repair in ranked if repair.z2_work_s]  # a season without threshold work is no plan
    return Explanation(clashes=clashes, repairs=ranked, notes=list(notes), complete=tree.complete and whole)


def _shown(found: Found, search: ClashSearch, scenario: Scenario, model: TrainingModel) -> ShownClash:
    plans, refused = list[ShownPlan](), list[str]()
    for member in found.members:
        if member in search.plans and search.plans[member].found.grid is not None:
            try:
                plans.append(_shown_plan(member, search.plans[member]))
            except InternalDisagreement:
                refused.append(str(member))
    return ShownClash(clash=told(found, scenario, model), plans=plans, refused=refused)


def _shown_plan(member: Member, shown: Shown) -> ShownPlan:
    plan = audited_any_plan(shown.found)
    return ShownPlan(
        without=str(member),
        z2_work_s=plan.objective["z2_work_s"],
        distance_m=sum(week.distance_m for week in plan.weeks),
        rules_kept=len({finding.rule for finding in plan.audit}),
    )


def _proposals(tree: ClashTree, others: Sequence[Case]) -> tuple[list[Proposal], bool]:
    """The smallest proposals, and whether all were looked at."""
    case, found = (tree.scenario, tree.model), list[Proposal]()
    makers = Repairs(case, tree.settings, tree.stop)
    try:
        for other in others:
            if has_plan(other, tree.settings, tree.stop):
                found.append(Proposal((_other_model(case, other),), other))
        for answer in tree.answers:
            found += makers.of(sorted(answer, key=str))
    except Stopped:
        return _best(found), False
    return _best(found), len(found) <= REPAIRS


def _best(found: list[Proposal]) -> list[Proposal]:
    """The smallest, none of which holds all the changes of another."""
    lines = [{(change.where, change.instead) for change in own.changes} for own in found]
    kept = [own for own, mine in zip(found, lines, strict=True) if not any(other < mine for other in lines)]
    once: dict[frozenset[tuple[str, str]], Proposal] = {}
    for own in kept:
        once.setdefault(frozenset((c.where, c.instead) for c in own.changes), own)
    return sorted(once.values(), key=lambda own: (len(own.changes), own.size))[:REPAIRS]


def _other_model(case: Case, other: Case) -> Change:
    name = other[1].name
    return Change("model", case[1].name, name, f"train by {name}: {other[1].summary}", 1, lambda _: other)


def _job(proposal: Proposal, settings: SolveSettings) -> _Job:
    changes = [ChangeTold(where=c.where, found=c.found, instead=c.instead, words=c.words) for c in proposal.changes]
    return _Job(changes, proposal.size, proposal.case, settings)


@dataclass(frozen=True)
class _Job:
    """What a process of its own needs of a proposal."""

    changes: list[ChangeTold]
    size: int
    case: Case
    settings: SolveSettings


def _priced(job: _Job) -> Repair | None:
    """The repair with its plan's Zone-2 work; None where no plan was found in time."""
    outcome = plan_season(*job.case, job.settings)
    if not isinstance(outcome, Solved):
        return None
    plan = outcome.plan
    return Repair(
        changes=job.changes,
        size=job.size,
        status=plan.status,
        z2_work_s=plan.objective["z2_work_s"],
        busiest_week_s=max(week.z2_work_s for week in plan.weeks),
    )
