"""Thresholds of step tests: the published figures of the reference test, and curves whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from ndt_opt.physiology.lactate.curves import breaks, exponential, natural_spline, places_of_slope
from ndt_opt.physiology.lactate.estimate import Analysis, analyse, training_lt2
from ndt_opt.physiology.lactate.methods import METHODS
from ndt_opt.physiology.lactate.step_test import Floats, StepTest, Unit

REFERENCE = StepTest(
    unit="W",
    stages=np.array([50.0, 75, 100, 125, 150, 175, 191]),
    stage_lactate=np.array([0.98, 1.23, 1.88, 2.80, 4.21, 6.66, 8.64]),
    stage_heart_rate=np.array([114.0, 134, 154, 170, 182, 193, 198]),
    rest_lactate=0.93,
)
"""The cycling test that comes with the R package `lactater` 0.2.0 (MIT)."""

PUBLISHED = {
    "Log-log": (83.4, 1.4, 140), "OBLA 2.0": (105, 2.0, 153), "OBLA 2.5": (118, 2.5, 160), "OBLA 3.0": (129, 3.0, 167),
    "OBLA 3.5": (137, 3.5, 171), "OBLA 4.0": (145, 4.0, 176), "Bsln + 0.5": (82.5, 1.43, 139),
    "Bsln + 1.0": (104, 1.93, 152), "Bsln + 1.5": (117, 2.43, 159), "Dmax": (132, 3.1, 168), "ModDmax": (140, 3.6, 173),
    "Exp-Dmax": (135, 3.3, 170), "Log-Poly-ModDmax": (143.0, 3.8, 175), "Log-Exp-ModDmax": (146, 4.0, 177),
    "LTP1": (88.9, 1.5, 143), "LTP2": (148, 4.1, 178), "LTratio": (71.2, 1.2, 132),
}  # fmt: skip
"""W, mmol/L and bpm as its documentation prints them, some in whole watts."""
RECOMPUTED_W = {
    "Log-log": 83.36, "OBLA 2.0": 105.4, "OBLA 2.5": 118.5, "OBLA 3.0": 129.0, "OBLA 3.5": 137.0, "OBLA 4.0": 145.0,
    "Bsln + 0.5": 82.5, "Bsln + 1.0": 103.6, "Bsln + 1.5": 116.7, "Dmax": 131.54, "ModDmax": 140.15, "Exp-Dmax": 134.85,
    "Log-Poly-ModDmax": 143.00, "Log-Exp-ModDmax": 145.72, "LTP1": 88.85, "LTP2": 147.56, "LTratio": 71.2,
}  # fmt: skip
"""The same to more figures, computed independently."""


def made(
    lactate: list[float] | Floats, unit: Unit = "km/h", first: float = 12.0, step: float = 1.0, rest: float | None = 1.0
) -> StepTest:
    """A test without heart rates."""
    values = np.asarray(lactate, dtype=float)
    stages = first + step * np.arange(len(values))
    return StepTest(unit, stages, values, np.full(len(values), np.nan), rest)


def places(analysis: Analysis) -> dict[str, float]:
    return {found.method: found.intensity for found in analysis.methods if found.intensity is not None}


@pytest.mark.parametrize("method", PUBLISHED)
def test_the_published_figures_come_out(method: str) -> None:
    found = next(t for t in analyse(REFERENCE).methods if t.method == method)
    watts, lactate, heart_rate = PUBLISHED[method]
    assert found.intensity is not None
    assert found.lactate_mmol is not None
    assert found.hr_bpm is not None
    assert abs(found.intensity - RECOMPUTED_W[method]) <= 0.2
    assert abs(found.intensity - watts) <= 0.5
    assert abs(found.lactate_mmol - lactate) <= 0.1
    assert abs(found.hr_bpm - heart_rate) <= 1


def test_every_method_is_told_in_its_order() -> None:
    assert tuple(found.method for found in analyse(REFERENCE).methods) == METHODS
    assert set(METHODS) == set(PUBLISHED)


def test_the_thresholds_are_means_with_their_spread() -> None:
    found = analyse(REFERENCE)
    assert found.lt1 is not None
    assert found.lt2 is not None
    assert found.lt1.intensity == pytest.approx((83.4 + 88.85 + 82.5) / 3, abs=0.2)
    assert (found.lt1.low, found.lt1.high) == (pytest.approx(71.2, abs=0.2), pytest.approx(88.85, abs=0.2))
    assert found.lt2.intensity == pytest.approx((140.15 + 147.56) / 2, abs=0.2)
    assert (found.lt2.low, found.lt2.high) == (pytest.approx(131.54, abs=0.2), pytest.approx(147.56, abs=0.2))
    held = training_lt2(found)
    assert held is not None
    assert (held.lactate_mmol, held.intensity, held.hr_bpm) == (3.9, found.lt2.intensity, found.lt2.hr_bpm)
    assert found.fits.r2 > 0.999
    assert found.refusals == ()


def test_the_coefficients_of_the_reference() -> None:
    fits = analyse(REFERENCE).fits
    assert fits.with_rest == pytest.approx([1.76620e-6, -1.77576e-4, 0.0109178, 0.709467], rel=1e-5)
    assert fits.without_rest == pytest.approx([2.21233e-6, -3.47017e-4, 0.0307862, 0.0091426], rel=1e-4)
    curve = fits.exponential
    assert (curve.a, curve.b, curve.c) == pytest.approx((0.27715, 0.25851, 0.018232), rel=1e-3)


def test_a_scaled_axis_scales_the_thresholds() -> None:
    """Twice the watts at the same lactate: twice the threshold, whatever the method (the grid is a tenth of a watt)."""
    double = StepTest("W", 2 * REFERENCE.stages, REFERENCE.stage_lactate, REFERENCE.stage_heart_rate, 0.93)
    single, doubled = places(analyse(REFERENCE)), places(analyse(double))
    for method, watts in single.items():
        assert doubled[method] == pytest.approx(2 * watts, rel=0.004), method


def test_a_line_that_breaks_is_found_where_it_breaks() -> None:
    """Lactate 1 up to 15 km/h, then 1 more for each km/h, from 18 on 3 more."""
    x = np.arange(10, 21, 0.1)
    y = 1 + np.maximum(x - 15, 0) + 2 * np.maximum(x - 18, 0)
    assert breaks(x, y, 2) == pytest.approx((15, 18), abs=0.02)
    assert breaks(x, 2 + 3 * np.maximum(x - 14.3, 0), 1) == pytest.approx((14.3,), abs=0.02)


def test_an_exponential_is_found_again() -> None:
    x = np.linspace(10, 20, 8)
    curve = exponential(x, 0.8 + 0.002 * np.exp(0.4 * x))
    assert (curve.a, curve.b, curve.c) == pytest.approx((0.8, 0.002, 0.4), rel=1e-3)
    slope = 0.002 * 0.4 * np.exp(0.4 * 17)
    assert curve.place_of_slope(float(slope)) == pytest.approx(17, abs=0.01)
    assert curve.place_of_slope(-1.0) is None


def test_the_chord_of_a_parabola_is_furthest_in_its_middle() -> None:
    square = np.array([0.0, 1, 0, 0])  # x^2, as a cubic
    assert places_of_slope(square, (20**2 - 10**2) / 10, 10, 20) == [pytest.approx(15)]
    assert places_of_slope(square, 100, 10, 20) == []


def test_a_natural_spline_is_straight_beyond_its_ends_and_takes_a_line_as_it_is() -> None:
    x = np.array([10.0, 12, 13, 15, 18, 20])
    at = np.array([8.0, 9, 10, 16, 20, 21, 22])
    assert natural_spline(x, 3 + 2 * x, at, 3) == pytest.approx(3 + 2 * at)
    bent = natural_spline(x, np.exp(x / 6), at, 3)
    assert np.diff(bent[:3], 2) == pytest.approx([0], abs=1e-9)
    assert np.diff(bent[4:], 2) == pytest.approx([0], abs=1e-9)


SMOOTH = 0.9 + np.exp(0.75 * (np.arange(12.0, 20) - 17.2))
"""A runner whose lactate rises smoothly from 12 to 19 km/h, ending near 4.8 mmol/L."""


def test_a_running_test_has_thresholds() -> None:
    found = analyse(made(SMOOTH))
    assert found.refusals == ()
    assert found.lt1 is not None
    assert found.lt2 is not None
    assert 12 < found.lt1.intensity < found.lt2.intensity < 19
    assert found.lt2.hr_bpm is None
    assert any("no heart rates" in text for text in found.warnings)


@pytest.mark.parametrize(
    ("test", "why"),
    [
        (made([1.0, 1.4, 2.6, 5.5]), "4 stages: at least 5 are needed"),
        (made([1.0, 1.1, 1.4, 2.2, 3.9, 6.0, 5.8]), "not rise over the last three stages (3.90, 6.00, 5.80 mmol/L)"),
        (made([1.0, 3.1, 0.8, 3.0, 1.5, 4.4, 8.0]), "the readings scatter, or"),
        (made([1.0, 1.05, 1.1, 1.15, 1.3, 1.7, 2.2]), "the test stopped too early"),
    ],
)
def test_a_test_that_cannot_carry_an_answer_is_refused(test: StepTest, why: str) -> None:
    found = analyse(test)
    assert any(why in reason for reason in found.refusals), found.refusals
    assert (found.lt1, found.lt2) == (None, None)


def test_a_level_that_the_curve_does_not_pass_has_no_answer() -> None:
    found = {t.method: t for t in analyse(made([1.0, 1.1, 1.3, 1.7, 2.4, 3.4], rest=None)).methods}
    assert found["OBLA 4.0"].intensity is None
    assert "does not rise through 4.00" in found["OBLA 4.0"].why_not
    assert found["OBLA 2.0"].intensity is not None


def test_a_dip_is_read_on_the_rising_branch() -> None:
    """Warm-up lactate of 2.3 falls to 1.4 and rises again: 2.0 is passed on the way up."""
    found = analyse(made([2.3, 1.6, 1.4, 1.7, 2.6, 4.4, 7.2], rest=None))
    assert places(found)["OBLA 2.0"] > 15
    assert any("lactate falls at 13, 14 km/h" in text for text in found.warnings)


def test_without_rest_the_first_stage_is_the_baseline() -> None:
    with_rest, without = made(SMOOTH, rest=1.0), made(SMOOTH, rest=None)
    assert (with_rest.baseline, without.baseline) == (1.0, pytest.approx(SMOOTH[0]))
    assert list(with_rest.intensity[:2]) == [11.0, 12.0]
    assert any("no resting value" in text for text in analyse(without).warnings)


def test_lt2_above_four_is_taken_where_the_curve_has_four() -> None:
    """To exhaustion: LT2 comes out above 5 mmol/L, and a plan takes pace and heart rate at 4.0 instead."""
    stages = np.arange(10.0, 18)
    sprint = StepTest("km/h", stages, np.array([1.2, 1.4, 2.0, 2.9, 4.3, 6.6, 10.2, 15.5]), 100 + 5 * stages, 1.1)
    found = analyse(sprint)
    held = training_lt2(found)
    assert found.lt2 is not None
    assert held is not None
    assert found.lt2.lactate_mmol > 5
    assert held.lactate_mmol == 4.0
    assert held.intensity < found.lt2.intensity - 0.5
    assert found.fits.lactate_at(held.intensity) == pytest.approx(4.0, abs=0.01)
    assert held.hr_bpm == round(100 + 5 * held.intensity)


def test_lt2_below_two_and_a_half_keeps_its_slower_pace() -> None:
    found = analyse(made([0.8, 0.85, 0.95, 1.1, 1.4, 1.9, 2.7, 3.8], rest=0.8))
    held = training_lt2(found)
    assert found.lt2 is not None
    assert held is not None
    assert found.lt2.lactate_mmol < 2.5
    assert (held.lactate_mmol, held.intensity) == (2.5, found.lt2.intensity)


@pytest.mark.parametrize(
    "lactate",
    [
        [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],  # straight
        [1.0, 3.0, 4.5, 5.5, 6.1, 6.4],  # bends the wrong way
        [1.0] * 6,
        [6.0, 5.0, 4.0, 3.0, 2.0, 1.0],
    ],
)
def test_a_curve_that_does_not_accelerate_has_no_threshold(lactate: list[float]) -> None:
    found = analyse(made(lactate, rest=None))
    assert not {"Dmax", "ModDmax", "Exp-Dmax", "LTP2"} & places(found).keys()
    assert found.refusals
    assert np.isfinite(found.fits.r2)


def test_dmax_lies_below_its_chord_on_an_s_shaped_curve() -> None:
    """It flattens out at the end: of the two places of equal slope the one below the chord is meant."""
    test = made([1.0, 1.1, 1.4, 2.2, 3.8, 5.2, 6.0, 6.3], rest=None)
    found = analyse(test)
    place = places(found)["Dmax"]
    chord = np.interp(place, [12, 19], [1.0, 6.3])
    assert np.polyval(found.fits.without_rest, place) < chord


def test_a_level_is_read_where_the_curve_rises_for_the_last_time() -> None:
    """Up to 1.85, down to 1.78, and up again: 1.81 is passed a second time near 12 km/h."""
    test = made([1.31, 1.74, 1.85, 1.80, 1.78, 1.98, 2.56, 3.72, 5.62], first=8.0, rest=None)
    assert 11.5 < places(analyse(test))["Bsln + 0.5"] < 13


def test_a_resting_value_above_the_first_stage_and_falling_heart_rates_are_doubted() -> None:
    stages = np.arange(12.0, 20)
    odd = StepTest("km/h", stages, SMOOTH, 190 - stages, rest_lactate=2.4)
    found = analyse(odd)
    assert any("lactate at rest (2.40) is above the first stage" in text for text in found.warnings)
    assert any("heart rates that do not rise" in text for text in found.warnings)
    assert {t.hr_bpm for t in found.methods} == {None}


def test_rest_is_not_placed_below_nothing() -> None:
    assert list(made([1, 1.2, 2, 4], unit="W", first=50, step=100).intensity) == [0, 50, 150, 250, 350]


def test_random_smooth_tests_give_ordered_thresholds() -> None:
    """Forty runners who go on to 7 mmol/L, readings off by up to 0.05: LT1 below LT2, both inside, or a reason."""
    random = np.random.default_rng(7)
    carried = 0
    for _ in range(40):
        rise, knee, rest = random.uniform(0.4, 0.75), random.uniform(14.5, 17), random.uniform(0.7, 1.3)
        clean = rest + np.exp(rise * (11.0 + np.arange(12) - knee))
        lactate = clean[: int(np.argmax(clean > 7)) + 1]
        found = analyse(made(lactate + random.uniform(-0.05, 0.05, len(lactate)), first=11.0, rest=rest))
        if found.lt1 is not None and found.lt2 is not None:
            carried += 1
            assert 10 <= found.lt1.intensity < found.lt2.intensity <= 22
            assert found.lt2.low <= found.lt2.intensity <= found.lt2.high
        else:
            assert found.refusals
    assert carried >= 36
