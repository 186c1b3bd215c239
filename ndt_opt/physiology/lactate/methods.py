"""The published threshold methods, each by the definition that its authors' figures follow.

Reference figures: the cycling test of the R package `lactater` (Marques 2023), whose 17 published thresholds these
methods reproduce. What the definitions leave open is settled as there: rest counts as a stage one step below the
first, for every method but the Dmax family, which leaves it out; fixed and baseline levels are read by straight lines
between the values of the fitted cubic at the stages; breakpoints are sought on the measured points joined by straight
lines, sampled every 0.1 of the unit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ndt_opt.physiology.lactate import curves
from ndt_opt.physiology.lactate.step_test import Floats, StepTest

OBLA_MMOL = (2.0, 2.5, 3.0, 3.5, 4.0)
ABOVE_BASELINE_MMOL = (0.5, 1.0, 1.5)
GRID = 0.1
_SPLINE_KNOTS = 3  # a natural spline of four degrees of freedom beside its constant
_TOO_HIGH_MMOL = 8.0
"""Of two places that are as far below the chord as can be, one above this is a bend of the fit, not of the runner."""
_LEAST_DEPTH_MMOL = 0.02
"""A curve that is nowhere so far below its chord is straight."""
_ROUNDING = 1e-9
"""Bends of a flat curve that are nothing but rounding, which differs from one processor to the next."""

_LEAST_BEND = 0.02
"""A break at which the slope grows by less than this part of the mean slope is none."""
_STRAIGHT = "the curve does not bend below the chord"


@dataclass(frozen=True)
class Threshold:
    """What one method says; `intensity` in the test's unit, None where it has no answer, and why."""

    method: str
    intensity: float | None
    lactate_mmol: float | None
    hr_bpm: int | None
    why_not: str = ""


class Fits:
    """The curves that the methods read."""

    def __init__(self, test: StepTest) -> None:
        self.test = test
        self.with_rest = curves.cubic(test.intensity, test.lactate)
        self.without_rest = curves.cubic(test.stages, test.stage_lactate)

    @cached_property
    def exponential(self) -> curves.Exponential:
        return curves.exponential(self.test.stages, self.test.stage_lactate)

    @cached_property
    def log_log(self) -> float | None:
        """Where the logarithms break upwards; None where they do not."""
        x, y = (np.log(values) for values in self.joined)
        (found,) = _upward(x, y, curves.breaks(x, y, 1))
        return None if found is None else float(np.exp(found))

    @cached_property
    def turn_points(self) -> tuple[float | None, float | None]:
        """Both breaks, None for one at which the curve does not become steeper."""
        x, y = self.joined
        first, second = _upward(x, y, curves.breaks(x, y, 2))
        return first, second

    @cached_property
    def joined(self) -> tuple[Floats, Floats]:
        """The measured points joined by straight lines, every 0.1 of the unit; only where logarithms exist."""
        intensity = self.test.intensity
        count = round((intensity[-1] - intensity[0]) / GRID)
        grid = intensity[0] + GRID * np.arange(count + 1)
        grid = grid[grid > 0]
        return grid, np.interp(grid, intensity, self.test.lactate)

    def lactate_at(self, intensity: float) -> float:
        """The cubic with rest, mmol/L."""
        return float(np.polyval(self.with_rest, intensity))

    def heart_rate_at(self, intensity: float) -> int | None:
        """A straight line through the stages' heart rates, whole bpm."""
        line = self.heart_rate_line
        return None if line is None else round(float(np.polyval(line, intensity)))

    @cached_property
    def heart_rate_line(self) -> Floats | None:
        """Slope and level; None for fewer than three readings, or where they do not rise."""
        measured = ~np.isnan(self.test.stage_heart_rate)
        if measured.sum() < 3:
            return None
        line = np.polyfit(self.test.stages[measured], self.test.stage_heart_rate[measured], 1)
        return line if line[0] > 0 else None

    @cached_property
    def r2(self) -> float:
        """How much of the lactate's variance the cubic explains, 0 to 1."""
        lactate = self.test.lactate
        left, all_ = ((np.polyval(self.with_rest, self.test.intensity) - lactate) ** 2).sum(), np.var(lactate)
        return float(1 - left / (all_ * len(lactate))) if all_ > 1e-12 else 0.0


def _upward(x: Floats, y: Floats, places: tuple[float, ...]) -> tuple[float | None, ...]:
    """The breaks, None for those at which the line does not become steeper."""
    parts = curves.slopes(x, y, places)
    least = max(_LEAST_BEND * abs((y[-1] - y[0]) / (x[-1] - x[0])), _ROUNDING)
    return tuple(p if bend > least else None for p, bend in zip(places, np.diff(parts), strict=True))


def thresholds(fits: Fits) -> list[Threshold]:
    """Every method's answer, in the order in which they are told."""
    found = [_level(fits, f"OBLA {level:.1f}", level) for level in OBLA_MMOL]
    found += [_level(fits, f"Bsln + {above:.1f}", fits.test.baseline + above) for above in ABOVE_BASELINE_MMOL]
    return found + [_placed(fits, method, place) for method, place in _PLACES.items()]


def _level(fits: Fits, method: str, level: float) -> Threshold:
    """Where the fitted lactate last rises through a level, by straight lines between the stages."""
    intensity = fits.test.intensity
    fitted = np.polyval(fits.with_rest, intensity)
    falls = np.flatnonzero(np.diff(fitted) < 0)
    lowest = int(falls[-1]) + 1 if len(falls) else 0
    rising, height = intensity[lowest:], fitted[lowest:]
    if not height[0] <= level <= height[-1]:
        return Threshold(method, None, None, None, f"the curve does not rise through {level:.2f} mmol/L")
    place = float(np.interp(level, height, rising))
    return Threshold(method, place, level, fits.heart_rate_at(place))


def _placed(fits: Fits, method: str, place_of: Callable[[Fits], float | str]) -> Threshold:
    place = place_of(fits)
    if isinstance(place, str):
        return Threshold(method, None, None, None, place)
    stages = fits.test.stages
    if not fits.test.intensity[0] <= place <= stages[-1]:
        return Threshold(method, None, None, None, "falls outside the stages of the test")
    return Threshold(method, place, fits.lactate_at(place), fits.heart_rate_at(place))


def _dmax(fits: Fits) -> float | str:
    return _below_chord(fits, float(fits.test.stages[0]), float(fits.test.stage_lactate[0]))


def _mod_dmax(fits: Fits) -> float | str:
    rise = fits.test.first_rise
    if rise is None:
        return "lactate never rises by 0.4 mmol/L from one stage to the next"
    return _below_chord(fits, float(fits.test.stages[rise]), float(fits.test.stage_lactate[rise]))


def _log_log(fits: Fits) -> float | str:
    return "the logarithms do not break upwards" if fits.log_log is None else fits.log_log


def _log_poly(fits: Fits) -> float | str:
    start = _log_log(fits)
    return start if isinstance(start, str) else _below_chord(fits, start, fits.lactate_at(start))


def _turn_point(number: int) -> Callable[[Fits], float | str]:
    def place(fits: Fits) -> float | str:
        found = fits.turn_points[number]
        return "the curve does not become steeper there" if found is None else found

    return place


def _below_chord(fits: Fits, start: float, lactate: float) -> float | str:
    """Where the cubic without rest is furthest below the chord to the last stage (Cheng 1992)."""
    end, top = float(fits.test.stages[-1]), float(fits.test.stage_lactate[-1])
    if start >= end:
        return "the chord has no length"
    slope = (top - lactate) / (end - start)

    def depth(place: float) -> float:
        return lactate + slope * (place - start) - float(np.polyval(fits.without_rest, place))

    places = curves.places_of_slope(fits.without_rest, slope, start, end)
    below = [place for place in places if depth(place) > _LEAST_DEPTH_MMOL]
    if not below:
        return _STRAIGHT
    return next((p for p in below if fits.lactate_at(p) <= _TOO_HIGH_MMOL), below[-1])


def _exp_dmax(fits: Fits) -> float | str:
    return _below_exponential_chord(fits, float(fits.test.stages[0]))


def _log_exp(fits: Fits) -> float | str:
    start = _log_log(fits)
    return start if isinstance(start, str) else _below_exponential_chord(fits, start)


def _below_exponential_chord(fits: Fits, start: float) -> float | str:
    """The same on the exponential, with a chord between its own values (Hughson 1987)."""
    end, curve = float(fits.test.stages[-1]), fits.exponential
    if start >= end:
        return "the chord has no length"
    slope = (curve.at(end) - curve.at(start)) / (end - start)
    place = curve.place_of_slope(slope) if curve.b > 0 else None
    if place is None or curve.at(start) + slope * (place - start) - curve.at(place) <= _LEAST_DEPTH_MMOL:
        return _STRAIGHT
    return place


def _lt_ratio(fits: Fits) -> float | str:
    """The least lactate for its intensity, on a natural spline (Dickhuth 1999)."""
    intensity = fits.test.intensity
    grid = np.arange(intensity[0], intensity[-1], GRID)
    grid = grid[grid > 0]
    ratio = curves.natural_spline(intensity, fits.test.lactate, grid, _SPLINE_KNOTS) / grid
    lowest = int(np.argmin(ratio))
    if lowest in (0, len(grid) - 1):
        return "the ratio is lowest at an end of the test"
    return float(grid[lowest])


_PLACES: dict[str, Callable[[Fits], float | str]] = {
    "Log-log": _log_log,
    "Dmax": _dmax,
    "ModDmax": _mod_dmax,
    "Exp-Dmax": _exp_dmax,
    "Log-Poly-ModDmax": _log_poly,
    "Log-Exp-ModDmax": _log_exp,
    "LTP1": _turn_point(0),
    "LTP2": _turn_point(1),
    "LTratio": _lt_ratio,
}
METHODS = tuple([f"OBLA {m:.1f}" for m in OBLA_MMOL] + [f"Bsln + {m:.1f}" for m in ABOVE_BASELINE_MMOL] + [*_PLACES])
