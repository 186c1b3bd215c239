"""The auditor's paces against published tables, and against the planner's own."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ndt_opt.audit.paces import Paces, paces_of
from ndt_opt.domain.athlete import Athlete
from ndt_opt.physiology.profile import profile

from .builder import START, model

PHYSIOLOGY = model().physiology


def athlete(**own: Any) -> Athlete:
    return Athlete.model_validate({"weekly_km": 100.0, **own})


def paces(**own: Any) -> Paces:
    found = paces_of(athlete(**own), PHYSIOLOGY, START)
    assert found is not None
    return found


def result(distance_m: int, time: str, days_before: int | None = None) -> dict[str, Any]:
    date = None if days_before is None else START - dt.timedelta(days=days_before)
    return {"distance_m": distance_m, "time": time, "date": date}


def test_a_vdot_of_50() -> None:
    """Daniels' table: VDOT 50 runs 5 km in 19:57 and 10 km in 41:21, with a threshold pace of 4:15/km."""
    assert paces(results=[result(10_000, "41:21")]).race_5k == pytest.approx(1197 / 5, abs=0.5)
    assert paces(lactate={"lt2_pace": "4:15/km"}).race_5k == pytest.approx(1197 / 5, abs=1)


def test_the_best_result_of_the_last_year_counts() -> None:
    old, new = result(5000, "15:00", 366), result(5000, "16:40", 365)
    assert paces(results=[old, new]).race_5k == pytest.approx(200)
    assert paces(results=[old, result(5000, "14:00", 800)]).race_5k == pytest.approx(180)
    assert paces_of(athlete(), PHYSIOLOGY, START) is None


@pytest.mark.parametrize("time", ["13:06", "15:30", "17:45", "20:00", "25:00", "34:59"])
@pytest.mark.parametrize("easy", [None, "5:02/km"])
def test_they_are_the_planners(time: str, easy: str | None) -> None:
    own = athlete(results=[result(5000, time)], easy_pace=easy)
    found, planned = paces_of(own, PHYSIOLOGY, START), profile(own, PHYSIOLOGY, START)
    assert found is not None
    assert found.race_5k == pytest.approx(planned.pace_5k)
    assert found.easy == planned.easy_pace
    assert (found.easy_fast, found.easy_slow) == pytest.approx((planned.easy_fast, planned.easy_slow), abs=0.5)
