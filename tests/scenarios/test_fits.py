"""The volume at which things are said to fit is one at which they are planned."""

from __future__ import annotations

import pytest

from ndt_opt.domain.outcome import Solved
from ndt_opt.planner import plan_season

from .library import inputs, outcome


@pytest.mark.parametrize("name", ["club-17min-120km", "improver-20min-75km"])
def test_what_is_scaled_is_planned_at_the_km_told(name: str) -> None:
    before = outcome(name)
    assert isinstance(before, Solved)
    for fits_km in {e.fits_at_km for e in before.plan.scaled}:
        scenario, model = inputs(name)
        assert fits_km is not None
        more = {"weekly_km": fits_km, "max_weekly_km": fits_km, "longest_run_km": 20.0}
        athlete = scenario.athlete.model_copy(update=more)
        after = plan_season(scenario.model_copy(update={"athlete": athlete}), model)
        assert isinstance(after, Solved)
        claimed = {e.rule for e in before.plan.scaled if e.fits_at_km == fits_km}
        assert not claimed & {e.rule for e in after.plan.scaled}
