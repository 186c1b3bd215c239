"""What a plan says of itself as a whole: its name, its proof, its warnings, its audit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ndt_opt.audit.books.ledger import Ledger, same
from ndt_opt.audit.books.sessions import z2_s
from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.gather import from_plan
from ndt_opt.audit.verdict import Verdict, broken
from ndt_opt.domain.plan import Finding, Plan
from ndt_opt.files.content import plan_id

FEW_SINGLES = 3
"""Models that ask for more threshold days than this are warned of like those of doubles."""


def check(ledger: Ledger) -> Iterator[Verdict]:
    """Name, objective and bound, and the warning that low volume asks for."""
    plan, start = ledger.plan, ledger.plan.scenario.season.start
    yield from same(start, "plan_id", plan.plan_id, plan_id(plan.scenario, ledger.model))
    yield from _proof(plan)
    yield from _certificate(plan)
    yield from _warning(ledger)


def _proof(plan: Plan) -> Iterator[Verdict]:
    """Nothing above the bound; at the bound where it is called optimal."""
    start, z2 = plan.scenario.season.start, sum(z2_s(s) for s in plan.sessions)
    bound = plan.bound.get("z2_work_s")
    yield from same(start, "objective z2_work_s", plan.objective.get("z2_work_s"), z2)
    if bound is None:
        yield broken(start, "no bound z2_work_s", "what no plan can pass")
    elif bound < z2:
        yield broken(start, f"bound z2_work_s {bound}", f"at least the {z2} s of this plan")
    elif bound > z2 and plan.status == "optimal":
        yield broken(start, f"optimal below a bound of {bound} s", f"{z2} s, or status feasible")


def _certificate(plan: Plan) -> Iterator[Verdict]:
    """It speaks of this plan, which claims to be optimal, and is one where a check found nothing better."""
    own, start = plan.certificate, plan.scenario.season.start
    if own is None:
        return
    yield from same(start, "certificate of", (own.claim, own.z2_work_s), (plan.status, plan.objective.get("z2_work_s")))
    z2 = own.z2_work_s or 0
    for check in own.checks:
        yield from same(start, f"question to {check.engine}", check.question, f"z2_work_s >= {z2 + 1}")
        bound = z2 if check.bound_z2_work_s is None else check.bound_z2_work_s
        if bound < z2 or (check.result == "infeasible" and bound > z2):
            yield broken(start, f"{check.result} by {check.engine}, bound {bound} s", f"the {z2} s of this plan")
    results = {check.result for check in own.checks}
    if own.certified != ("infeasible" in results) or "feasible" in results:
        told = "certified" if own.certified else "not certified"
        yield broken(start, f"{told} by checks that are {', '.join(sorted(results)) or 'none'}", "what they prove")


def _warning(ledger: Ledger) -> Iterator[Verdict]:
    """A plan of the doubles' method at low volume names the edge it stays below."""
    model = ledger.model
    doubles, edge_km = model.rules["double-threshold-days"], model.rules["week-intensity-share"].low_below_km
    singles = model.rules["single-threshold-days"]
    if not (model.holds("double-threshold-days") and doubles.count) and singles.min_count <= FEW_SINGLES:
        return
    least = min(_load_metres(from_plan(ledger.plan, model)), default=0)
    is_told = any(re.search(rf"\b{edge_km}\b", text) for text in ledger.plan.warnings)
    if 0 < least < 1000 * edge_km and not is_told:
        where = ledger.plan.scenario.season.start
        yield broken(where, "no warning of low volume", f"a warning: load weeks below {edge_km} km")


def _load_metres(evidence: Evidence) -> Iterator[int]:
    """Planned metres of the load blocks; where dated blocks or pins disturb the season, the usual week at least."""
    usual = 0 if evidence.history_m is None else -(-sum(evidence.history_m) // 4)
    if evidence.scenario is not None:
        usual = min(usual, round(1000 * evidence.scenario.athlete.weekly_km))
    is_disturbed = any(evidence.is_affected(week) for week in evidence.weeks)
    for block in evidence.cycle.blocks:
        is_open = any(not evidence.is_lived(week) for week in block.load_weeks)
        planned = evidence.planned_m(block) if is_open else None
        if planned is not None:
            yield max(planned, usual) if is_disturbed else planned


def disagreements(plan: Plan, found: Sequence[Finding]) -> Iterator[Verdict]:
    """Rules of which the plan's own audit tells something else."""
    for slug in dict.fromkeys(f.rule for f in plan.audit):
        told = {(f.status, f.where) for f in plan.audit if f.rule == slug}
        seen = {(f.status, f.where) for f in found if f.rule == slug}
        if told != seen:
            yield broken(plan.scenario.season.start, f"audit of {slug}: {_named(told)}", _named(seen))


def _named(findings: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{status} at {where}" for status, where in sorted(findings)) or "no finding"
