"""SCIP on our own formulation: the season's week columns as a mixed-integer linear programme (PySCIPOpt)."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any

import own_linear
import protocol

if TYPE_CHECKING:
    from linear_programme import Programme

    from ndt_opt.domain.scenario import Scenario
    from ndt_opt.rules.training_model import TrainingModel

FEASIBLE = 1e-9
"""Relative: with the usual 1e-6 whole numbers that break a row of large numbers pass for a plan."""

SETTINGS = f"PySCIPOpt, one thread, gap 0, feasibility {FEASIBLE:g}, else SCIP's default settings"
NEEDS = {"pyscipopt": "pip install pyscipopt"}
INTEGRAL_S = 1e-4
"""The objective is whole seconds; a bound so much below a whole number is taken for it."""


def engine(programme: Programme, left_s: float, seed: int, clock: protocol.Clock) -> own_linear.Found:
    """The time that writing the rows takes is the search's."""
    import numpy as np

    began = clock.now()
    scip, variables = _model(programme, seed)
    _record(scip, programme.constant, clock)
    left_s -= clock.now() - began
    if left_s <= 0:
        return own_linear.Found("unknown", note="writing the rows took the time")
    scip.setParam("limits/time", left_s)
    scip.optimize()
    status = scip.getStatus()
    if status == "infeasible":
        return own_linear.Found("infeasible")
    bound_s = None if scip.isInfinity(scip.getDualbound()) else _whole(scip.getDualbound()) + programme.constant
    if not scip.getNSols():
        return own_linear.Found("unknown", None, bound_s, "" if status == "timelimit" else status)
    solution = scip.getBestSol()
    point = np.array([scip.getSolVal(solution, v) for v in variables])
    return own_linear.Found("optimal" if status == "optimal" else "feasible", point, bound_s)


def _model(programme: Programme, seed: int) -> tuple[Any, list[Any]]:
    from pyscipopt import Model
    from pyscipopt.scip import Expr, Term

    scip = Model()
    scip.hideOutput()
    scip.setParam("randomization/randomseedshift", seed)
    scip.setParam("numerics/feastol", FEASIBLE)
    scip.setMaximize()
    variables = [
        scip.addVar(vtype="B" if (low, top) == (0, 1) else "I", lb=low, ub=top, obj=worth)
        for low, top, worth in zip(
            programme.lows.tolist(), programme.tops.tolist(), programme.objective.tolist(), strict=True
        )
    ]
    terms = [Term(v) for v in variables]
    matrix, starts = programme.matrix, programme.matrix.indptr.tolist()
    columns, values = matrix.indices.tolist(), matrix.data.tolist()
    for n, (low, high) in enumerate(zip(programme.lower.tolist(), programme.upper.tolist(), strict=True)):
        own = range(starts[n], starts[n + 1])
        expression = Expr({terms[columns[i]]: values[i] for i in own})
        scip.addCons(_between(expression, low, high))
    return scip, variables


def _between(expression: Any, low: float, high: float) -> Any:
    from pyscipopt.scip import ExprCons

    return ExprCons(expression, lhs=None if low == float("-inf") else low, rhs=None if high == float("inf") else high)


def _record(scip: Any, constant: int, clock: protocol.Clock) -> None:
    """Every better plan into the trace."""
    from pyscipopt import SCIP_EVENTTYPE, Eventhdlr

    class Better(Eventhdlr):  # type: ignore[misc]
        def eventinit(self) -> None:
            self.model.catchEvent(SCIP_EVENTTYPE.BESTSOLFOUND, self)

        def eventexit(self) -> None:
            self.model.dropEvent(SCIP_EVENTTYPE.BESTSOLFOUND, self)

        def eventexec(self, event: object) -> None:
            best, bound = self.model.getSolObjVal(self.model.getBestSol()), self.model.getDualbound()
            own = None if self.model.isInfinity(bound) else _whole(bound) + constant
            clock.record(round(best) + constant, own)

    scip.includeEventhdlr(Better(), "better", "notes better plans")


def _whole(bound: float) -> int:
    return floor(bound + INTEGRAL_S)


def solve(
    scenario: Scenario, model: TrainingModel, limit_s: float, seed: int, clock: protocol.Clock
) -> protocol.Answer:
    answer = own_linear.solve_with(engine, scenario, model, limit_s, seed, clock, SETTINGS)
    answer.versions = protocol.versions("pyscipopt", "ortools") | {"scip": _version()}
    return answer


def _version() -> str:
    from pyscipopt import Model

    return str(Model().version())


if __name__ == "__main__":
    protocol.run("scip-own", solve, NEEDS)
