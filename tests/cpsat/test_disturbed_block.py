"""A block whose first week is disturbed: its second may outgrow what the ramp let the first one be."""

import datetime as dt

from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import read_model
from ndt_opt.planner import plan_season

MONDAY = dt.date(2026, 11, 2)
RACE = {"distance_m": 5000, "time": "14:50"}
ATHLETE = {"results": [RACE], "weekly_km": 150, "max_weekly_km": 190, "longest_run_km": 24, "easy_pace": "4:45/km"}


def test_the_bound_of_the_later_week_is_not_that_of_the_first() -> None:
    blocked = {"from": MONDAY, "to": MONDAY, "slots": ["pm"]}
    raw = {
        "schema": "ndt.scenario/1",
        "athlete": ATHLETE,
        "season": {"start": MONDAY, "weeks": 2},
        "history": {"recent_km": [90.0, 150.0, 150.0, 150.0]},
        "availability": {"blocked": [blocked]},
    }
    outcome = plan_season(Scenario.model_validate(raw), read_model("norwegian-double"))
    assert isinstance(outcome, Solved)
    first, second = outcome.plan.weeks
    assert second.distance_m > first.distance_m
    # with too low a bound, tiers 2 and 3 found their model empty
    assert set(outcome.plan.objective) == {"z2_work_s", "preference_cost", "tie_break"}
