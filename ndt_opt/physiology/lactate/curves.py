"""Curves through a step test: cubic, exponential, natural spline, and lines that break."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ndt_opt.physiology.lactate.step_test import Floats

_CANDIDATES, _ROUNDS, _NARROWER = 24, 7, 3


def cubic(x: Floats, y: Floats) -> Floats:
    """Coefficients of the least-squares cubic, highest power first."""
    return np.polyfit(x, y, 3)


def places_of_slope(coefficients: Floats, slope: float, low: float, high: float) -> list[float]:
    """Where a cubic rises with `slope`, between `low` and `high`, the highest first."""
    derivative = np.polyder(coefficients)
    derivative[-1] -= slope
    roots = np.roots(derivative)
    return sorted((float(r.real) for r in roots if abs(r.imag) < 1e-9 and low <= r.real <= high), reverse=True)


@dataclass(frozen=True)
class Exponential:
    """a + b e^(c x)."""

    a: float
    b: float
    c: float

    def at(self, x: float) -> float:
        return float(self.a + self.b * np.exp(self.c * x))

    def place_of_slope(self, slope: float) -> float | None:
        """Where it rises with `slope`."""
        ratio = slope / (self.b * self.c)
        return float(np.log(ratio) / self.c) if ratio > 0 else None


def exponential(x: Floats, y: Floats) -> Exponential:
    """The least-squares exponential: for a given c, a and b are a straight line's, and c is searched."""
    span = float(x[-1] - x[0])

    def fit(c: float) -> tuple[float, Floats]:
        # e^(c (x - last)) keeps the numbers small
        columns = np.column_stack([np.ones_like(x), np.exp(c * (x - x[-1]))])
        found = np.linalg.lstsq(columns, y, rcond=None)[0]
        return float(((columns @ found - y) ** 2).sum()), found

    low, high = 0.05 / span, 20 / span
    best = low
    for _ in range(_ROUNDS):
        tried = np.linspace(low, high, _CANDIDATES)
        best = min(tried, key=lambda c: fit(float(c))[0])
        step = tried[1] - tried[0]
        low, high = max(best - step, 1e-6 / span), best + step
    (a, scaled), c = fit(float(best))[1], float(best)
    return Exponential(float(a), float(scaled * np.exp(-c * x[-1])), c)


def slopes(x: Floats, y: Floats, places: tuple[float, ...]) -> Floats:
    """The slope of each straight part of the least-squares line that breaks at these places."""
    return np.cumsum(_parts(x, y, places)[1:])


def breaks(x: Floats, y: Floats, count: int) -> tuple[float, ...]:
    """Where a continuous line of `count + 1` straight parts breaks, by least squares.

    Every set of breaks on a coarse grid is tried, then a finer one around the best, and so on. A part holds at
    least two of the points.
    """
    lowest, highest = float(x[1]), float(x[-2])
    grids = [np.linspace(lowest, highest, _CANDIDATES)] * count
    best: tuple[float, ...] = ()
    for _ in range(_ROUNDS):
        best = min(_rising(grids), key=lambda places: _left_over(x, y, places))
        step = grids[0][1] - grids[0][0]
        grids = [np.clip(b + step * np.linspace(-1, 1, 2 * _NARROWER + 1), lowest, highest) for b in best]
    return best


def _rising(grids: list[Floats]) -> list[tuple[float, ...]]:
    if len(grids) == 1:
        return [(float(b),) for b in grids[0]]
    return [(float(a), float(b)) for a in grids[0] for b in grids[1] if b > a]


def _left_over(x: Floats, y: Floats, places: tuple[float, ...]) -> float:
    """Sum of squares that a line breaking at these places leaves."""
    columns = _columns(x, places)
    return float(((columns @ _parts(x, y, places) - y) ** 2).sum())


def _columns(x: Floats, places: tuple[float, ...]) -> Floats:
    return np.column_stack([np.ones_like(x), x, *(np.maximum(x - b, 0) for b in places)])


def _parts(x: Floats, y: Floats, places: tuple[float, ...]) -> Floats:
    """Level, slope, and the change of slope at each place."""
    columns = _columns(x, places)
    found = np.linalg.lstsq(columns.T @ columns, columns.T @ y, rcond=None)[0]
    return np.asarray(found, dtype=np.float64)


def natural_spline(x: Floats, y: Floats, at: Floats, inner: int) -> Floats:
    """A natural cubic spline with `inner` knots at quantiles of `x`, fitted by least squares, read at `at`."""
    knots = np.concatenate([[x[0]], np.quantile(x, np.arange(1, inner + 1) / (inner + 1)), [x[-1]]])
    found = np.linalg.lstsq(_natural_basis(x, knots), y, rcond=None)[0]
    return np.asarray(_natural_basis(at, knots) @ found, dtype=np.float64)


def _natural_basis(x: Floats, knots: Floats) -> Floats:
    """Truncated powers, straight beyond the outer knots (Hastie, Tibshirani & Friedman 2009, 5.2.1)."""
    last = knots[-1]

    def part(k: int) -> Floats:
        cubed = np.maximum(x - knots[k], 0) ** 3 - np.maximum(x - last, 0) ** 3
        return np.asarray(cubed / (last - knots[k]), dtype=np.float64)

    end = part(len(knots) - 2)
    return np.column_stack([np.ones_like(x), x, *(part(k) - end for k in range(len(knots) - 2))])
