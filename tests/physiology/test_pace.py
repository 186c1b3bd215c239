"""Daniels-Gilbert against check values worked out by hand and printed tables."""

from __future__ import annotations

import pytest

from ndt_opt.physiology.pace import pace_at, race_seconds, speed_at, vdot, vdot_of_threshold_pace
from ndt_opt.units import parse_race_time

HALF_M, MARATHON_M = 21_097.5, 42_195.0


@pytest.mark.parametrize(
    ("distance_m", "time", "expected"),
    [(5000, "20:00", 49.81), (10_000, "40:00", 51.94), (HALF_M, "1:30:00", 50.98), (5000, "13:06", 81.42)],
)
def test_vdot_of_a_result(distance_m: float, time: str, expected: float) -> None:
    assert round(vdot(distance_m, parse_race_time(time)), 2) == expected


@pytest.mark.parametrize(
    ("distance_m", "computed", "printed"),
    [
        (1500, "5:24", None),
        (5000, "19:56", "19:57"),
        (10_000, "41:20", "41:21"),
        (HALF_M, "1:31:31", "1:31:35"),
        (MARATHON_M, "3:10:40", "3:10:49"),
    ],
)
def test_times_of_vdot_50(distance_m: float, computed: str, printed: str | None) -> None:
    seconds = race_seconds(50, distance_m)
    assert seconds == pytest.approx(parse_race_time(computed), abs=1)
    if printed is not None:
        assert seconds == pytest.approx(parse_race_time(printed), abs=10)


@pytest.mark.parametrize("value", [30.0, 45.5, 60.0, 81.42])
@pytest.mark.parametrize("distance_m", [1500, 5000, 10_000, MARATHON_M])
def test_times_and_vdot_are_inverse(value: float, distance_m: float) -> None:
    assert vdot(distance_m, race_seconds(value, distance_m)) == pytest.approx(value, abs=1e-5)


@pytest.mark.parametrize(
    ("time_5k", "threshold"),
    [
        ("13:06", "2:52"),
        ("15:00", "3:15"),
        ("17:00", "3:40"),
        ("20:00", "4:16"),
        ("22:00", "4:40"),
        ("25:00", "5:16"),
    ],
)
def test_threshold_pace_is_88_per_cent_of_vdot(time_5k: str, threshold: str) -> None:
    pace = pace_at(vdot(5000, parse_race_time(time_5k)), 0.88)
    assert pace == pytest.approx(parse_race_time(threshold), abs=1)


@pytest.mark.parametrize("pace", [160.0, 172.0, 215.0, 256.0, 320.0])
def test_a_threshold_pace_gives_the_vdot_it_came_from(pace: float) -> None:
    assert pace_at(vdot_of_threshold_pace(pace), 0.88) == pytest.approx(pace, abs=1e-9)


def test_faster_needs_more_oxygen() -> None:
    speeds = [speed_at(oxygen) for oxygen in range(20, 90)]
    assert speeds == sorted(speeds)
