"""The textbook formulation, solved by CP-SAT with its default parameters.

python benchmarks/peers/textbook_cpsat.py SCENARIO.toml [--limit SECONDS] [--seed N]
"""

from __future__ import annotations

import protocol

from neutral import Neutral  # isort: skip
from textbook import Found, solved_by

WORKERS = 2
NOTE = f"CP-SAT's default parameters, {WORKERS} workers, all subsolvers but `core` (it has returned wrong optima)"


def engine(neutral: Neutral, limit_s: float, seed: int, clock: protocol.Clock) -> Found:
    """Rows with their literals, exactly-one constraints and automata as CP-SAT has them."""
    from ortools.sat.python import cp_model

    cp = cp_model.CpModel()
    x = [cp.new_int_var(low, high, "") for low, high in zip(neutral.lows, neutral.highs, strict=True)]
    for row in neutral.rows:
        own = cp_model.LinearExpr.weighted_sum([x[c] for c in row.terms], [*row.terms.values()])
        low = cp_model.INT_MIN if row.low is None else row.low
        high = cp_model.INT_MAX if row.high is None else row.high
        posted = cp.add_linear_constraint(own, low, high)
        if row.when:
            posted.only_enforce_if(*(x[c] if c >= 0 else ~x[~c] for c in row.when))
    for columns in neutral.exactly_one:
        cp.add_exactly_one(x[c] for c in columns)
    for a in neutral.automata:
        states = sorted({a.start, *a.steps.values()})
        steps = [(state, value, then) for (state, value), then in a.steps.items()]
        cp.add_automaton([x[c] for c in a.columns], a.start, states, steps)
    goal = neutral.goal
    cp.maximize(cp_model.LinearExpr.weighted_sum([x[c] for c in goal.terms], [*goal.terms.values()]) + goal.constant)

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            clock.record(round(self.objective_value), round(self.best_objective_bound))

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = limit_s
    solver.parameters.ignore_subsolvers.append("core")
    status = solver.solve(cp, Watch())
    name = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}.get(status)
    if name in ("optimal", "feasible"):
        return Found(name, [solver.value(v) for v in x], solver.best_objective_bound)
    bound = solver.best_objective_bound or None if status == cp_model.UNKNOWN else None  # 0: it had none by then
    return Found(name or "unknown", None, bound, "" if status != cp_model.MODEL_INVALID else cp.validate())


if __name__ == "__main__":
    protocol.run("textbook_cpsat", solved_by(engine, NOTE, "ortools"))
