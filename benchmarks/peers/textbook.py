"""What the engines of the textbook formulation share: the model, and the answer that is checked against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import floor
from typing import TYPE_CHECKING

from protocol import Answer, Clock, Solve

if TYPE_CHECKING:
    from neutral import Neutral

    from ndt_opt.domain.scenario import Scenario
    from ndt_opt.rules.training_model import TrainingModel

ROUNDING_S = 0.01
"""Zone 2 seconds are whole; the bounds of engines that count in floating point are off by far less."""


@dataclass(frozen=True)
class Found:
    """How an engine ended: status (`optimal`, `feasible`, `infeasible`, `unknown`), its columns, its bound."""

    status: str
    values: Sequence[int] | None = None
    bound: float | None = None
    note: str = ""
    versions: dict[str, str] = field(default_factory=dict)


Engine = Callable[["Neutral", float, int, Clock], Found]
"""(model, seconds left, seed, clock) -> what it found."""


def solved_by(engine: Engine, note: str, *distributions: str) -> Solve:
    """The protocol's `solve` for an engine; `note` says how it was set, `distributions` what is named with versions."""

    def solve(scenario: Scenario, model: TrainingModel, limit_s: float, seed: int, clock: Clock) -> Answer:
        from day_facts import NotApplicable
        from day_model import build
        from protocol import versions

        began = clock.now()
        try:
            neutral = build(scenario, model)
        except NotApplicable as why:
            return Answer("not-applicable", note=str(why))
        built = clock.now()
        found = engine(neutral, max(limit_s - (built - began), 0.1), seed, clock)
        answer = _answer(found, neutral, note)
        answer.build_s, answer.solve_s = built - began, clock.now() - built
        answer.versions = {**versions(*distributions), **found.versions}
        clock.record(answer.z2_work_s, answer.bound_s)
        return answer

    return solve


def _answer(found: Found, neutral: Neutral, note: str) -> Answer:
    """Nothing an engine says is taken before its columns keep every row."""
    words = "; ".join(x for x in (note, found.note) if x)
    bound = None if found.bound is None else floor(found.bound + ROUNDING_S)
    if found.values is None:
        return Answer(found.status, bound_s=bound, note=words)
    if wrong := neutral.broken(found.values):
        return Answer("unknown", bound_s=bound, note=f"{words}; its columns break {len(wrong)} rows: {wrong[0][:200]}")
    value = neutral.value_of(neutral.goal, found.values)
    if bound is not None and bound < value:
        return Answer("unknown", note=f"{words}; its plan of {value} s is above its bound of {bound} s")
    return Answer(found.status, value, bound, note=words)
