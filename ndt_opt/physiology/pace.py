"""Paces from race results (Daniels & Gilbert 1979, "Oxygen Power").

VO2(v)  = -4.60 + 0.182258 v + 0.000104 v^2              ml/kg/min, v in m/min
F(t)    = 0.8 + 0.1894393 e^(-0.012778 t) + 0.2989558 e^(-0.1932605 t),  t in min
VDOT    = VO2 / F
"""

from __future__ import annotations

from math import exp, sqrt

THRESHOLD_FRACTION = 0.88
"""Daniels' threshold pace is the speed at 88 % of VDOT."""


def _oxygen(v: float) -> float:
    return -4.60 + 0.182258 * v + 0.000104 * v * v


def _sustained_fraction(t: float) -> float:
    return 0.8 + 0.1894393 * exp(-0.012778 * t) + 0.2989558 * exp(-0.1932605 * t)


def vdot(distance_m: float, seconds: float) -> float:
    """VDOT of a race result; 5000 m in 20:00 is 49.81."""
    t = seconds / 60
    return _oxygen(distance_m / t) / _sustained_fraction(t)


def speed_at(oxygen: float) -> float:
    """Speed in m/min at an oxygen demand in ml/kg/min (the root of VO2(v))."""
    b, a = 0.182258, 0.000104
    return (-b + sqrt(b * b + 4 * a * (oxygen + 4.60))) / (2 * a)


def race_seconds(vdot_value: float, distance_m: float) -> float:
    """The time whose VDOT over `distance_m` is `vdot_value` (bisection, to a microsecond)."""
    fast, slow = distance_m / 10.0, distance_m / 1.0
    while slow - fast > 1e-6:
        middle = (fast + slow) / 2
        if vdot(distance_m, middle) > vdot_value:
            fast = middle
        else:
            slow = middle
    return slow


def pace_at(vdot_value: float, fraction: float) -> float:
    """Seconds per km at a fraction of VDOT."""
    return 60_000 / speed_at(vdot_value * fraction)


def easy_vdot(vdot_value: float, slow_below: float) -> float:
    """The VDOT easy paces are read at.

    Below `slow_below` Daniels' tables for slow runners use 2/3 VDOT + 13 where that is 39: only two thirds of
    what is missing count, because a fixed fraction of a small VDOT is slower than walking.
    """
    return vdot_value + max(0.0, slow_below - vdot_value) / 3


def vdot_of_threshold_pace(s_per_km: float) -> float:
    """The VDOT whose 88 % speed is the given threshold pace."""
    return _oxygen(60_000 / s_per_km) / THRESHOLD_FRACTION
