"""The textbook formulation as plain rows, solved by SCIP with its default parameters.

python benchmarks/peers/textbook_scip.py SCENARIO.toml [--limit SECONDS] [--seed N]
"""

from __future__ import annotations

import protocol

from neutral import Neutral  # isort: skip
from textbook import Found, solved_by

NOTE = "SCIP's default parameters, one thread"
NEEDS = {"pyscipopt": "pip install pyscipopt"}


def engine(neutral: Neutral, limit_s: float, seed: int, clock: protocol.Clock) -> Found:
    """Literals become big-M rows, automata flows."""
    import pyscipopt
    from pyscipopt import Eventhdlr, quicksum

    until = clock.now() + limit_s
    plain, rows = neutral.linear_rows()
    scip = pyscipopt.Model()
    scip.hideOutput()
    x = [scip.addVar(vtype="I", lb=low, ub=high) for low, high in zip(plain.lows, plain.highs, strict=True)]
    for row in rows:
        own = quicksum(value * x[column] for column, value in row.terms.items())
        if row.low is not None and row.low == row.high:
            scip.addCons(own == row.low)
            continue
        if row.low is not None:
            scip.addCons(own >= row.low)
        if row.high is not None:
            scip.addCons(own <= row.high)
    goal = neutral.goal
    scip.setObjective(quicksum(v * x[c] for c, v in goal.terms.items()) + goal.constant, "maximize")

    class Watch(Eventhdlr):
        def eventinit(self) -> None:
            self.model.catchEvent(pyscipopt.SCIP_EVENTTYPE.BESTSOLFOUND, self)

        def eventexec(self, event: object) -> None:
            best, bound = self.model.getSolObjVal(self.model.getBestSol()), self.model.getDualbound()
            clock.record(round(best), _finite(bound, self.model))

    scip.includeEventhdlr(Watch(), "watch", "records each better plan")
    scip.setParam("randomization/randomseedshift", seed)
    scip.setParam("limits/time", max(until - clock.now(), 0.1))
    scip.optimize()
    versions = {"scip": str(scip.version())}
    status, bound = scip.getStatus(), _finite(scip.getDualbound(), scip)
    if status == "infeasible":
        return Found("infeasible", versions=versions)
    if not scip.getNSols():
        return Found("unknown", None, bound, versions=versions)
    best = scip.getBestSol()
    values = [round(scip.getSolVal(best, own)) for own in x[: len(neutral.lows)]]
    return Found("optimal" if status == "optimal" else "feasible", values, bound, versions=versions)


def _finite(bound: float, scip: object) -> int | None:
    return None if abs(bound) >= scip.infinity() else int(bound + 0.01)  # type: ignore[attr-defined]


if __name__ == "__main__":
    protocol.run("textbook_scip", solved_by(engine, NOTE, "pyscipopt"), NEEDS)
