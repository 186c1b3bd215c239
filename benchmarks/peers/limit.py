"""The lower limit: what `ndt solve` pays before any search, and the bound it has by then.

Imports, reading, the columns of each week and the bounds on their Zone-2 work: whatever the search, no solve of ours
can be quicker.  There is no plan; the bound is a relaxation's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import protocol

if TYPE_CHECKING:
    from ndt_opt.domain.scenario import Scenario
    from ndt_opt.rules.training_model import TrainingModel

NOTE = "no search: the bounds of weeks and blocks know calendar, columns, share, steps and ramp, but no single plan"


def solve(
    scenario: Scenario, model: TrainingModel, limit_s: float, seed: int, clock: protocol.Clock
) -> protocol.Answer:
    """The bound; neither limit nor seed matter to it."""
    began = clock.now()
    from ndt_opt.cpsat.bounds import season_bounds
    from ndt_opt.cpsat.facts import season_facts
    from ndt_opt.cpsat.layout import best_layouts, is_free

    versions = protocol.versions("ortools")
    if is_free(model):
        ranked = best_layouts(scenario, model, 1)
        status, bound_s = ("unknown", ranked[0].bound) if ranked else ("infeasible", None)
    else:
        bounds = season_bounds(season_facts(scenario, model))
        status, bound_s = ("infeasible", None) if bounds is None else ("unknown", bounds.total_s)
    clock.record(None, bound_s)
    return protocol.Answer(status, None, bound_s, clock.now() - began, exact=False, versions=versions, note=NOTE)


if __name__ == "__main__":
    protocol.run("limit", solve)
