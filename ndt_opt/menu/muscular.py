"""Muscular load points, whole numbers: what a session costs the legs, whatever it costs heart and lungs."""

from __future__ import annotations

from ndt_opt.rules.muscular import Muscular
from ndt_opt.units import half_up


def quality_points(
    work_m: int, easy_m: int, pace: int, rep_ms: int, *, hill: bool, track: bool, easy_pace: int, weights: Muscular
) -> int:
    """Points of a session of reps (one rep: a tempo or a race) with its warm-up, cool-down and jogs.

    All factors stand over one denominator, so that the only rounding is the last one.
    """
    whole_ms = 60_000 * weights.continuous_min
    factors = 100 * whole_ms + weights.continuous_pct * min(rep_ms, whole_ms)
    factors *= (weights.hill_pct if hill else 100) * (weights.track_pct if track else 100)
    bottom = 1000 * pace**weights.speed_power * 100 * whole_ms * 100 * 100
    work = work_m * weights.per_km * easy_pace**weights.speed_power * factors
    return half_up(work + easy_m * weights.per_km * (bottom // 1000), bottom)


def steady_points(metres: int, easy_pace: int, weights: Muscular, *, is_long: bool) -> int:
    """Points of an easy or a long run of whole 200 m."""
    units, unit_s = metres // 200, easy_pace // 5
    late = max(0, units - long_free_units(unit_s, weights)) if is_long else 0
    return units * weights.per_km // 5 + late * weights.long_extra_per_km // 5


def long_free_units(unit_s: int, weights: Muscular) -> int:
    """200 m units of a long run that cost no more than easy running: those begun before `long_from_min` minutes."""
    return -(-60 * weights.long_from_min // unit_s)


def usual_week_points(weekly_m: int, easy_pace: int, race_pace: float, weights: Muscular) -> int:
    """Points of a week of `weekly_m`, `usual_hard_pct` of it at 5 km pace (whole s/km), in short flat reps."""
    race, power, hard = round(race_pace), weights.speed_power, weights.usual_hard_pct
    parts = (100 - hard) * race**power + hard * easy_pace**power
    return half_up(weekly_m * weights.per_km * parts, 1000 * 100 * race**power)
