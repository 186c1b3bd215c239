"""The textbook formulation as plain rows, solved by HiGHS (through scipy) with its default options.

python benchmarks/peers/textbook_highs.py SCENARIO.toml [--limit SECONDS] [--seed N]
"""

from __future__ import annotations

import protocol

from neutral import Neutral  # isort: skip
from textbook import Found, solved_by

NOTE = "HiGHS with no gap allowed and default options (one thread through scipy, no seed, no trace of the way)"


def engine(neutral: Neutral, limit_s: float, seed: int, clock: protocol.Clock) -> Found:
    """Literals become big-M rows, automata flows."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    until = clock.now() + limit_s
    plain, rows = neutral.linear_rows()
    entries = [(r, c, v) for r, row in enumerate(rows) for c, v in row.terms.items()]
    r, c, v = (np.array(x) for x in zip(*entries, strict=True))
    matrix = csr_array((v.astype(float), (r, c)), shape=(len(rows), len(plain.lows)))
    lows = [-np.inf if row.low is None else row.low for row in rows]
    highs = [np.inf if row.high is None else row.high for row in rows]
    gains = np.zeros(len(plain.lows))
    for column, value in neutral.goal.terms.items():
        gains[column] = -value
    found = milp(
        gains, integrality=np.ones(len(gains)), bounds=Bounds(plain.lows, plain.highs),
        constraints=LinearConstraint(matrix, lows, highs),
        options={"mip_rel_gap": 0.0, "time_limit": max(until - clock.now(), 0.1)},
    )  # fmt: skip
    bound = None if found.mip_dual_bound is None else neutral.goal.constant - float(found.mip_dual_bound)
    bound = None if bound is None or not np.isfinite(bound) else bound
    if found.x is None:
        return Found("infeasible" if found.status == 2 else "unknown", None, bound)
    values = [round(x) for x in found.x[: len(neutral.lows)]]
    return Found("optimal" if found.status == 0 else "feasible", values, bound)


if __name__ == "__main__":
    protocol.run("textbook_highs", solved_by(engine, NOTE, "scipy", "numpy"))
