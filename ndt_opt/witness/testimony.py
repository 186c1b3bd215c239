"""What the witness says of a claim: its two ways to bound a season, each as a check, and the files that go with one
that speaks against it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from ndt_opt.domain.plan import Check
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness import carried, opinion
from ndt_opt.witness.carried import Carried
from ndt_opt.witness.opinion import Opinion
from ndt_opt.witness.scope import NotApplicable

RESTS_ON = ["the planner's menu and paces"]


@dataclass(frozen=True)
class Witness:
    """One way to bound a season: the check's name, engine, formulation and settings."""

    name: str
    engine: str
    formulation: str
    settings: str


LINEAR = Witness("second proof, linear", opinion.ENGINE, opinion.BLOCKS, "relative gap 0")
COUNTED = Witness("second proof, counted", carried.ENGINE, carried.COUNTED, "whole numbers")
WITNESSES = (LINEAR, COUNTED)

Answer = Opinion | Carried | NotApplicable | str
"""An opinion, why there can be none, or what went wrong."""


@dataclass(frozen=True)
class Told:
    """The answer of a witness, and the seconds it took."""

    witness: Witness
    answer: Answer
    seconds: float

    def check(self, question: str, z2_s: int | None, limit_s: float) -> Check:
        """What it says of the claim that no plan has more than `z2_s` (None: that there is none)."""
        own = self.answer if isinstance(self.answer, Opinion | Carried) else None
        is_proved, refused = proves(self.answer, z2_s), isinstance(self.answer, NotApplicable)
        return Check(
            engine=self.witness.engine,
            formulation=self.witness.formulation if own is None else own.formulation,
            settings=f"{self.witness.settings}, {limit_s:g} s",
            question=question,
            result="infeasible" if is_proved else "not applicable" if refused else "not closed",
            why="" if is_proved else _why(self.answer),
            bound_z2_work_s=None if own is None else own.bound_s,
            leaves_out=[] if own is None else own.leaves_out,
            rests_on=RESTS_ON,
            model_sha256=None if own is None else own.sha256,
        )

    def denies_plan(self, z2_s: int | None) -> bool:
        """Whether it leaves no plan of `z2_s` seconds, which the auditor has accepted."""
        if z2_s is None or not isinstance(self.answer, Opinion | Carried):
            return False
        return self.answer.is_infeasible or (self.answer.bound_s is not None and self.answer.bound_s < z2_s)

    @property
    def files(self) -> dict[str, str]:
        """What was asked and what came out, by file."""
        return self.answer.texts if isinstance(self.answer, Opinion | Carried) else {}


def told(scenario: Scenario, model: TrainingModel, z2_s: int | None, limit_s: float) -> list[Told]:
    """Both witnesses, each within `limit_s` seconds; the caps that the one has counted out the other leaves alone.

    Why there is no count is told only where the linear programme of blocks without caps does not prove the claim.
    """
    counted = _asked(COUNTED, lambda: carried.carried(scenario, model, z2_s, time.monotonic() + limit_s))
    with_caps = not proves(counted.answer, z2_s)
    linear = _asked(LINEAR, lambda: opinion.opinion(scenario, model, z2_s, limit_s, with_caps=with_caps))
    is_needless = isinstance(counted.answer, NotApplicable) and proves(linear.answer, z2_s)
    return [linear] if is_needless else [linear, counted]


def proves(answer: Answer, z2_s: int | None) -> bool:
    """Whether no plan has more than `z2_s` (None: there is none)."""
    if not isinstance(answer, Opinion | Carried):
        return False
    return answer.is_infeasible or (z2_s is not None and answer.bound_s is not None and answer.bound_s <= z2_s)


def _asked(witness: Witness, ask: Callable[[], Answer]) -> Told:
    began = time.monotonic()
    answer: Answer
    try:
        answer = ask()
    except NotApplicable as why:
        answer = why
    except MemoryError:
        answer = "out of memory"
    except Exception as error:  # whatever is wrong with it, the plan is not at fault
        answer = f"{type(error).__name__}: {error}"
    return Told(witness, answer, time.monotonic() - began)


def _why(answer: Answer) -> str:
    if not isinstance(answer, Opinion | Carried):
        return str(answer)
    if answer.value_s is None:
        return answer.note or "the time ran out"
    possible = f"without what it leaves out, {round(answer.value_s / 60, 1):g} min are possible"
    return f"{possible}; {answer.note}" if answer.note else possible
