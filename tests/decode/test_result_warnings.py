"""What is told of the result that sets the paces."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ndt_opt.decode.result_warnings import result_warnings
from ndt_opt.domain.scenario import Scenario

START = dt.date(2026, 10, 5)
SHORT = {"distance_m": 800, "time": "1:50", "date": dt.date(2026, 8, 22)}


def told(*results: dict[str, Any], **athlete: Any) -> list[str]:
    raw = {
        "schema": "ndt.scenario/1",
        "athlete": {"results": list(results), "weekly_km": 100, **athlete},
        "season": {"start": START, "weeks": 1},
    }
    return result_warnings(Scenario.model_validate(raw))


def result(distance_m: int, time: str, date: dt.date | None = None) -> dict[str, Any]:
    return {"distance_m": distance_m, "time": time, "date": date}


def test_a_short_result_alone_says_little_of_threshold() -> None:
    (text,) = told(SHORT)
    assert text == (
        "paces come from 800 m in 1:50, which says little about threshold: a result of 3 km to the half marathon would "
        "tell them"
    )


def test_a_longer_result_that_asks_for_slower_paces_is_named() -> None:
    first, second = told(SHORT, result(5000, "15:20", dt.date(2026, 9, 10)))
    assert first == "paces come from 800 m in 1:50, which says little about threshold"
    assert second.startswith("5000 m in 15:20 makes the 5 km pace 3:04/km, 800 m in 1:50 makes it 2:41/km")


def test_a_newer_result_counts_as_well_and_an_older_one_does_not() -> None:
    best = result(10_000, "32:00", dt.date(2026, 3, 1))
    (text,) = told(best, result(5000, "16:30", dt.date(2026, 9, 10)))
    assert text.startswith("5000 m in 16:30 makes the 5 km pace 3:18/km")
    assert not told(best, result(5000, "16:30", dt.date(2026, 2, 1)))
    assert not told(best, result(5000, "16:30"))


def test_results_that_agree_need_no_word() -> None:
    assert not told(result(5000, "15:30"), result(10_000, "32:40"), result(21_097, "1:12:30"))


def test_of_several_the_one_nearest_to_threshold_is_named() -> None:
    (text,) = told(result(3000, "8:40"), result(42_195, "2:50:00"), result(10_000, "33:30"))
    assert text.startswith("10000 m in 33:30 makes")


def test_a_tested_pace_sets_them_instead() -> None:
    assert not told(SHORT, lactate={"lt2_mmol": 3.0, "lt2_pace": "3:05/km"})


def test_results_of_more_than_a_year_ago_do_not_count() -> None:
    assert not told(result(5000, "15:20"), result(10_000, "36:00", dt.date(2025, 9, 1)))
