"""What a peer prints: one JSON document, read strictly."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationError

from ndt_opt.domain.record import Record

Status = Literal["optimal", "feasible", "infeasible", "unknown", "unavailable", "not-applicable"]
Span = Annotated[float, Field(ge=0, le=1e7)]
Work = Annotated[int, Field(ge=0, le=10**9)]


class Answer(Record):
    """The document of the peer protocol; `trace`: (seconds since process start, best or None, bound or None)."""

    peer: str
    status: Status
    z2_work_s: Work | None
    bound_s: Work | None
    read_s: Span
    build_s: Span
    first_plan_s: Span | None
    solve_s: Span
    trace: list[tuple[Span, Work | None, Work | None]]
    versions: dict[str, str]
    exact: bool
    note: Annotated[str, Field(max_length=2000)] = ""


def read_answer(text: bytes) -> Answer:
    """The answer in what a peer printed.

    Raises
    ------
    ValueError
        in one line, when it is no document of the protocol, or lacks the value of its plan.
    """
    try:
        answer = Answer.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ValueError(f"not an answer of the protocol: {where or 'document'}: {first['msg']}") from None
    if (answer.status in ("optimal", "feasible")) != (answer.z2_work_s is not None):
        raise ValueError(f"{answer.status} with z2_work_s {answer.z2_work_s}")
    return answer
