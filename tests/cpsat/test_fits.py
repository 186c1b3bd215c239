"""Where a volume would not help, the fit names hours or slots."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.fits import doubles_fit, full_method_fit, hit_fit
from ndt_opt.cpsat.grid import Grid, build_grid
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import read_model

ALL_OPEN: dict[str, Any] = {"am": "05:00-10:00", "pm": "15:00-20:00"}


def grid(availability: dict[str, Any] | None = None, **own: Any) -> Grid:
    athlete = {
        "results": [{"distance_m": 5000, "time": "17:00", "date": dt.date(2026, 9, 12)}], "weekly_km": 80,
        "longest_run_km": 18, "easy_pace": "5:00/km", **own,
    }  # fmt: skip
    scenario = Scenario.model_validate({
        "schema": "ndt.scenario/1", "athlete": athlete, "season": {"start": dt.date(2026, 11, 2), "weeks": 1},
        "availability": availability or ALL_OPEN,
    })  # fmt: skip
    return build_grid(season_facts(scenario, read_model("norwegian-double")))


def test_the_club_runners_figures() -> None:
    """Two days of 50 min and 4 km HIT are a quarter of 123 km (club-17min-120km); whole reps ask a little more."""
    own = grid()
    assert (doubles_fit(own).metres, doubles_fit(own).limit) == (100_000, None)
    full = full_method_fit(own)
    assert 123_000 <= full.metres <= 125_000
    assert full.metres % 200 == 0
    assert full.limit is None


@pytest.mark.parametrize(("hours", "limit"), [(7, "hours"), (9, None), (20, None)])
def test_hours(hours: float, limit: str | None) -> None:
    """100 km: about 8 h 40 min with rests."""
    own = grid(max_weekly_hours=hours)
    assert doubles_fit(own).limit == limit
    assert hit_fit(own, doubles_fit(own)).limit == limit
    assert full_method_fit(own).limit == (None if hours == 20 else "hours")


def test_no_evenings() -> None:
    own = grid({"am": "05:00-10:00", "pm": "none"})
    assert doubles_fit(own).limit == full_method_fit(own).limit == "slots"
    assert hit_fit(own, doubles_fit(own)).limit == "doubles"
    assert hit_fit(own, None).limit is None


def test_one_evening_is_no_two_doubles() -> None:
    own = grid({**ALL_OPEN, "days": {"thu": {"pm": "none"}}})
    assert doubles_fit(own).limit == "slots"


def test_short_evenings_hold_small_doubles_only() -> None:
    own = grid({**ALL_OPEN, "pm_max_min": 45})
    assert doubles_fit(own).limit is None
    assert full_method_fit(own).limit == "slots"


def test_slots_too_short_for_the_easy_running_of_such_a_week() -> None:
    short = {**ALL_OPEN, "am_max_min": 65, "pm_max_min": 60}
    closed = {day: {"pm": "none"} for day in ("mon", "wed", "fri", "sat", "sun")}
    assert full_method_fit(grid({**short, "days": closed})).limit == "slots"


def test_slots_too_short_for_hit() -> None:
    assert hit_fit(grid({"am": "05:00-10:00", "pm": "none", "am_max_min": 40}), None).limit == "slots"
