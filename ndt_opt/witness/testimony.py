"""An opinion as a check of a claim, and the files that go with one that speaks against it."""

from __future__ import annotations

import json
from math import isfinite

from ndt_opt.domain.plan import Check
from ndt_opt.witness.apart import Answer
from ndt_opt.witness.opinion import BLOCKS, ENGINE, Opinion
from ndt_opt.witness.scope import NotApplicable

RESTS_ON = ["the planner's menu and paces"]


def check_of(answer: Answer, question: str, z2_s: int | None, limit_s: float) -> Check:
    """What the answer says of the claim that no plan has more than `z2_s` (None: that there is none)."""
    own = answer if isinstance(answer, Opinion) else None
    is_proved = own is not None and (own.is_infeasible or _is_met(own, z2_s))
    refused = isinstance(answer, NotApplicable)
    return Check(
        engine=ENGINE,
        formulation=BLOCKS if own is None else own.formulation,
        settings=f"relative gap 0, {limit_s:g} s",
        question=question,
        result="infeasible" if is_proved else "not applicable" if refused else "not closed",
        why="" if is_proved else _why(answer),
        bound_z2_work_s=None if own is None else own.bound_s,
        leaves_out=[] if own is None else own.leaves_out,
        rests_on=RESTS_ON,
        model_sha256=None if own is None else own.sha256,
    )


def denies_plan(answer: Answer, z2_s: int | None) -> bool:
    """Whether it leaves no plan of `z2_s` seconds, which the auditor has accepted."""
    if z2_s is None or not isinstance(answer, Opinion):
        return False
    return answer.is_infeasible or (answer.bound_s is not None and answer.bound_s < z2_s)


def files_of(answer: Answer) -> dict[str, str]:
    """The programmes in the LP format, and what came out of each."""
    if not isinstance(answer, Opinion):
        return {}
    files = {f"programme-{n}.lp": own.text for n, own in enumerate(answer.asked, 1)}
    found = [
        {
            "programme": name,
            "status": own.found.status,
            "value": _finite(own.found.value),
            "bound": _finite(own.found.bound),
            "columns": {f"x{column}": value for column, value in enumerate(own.found.values) if value},
        }
        for name, own in zip(files, answer.asked, strict=True)
    ]
    return {**files, "solutions.json": json.dumps(found, indent=1) + "\n"}


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


def _is_met(own: Opinion, z2_s: int | None) -> bool:
    return z2_s is not None and own.bound_s is not None and own.bound_s <= z2_s


def _why(answer: Answer) -> str:
    if not isinstance(answer, Opinion):
        return str(answer)
    if answer.value_s is None:
        return "the time ran out"
    possible = f"without what it leaves out, {round(answer.value_s / 60, 1):g} min are possible"
    return f"{possible}; {answer.note}" if answer.note else possible
