"""Samples out of order, jumping, falling or missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ndt_opt.activities.clean import Unusable, clean
from ndt_opt.activities.raw import NAN, Point
from ndt_opt.activities.recording import Pause, Samples

# ten minutes at 3 m/s and 150 bpm
RUN = [Point(1000.0 + t, 3.0 * t, 3.0, 150.0, 20.0) for t in range(601)]


def cleaned(points: list[Point], *pauses: Pause) -> tuple[Samples, list[str]]:
    samples, warnings = clean(points, 1000.0, pauses)
    assert np.all(np.diff(samples.time_s) > 0)
    assert np.all(np.diff(samples.distance_m) >= 0)
    assert np.all((samples.speed_m_s >= 0) & (samples.speed_m_s <= 12))
    return samples, warnings


def test_good_samples_stay_as_they_are() -> None:
    samples, warnings = cleaned(RUN)
    assert not warnings
    assert np.array_equal(samples.distance_m, 3.0 * np.arange(601))
    assert set(samples.heart_rate) == {150.0}


def test_duplicates_and_steps_back_are_left_out() -> None:
    samples, warnings = cleaned([*RUN[:300], RUN[299], RUN[290], *RUN[300:]])
    assert warnings == ["samples out of order left out: 1"]
    assert len(samples) == 601


def test_time_running_backwards_is_refused() -> None:
    with pytest.raises(Unusable, match="time runs backwards") as caught:
        cleaned(RUN[::-1])
    assert caught.value.found == "600 of 601 samples"


def test_a_clock_that_jumps_by_years_is_refused() -> None:
    with pytest.raises(Unusable, match="the clock jumps"):
        cleaned([*RUN[:300], *(replace(p, unix_s=p.unix_s + 1e9) for p in RUN[300:])])


def test_a_jump_of_the_position_is_smoothed_out() -> None:
    jumped = [replace(p, distance_m=p.distance_m + 500 * (p.unix_s >= 1300)) for p in RUN]
    samples, warnings = cleaned(jumped)
    assert warnings == ["samples faster than 12 m/s, smoothed out: 1"]
    assert samples.distance_m[-1] == pytest.approx(1800)


def test_a_wild_speed_is_smoothed_out() -> None:
    samples, _ = cleaned([replace(p, speed_m_s=40.0 if p.unix_s == 1300 else 3.0) for p in RUN])
    assert samples.speed_m_s.max() == 3.0


def test_a_car_is_refused() -> None:
    with pytest.raises(Unusable, match="too fast for a run"):
        cleaned([replace(p, distance_m=10 * p.distance_m, speed_m_s=30.0) for p in RUN])


def test_a_distance_that_starts_again_goes_on() -> None:
    again = [replace(p, distance_m=p.distance_m - 900 * (p.unix_s >= 1300)) for p in RUN]
    samples, warnings = cleaned(again)
    assert warnings == ["samples at which the distance falls: 1"]
    assert samples.distance_m[-1] == pytest.approx(1800)


def test_a_later_leg_starts_at_nothing() -> None:
    samples, _ = cleaned([replace(p, distance_m=p.distance_m + 40_000) for p in RUN])
    assert samples.distance_m[0] == 0
    assert samples.distance_m[-1] == 1800


def test_distance_from_speed_leaves_pauses_out() -> None:
    samples, _ = cleaned([replace(p, distance_m=NAN) for p in RUN], Pause(100, 200))
    assert samples.distance_m[-1] == pytest.approx(1500)


def test_speed_from_distance() -> None:
    samples, _ = cleaned([replace(p, speed_m_s=NAN) for p in RUN])
    assert samples.speed_m_s == pytest.approx(np.full(601, 3.0))


def test_neither_distance_nor_speed() -> None:
    samples, warnings = cleaned([replace(p, speed_m_s=NAN, distance_m=NAN) for p in RUN])
    assert warnings == ["no distance and no speed"]
    assert samples.distance_m[-1] == 0


@pytest.mark.parametrize("bpm", [0, 20, 255, -3, NAN])
def test_a_heart_that_cannot_be_is_missing(bpm: float) -> None:
    samples, warnings = cleaned([replace(p, heart_rate=bpm if p.unix_s < 1200 else 150.0) for p in RUN])
    assert np.isnan(samples.heart_rate[:200]).all()
    assert warnings == ["heart rate missing in 33 % of the samples"]


def test_nothing_at_all() -> None:
    assert len(cleaned([])[0]) == 0
    assert len(cleaned([Point(NAN), Point(NAN)])[0]) == 0
    assert len(cleaned([Point(1000.0, 0.0)])[0]) == 1
