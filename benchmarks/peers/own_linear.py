"""Our own season formulation, week columns and all, as a mixed-integer linear programme for other engines.

The rows are those of `ndt solve`, with the columns that matter to Zone-2 work (`keep="work"`, as `ndt price` has
them).  Our bounds on the work of weeks are left out: with them as rows HiGHS took as long, or much longer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from protocol import Answer, Clock

if TYPE_CHECKING:
    import numpy as np
    from linear_programme import Programme
    from statements import Statements

    from ndt_opt.cpsat.build import Built
    from ndt_opt.cpsat.facts import Facts
    from ndt_opt.domain.scenario import Scenario
    from ndt_opt.rules.training_model import TrainingModel

FREE = "blocks that may start on any day are searched layout by layout, which one programme cannot say"


@dataclass
class Found:
    """What an engine came to: a point or None, the objective's proved bound or None, and a word on how it ended."""

    status: str
    point: np.ndarray | None = None
    bound_s: int | None = None
    note: str = ""


Engine = Callable[["Programme", float, int, Clock], Found]
"""(programme, seconds left, seed, clock) -> what was found; "optimal", "feasible", "infeasible" or "unknown"."""


def facts_of(scenario: Scenario, model: TrainingModel) -> Facts:
    """Calendar and columns, without programmes that only wishes tell apart where these can be found."""
    from ndt_opt.cpsat.facts import season_facts
    from ndt_opt.cpsat.thinning import TooManyProgrammes

    try:
        return season_facts(scenario, model, keep="work")
    except TooManyProgrammes:
        return season_facts(scenario, model)


def built_of(facts: Facts) -> Built:
    """The CP-SAT model of a season that maximises Zone-2 work."""
    from ndt_opt.cpsat.build import build

    built = build(facts)
    built.grid.cp.maximize(built.z2_s)
    return built


def is_free(model: TrainingModel) -> bool:
    from ndt_opt.cpsat.layout import is_free

    return is_free(model)


def solve_with(
    engine: Engine,
    scenario: Scenario,
    model: TrainingModel,
    limit_s: float,
    seed: int,
    clock: Clock,
    note: str,
) -> Answer:
    """The answer of an engine that solves our rows; its point is judged in whole numbers.

    One that breaks a row all the same, by an engine's tolerance, is no plan: "unknown", whatever the engine says.
    """
    began = clock.now()
    if is_free(model):
        return Answer("not-applicable", note=FREE)
    from linear_programme import NoPoint, programme_of
    from statements import statements_of

    statements = statements_of(built_of(facts_of(scenario, model)).grid.cp)
    try:
        programme = programme_of(statements)
    except NoPoint:
        return Answer("infeasible", build_s=clock.now() - began, note=f"{note}; bounds alone show it")
    rows, columns = programme.matrix.shape
    note = f"{note}; {rows} rows, {columns} columns, {programme.matrix.nnz} numbers"
    build_s, solving = clock.now() - began, clock.now()
    found = engine(programme, limit_s - build_s, seed, clock)
    answer = Answer(found.status, build_s=build_s, solve_s=clock.now() - solving, bound_s=found.bound_s)
    answer.note = "; ".join(part for part in (note, found.note) if part)
    if found.point is not None:
        _judge(answer, statements, found.point, clock)
    clock.record(answer.z2_work_s, answer.bound_s)
    return answer


def _judge(answer: Answer, statements: Statements, point: np.ndarray, clock: Clock) -> None:
    """Keep the point's work if, in whole numbers, it breaks nothing; else nothing that was found on the way counts."""
    import numpy as np
    from judge import Judge

    whole = np.rint(point[: len(statements.names)]).astype(np.int64)
    wrong = Judge(statements).broken(whole)
    if not wrong:
        answer.z2_work_s = int(statements.objective.at(whole[None, :])[0])
        return
    answer.note += f"; its {answer.status} point breaks {len(wrong)} rows in whole numbers, {wrong[0]} first"
    answer.status, clock.trace = "unknown", [(at, None, bound) for at, _, bound in clock.trace]
