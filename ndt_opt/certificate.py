"""A claim proved a second time: by the solver under other settings, and by other engines on models of their own.

The solver's part asks the model as it is, and then with every programme (`cpsat.second_proof`); the others' part runs
beside it, in a process of its own (`witness`).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from ndt_opt.cpsat import second_proof
from ndt_opt.cpsat.day_tables import Keep
from ndt_opt.cpsat.interrupt import Stop, Stopped, catching_signals
from ndt_opt.cpsat.settings import version
from ndt_opt.domain.outcome import Infeasible, Outcome, Progress, Solved
from ndt_opt.domain.plan import Certificate, Check
from ndt_opt.domain.scenario import Scenario
from ndt_opt.errors import SecondProofDisagreement
from ndt_opt.files.plan_file import plan_text
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness import apart

LIMIT_S = 300.0
"""Seconds each check may take."""

OWN_MODEL = "the planner's model of the rules"
DOMINANCE = "programmes that another one beats in all that rules count are left out"
QUESTIONS: dict[Keep, tuple[str, str, list[str]]] = {
    "capped": ("second proof", "week columns, without bounds", [OWN_MODEL, DOMINANCE]),
    "all": ("second proof, every programme", "week columns of every programme, without bounds", [OWN_MODEL]),
}
"""Name and formulation of each question to the solver, and what it takes over from the first proof."""


@dataclass(frozen=True)
class Claim:
    """What is to be proved again: that no plan has more than `z2_s` (None: that there is none)."""

    scenario: Scenario
    model: TrainingModel
    z2_s: int | None

    @property
    def question(self) -> str:
        return "any plan" if self.z2_s is None else f"z2_work_s >= {self.z2_s + 1}"

    def certificate(self, checks: Iterable[Check]) -> Certificate:
        made = list(checks)
        is_certified = any(check.result == "infeasible" for check in made)
        return Certificate(
            claim="infeasible" if self.z2_s is None else "optimal",
            z2_work_s=self.z2_s,
            certified=is_certified,
            checks=made,
        )


@dataclass(frozen=True)
class Checked:
    """A check, the seconds it took, and the files that speak against the claim."""

    name: str
    check: Check
    seconds: float
    against: dict[str, str]


def certify(
    outcome: Outcome,
    scenario: Scenario,
    model: TrainingModel,
    limit_s: float = LIMIT_S,
    on_progress: Callable[[Progress], None] | None = None,
) -> tuple[Outcome, str]:
    """The outcome with a certificate; or as it was, and why it has none.

    Raises
    ------
    SecondProofDisagreement
        when a check finds a plan that the claim excludes, or excludes the plan there is.
    """
    claim = _claim(outcome, scenario, model)
    if claim is None:
        return outcome, "no certificate: the solver claims neither an optimum nor a clash"
    stop = Stop(None)
    try:
        with catching_signals(stop):
            checked = _checks(claim, limit_s, stop, on_progress or (lambda progress: None))
    except (Stopped, KeyboardInterrupt):
        return outcome, "no certificate: interrupted before the checks were done"
    except OSError as error:
        return outcome, f"no certificate: {error.strerror or error}"
    _refuse_disagreement(outcome, claim, checked)
    return _with_certificate(outcome, claim, checked), ""


def _claim(outcome: Outcome, scenario: Scenario, model: TrainingModel) -> Claim | None:
    if isinstance(outcome, Infeasible):
        return Claim(scenario, model, None)
    if isinstance(outcome, Solved) and outcome.plan.status == "optimal":
        return Claim(scenario, model, outcome.plan.objective["z2_work_s"])
    return None


def _checks(claim: Claim, limit_s: float, stop: Stop, on_progress: Callable[[Progress], None]) -> list[Checked]:
    began = time.monotonic()

    def report() -> None:
        on_progress(Progress("certifying", None, None, time.monotonic() - began))

    def wait() -> None:
        stop.check()
        report()

    with closing(apart.Apart(claim.scenario, claim.model, claim.z2_s, limit_s)) as witness:
        own = list(_by_solver(claim, limit_s, stop, report))
        answers = witness.answers(wait)
    for told in answers:
        check = told.check(claim.question, claim.z2_s, limit_s)
        against = told.files if told.denies_plan(claim.z2_s) else {}
        own.append(Checked(told.witness.name, check, told.seconds, against))
    return own


def _by_solver(claim: Claim, limit_s: float, stop: Stop, report: Callable[[], None]) -> Iterator[Checked]:
    """The questions to the solver; where one is left open, the larger ones after it would be as well."""
    for keep in QUESTIONS:
        checked = _ask_solver(claim, keep, limit_s, stop, report)
        yield checked
        if checked.check.result != "infeasible":
            return


def _ask_solver(claim: Claim, keep: Keep, limit_s: float, stop: Stop, report: Callable[[], None]) -> Checked:
    began, (name, formulation, rests_on) = time.monotonic(), QUESTIONS[keep]
    own_stop = Stop(limit_s, whole=stop)
    proof = second_proof.prove_again(claim.scenario, claim.model, claim.z2_s, keep, own_stop, report)
    stop.check()
    check = Check(
        engine=f"{version()} CP-SAT",
        formulation=formulation,
        settings=f"{second_proof.SETTINGS}, {limit_s:g} s",
        question=claim.question,
        result=proof.result,
        why=proof.why,
        bound_z2_work_s=claim.z2_s if proof.result == "infeasible" else None,
        leaves_out=[],
        rests_on=[*rests_on, *proof.rests_on],
        model_sha256=proof.sha256,
    )
    return Checked(name, check, time.monotonic() - began, proof.texts)


def _refuse_disagreement(outcome: Outcome, claim: Claim, checked: list[Checked]) -> None:
    against = next((own for own in checked if own.against), None)
    if against is None:
        return
    certificate = claim.certificate(own.check for own in checked)
    texts = {"certificate.json": json.dumps(certificate.model_dump(mode="json"), indent=1) + "\n", **against.against}
    if isinstance(outcome, Solved):
        texts["plan.json"] = plan_text(outcome.plan)
    raise SecondProofDisagreement(f"{against.check.engine} ({against.check.formulation})", texts)


def _with_certificate(outcome: Outcome, claim: Claim, checked: list[Checked]) -> Outcome:
    certificate = claim.certificate(own.check for own in checked)
    seconds = {own.name: round(own.seconds, 3) for own in checked}
    statistics = {**outcome.statistics, "seconds": {**outcome.statistics.get("seconds", {}), **seconds}}
    if isinstance(outcome, Solved):
        plan = outcome.plan.model_copy(update={"certificate": certificate})
        return Solved(plan, statistics)
    assert isinstance(outcome, Infeasible)
    return replace(outcome, statistics=statistics, certificate=certificate)
