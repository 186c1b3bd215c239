"""Results that say little about threshold, or not the same as another one."""

from __future__ import annotations

import datetime as dt

from ndt_opt.domain.athlete import RaceResult
from ndt_opt.domain.scenario import Scenario
from ndt_opt.physiology.pace import race_seconds, vdot
from ndt_opt.physiology.profile import pacing_result, pacing_results
from ndt_opt.units import format_pace

TELLING_M = range(3000, 21_098)
"""Races run near enough to threshold to tell its pace (assumption: about 10 to 90 minutes)."""

SLOWER_PCT = 3
"""A 5 km pace so much slower is another runner's (assumption: a good and a bad day lie closer)."""


def result_warnings(scenario: Scenario) -> list[str]:
    """On the result that sets the paces; nothing where a tested pace sets them."""
    own = pacing_result(scenario.athlete, scenario.season.start)
    if own is None:
        return []
    other, found = _slower(own, scenario), []
    if own.distance_m < TELLING_M.start:
        better = "" if other else ": a result of 3 km to the half marathon would tell them"
        found.append(f"paces come from {_named(own)}, which says little about threshold{better}")
    if other is not None:
        found.append(
            f"{_named(other)} makes the 5 km pace {_pace(other)}, {_named(own)} makes it {_pace(own)}: the best result "
            "sets all paces; take it out of the results where the other tells more of today"
        )
    return found


def _slower(own: RaceResult, scenario: Scenario) -> RaceResult | None:
    """Of those, longer or newer, that ask for clearly slower paces, the one that tells most: near threshold, new."""
    found = [
        other
        for other in pacing_results(scenario.athlete.results, scenario.season.start)
        if (other.distance_m > own.distance_m or _is_newer(other, own))
        and 100 * _pace_5k(other) > (100 + SLOWER_PCT) * _pace_5k(own)
    ]
    return max(found, key=lambda r: (r.distance_m in TELLING_M, r.date or dt.date.min, r.distance_m), default=None)


def _is_newer(other: RaceResult, own: RaceResult) -> bool:
    return other.date is not None and own.date is not None and other.date > own.date


def _named(result: RaceResult) -> str:
    return f"{result.distance_m} m in {result.time}"


def _pace(result: RaceResult) -> str:
    return format_pace(round(_pace_5k(result)))


def _pace_5k(result: RaceResult) -> float:
    return race_seconds(vdot(result.distance_m, result.seconds), 5000) / 5
