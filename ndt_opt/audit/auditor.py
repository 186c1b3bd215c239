"""Judges a plan or a week table, rule by rule, in the order of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from ndt_opt.audit.books import check_books
from ndt_opt.audit.books.claims import disagreements
from ndt_opt.audit.checks import CHECKS
from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.gather import from_plan, from_table
from ndt_opt.audit.verdict import Verdict, unknown
from ndt_opt.domain.plan import Finding, Plan
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import model_from_json
from ndt_opt.files.week_table import Row
from ndt_opt.rules.catalogue import CATALOGUE
from ndt_opt.rules.training_model import TrainingModel

BOOKKEEPING = "plan-bookkeeping"
_BOOKS_KEEP = "The plan's sums, records and prescriptions are what its sessions, scenario and model make."


def audit_plan(plan: Plan, model: TrainingModel, scenario: Scenario | None = None) -> list[Finding]:
    """Every rule that is a must, then the plan's bookkeeping by its own model and scenario.

    `scenario` judges the plan against another one than its own.  What the plan says of its audit is
    compared where it was made of the same model and scenario.

    Raises
    ------
    InputError
        when the model inside the plan is malformed.
    """
    own = model_from_json(plan.model)
    judged = plan if scenario is None else plan.model_copy(update={"scenario": scenario})
    findings, where = judge(from_plan(judged, model)), plan.scenario.season.start.isoformat()
    books = [*check_books(plan, own)]
    findings += _findings(BOOKKEEPING, (), _BOOKS_KEEP, where, books)
    if judged.scenario != plan.scenario or model.rules != own.rules or model.strengths != own.strengths:
        return findings
    told = _findings(BOOKKEEPING, (), _BOOKS_KEEP, where, chain(books, disagreements(plan, findings)))
    return [f for f in findings if f.rule != BOOKKEEPING] + told


def audit_table(
    rows: Sequence[Row], model: TrainingModel, scenario: Scenario | None, *, is_whole: bool | None = None
) -> list[Finding]:
    """Every rule that is a must, as far as the rows tell.

    `is_whole` says whether days without a row were rest days; left out, that is believed only with
    a scenario.
    """
    return judge(from_table(rows, model, scenario, is_whole))


def broken(findings: Iterable[Finding]) -> list[Finding]:
    """Those that broke."""
    return [f for f in findings if f.status == "broken"]


def judge(evidence: Evidence) -> list[Finding]:
    """One finding per rule and place that broke, one per rule that held, one per reason not to judge."""
    findings = []
    for rule in CATALOGUE:
        if evidence.model.holds(rule.slug):
            verdicts = CHECKS[rule.slug](evidence, evidence.model.rules[rule.slug])
            if not evidence.weeks:
                verdicts = iter([unknown(evidence.start, "no session inside the season")])
            where = evidence.start.isoformat()
            verdicts = (v for v in verdicts if not _is_past(v, evidence))
            findings += _findings(rule.slug, rule.covers, rule.keeps, where, verdicts)
    return findings


def _is_past(verdict: Verdict, evidence: Evidence) -> bool:
    """Whether it speaks of a week that is run: a fact that no rule judges."""
    return evidence.lived is not None and verdict.where[:10] < evidence.lived.open_from.isoformat()


def _findings(slug: str, covers: Sequence[str], keeps: str, where: str, verdicts: Iterable[Verdict]) -> list[Finding]:
    told = [*_merged(verdicts)]
    if not told:
        return [_finding(slug, "kept", where, "kept everywhere", keeps, covers)]
    return [_finding(slug, v.status, v.where, v.found, v.allowed, covers) for v in told]


def _finding(slug: str, status: str, where: str, found: str, allowed: str, covers: Sequence[str]) -> Finding:
    told = {"rule": slug, "status": status, "where": where, "found": found, "allowed": allowed}
    return Finding.model_validate({**told, "covers": [*covers]})


def _merged(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """What broke at one place becomes one; of what cannot be judged, the first place for each reason."""
    places: dict[str, list[Verdict]] = {}
    reasons: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.status == "broken":
            places.setdefault(verdict.where, []).append(verdict)
        else:
            reasons.setdefault(verdict.found, []).append(verdict)
    merged = [
        Verdict("broken", where, _joined(v.found for v in told), _joined(v.allowed for v in told))
        for where, told in places.items()
    ]
    for reason, told in reasons.items():
        more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
        merged.append(Verdict("not checked", told[0].where, f"{reason}{more}", told[0].allowed))
    return merged


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(parts))
