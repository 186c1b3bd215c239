"""What an athlete's values must be to each other: kilometres, paces, results, heart rates."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.errors import Problem
from ndt_opt.files.problems import wrong
from ndt_opt.files.scenario_parts import Parts, ResultPart
from ndt_opt.physiology.pace import THRESHOLD_FRACTION, pace_at, race_seconds, vdot
from ndt_opt.physiology.profile import RECENT_RESULT_DAYS
from ndt_opt.units import format_duration, format_pace

_FASTEST, _SLOWEST = 120, 900
_BEST_VDOT = 89
"""A little above the world records of 800 m to the marathon, which lie at 83 to 88 (own sum, Daniels-Gilbert)."""
_RECENT_FACTOR = 2
"""The weeks before a season are between half and twice the usual week (assumption)."""
_LT2_SLOWER_PCT = 25
"""A tested LT2 pace so much slower than the results' threshold is a slip of the pen (assumption)."""


def athlete_problems(parts: Parts) -> Iterator[Problem]:
    yield from _volume(parts)
    yield from _easy_pace(parts)
    yield from _tested_pace(parts)
    yield from _results(parts)
    yield from _heart_rate(parts)


def _volume(parts: Parts) -> Iterator[Problem]:
    top, usual = parts.max_weekly_km, parts.weekly_km
    if top is not None and usual is not None and top < usual:
        yield wrong("athlete.max_weekly_km", "below weekly_km", f"{top:g}", f"at least {usual:g}")
    if parts.recent_km is not None and usual is not None:
        mean = sum(parts.recent_km) / len(parts.recent_km)
        if not usual / _RECENT_FACTOR <= mean <= usual * _RECENT_FACTOR:
            what = "contradicts athlete.weekly_km, the mean of the last four weeks"
            allowed = (
                f"{usual / _RECENT_FACTOR:g} to {usual * _RECENT_FACTOR:g} in the mean; after a break, give as "
                "weekly_km what can be run now"
            )
            yield wrong("history.recent_km", what, f"a mean of {mean:g}", allowed)


def _easy_pace(parts: Parts) -> Iterator[Problem]:
    easy = parts.easy_pace
    best = max((vdot(*p) for _, r in parts.results if (p := _plausible(r))), default=None)
    lt2 = parts.lt2_pace or (None if best is None else round(pace_at(best, THRESHOLD_FRACTION)))
    if easy is not None and lt2 is not None and easy <= lt2:
        allowed = f"slower than the threshold pace, {format_pace(lt2)}"
        yield wrong("athlete.easy_pace", "faster than the threshold", format_pace(easy), allowed)


def _tested_pace(parts: Parts) -> Iterator[Problem]:
    """A tested LT2 pace lies between 5 km pace and well below threshold pace, as recent results give them."""
    lt2 = parts.lt2_pace
    recent = [p for _, r in parts.results if _is_recent(parts, r) and (p := _plausible(r))]
    if lt2 is None or not recent:
        return
    best = max(vdot(*p) for p in recent)
    race, threshold = round(race_seconds(best, 5000) / 5), pace_at(best, THRESHOLD_FRACTION)
    slowest = round(threshold * (100 + _LT2_SLOWER_PCT) / 100)
    if not race <= lt2 <= slowest:
        what = "faster than 5 km race pace" if lt2 < race else "far slower than the results' threshold pace"
        allowed = (
            f"{format_pace(race)} (5 km pace by the results) to {format_pace(slowest)} "
            f"({_LT2_SLOWER_PCT} % slower than their threshold pace, {format_pace(round(threshold))})"
        )
        yield wrong("athlete.lactate.lt2_pace", what, format_pace(lt2), allowed)


def _is_recent(parts: Parts, result: ResultPart) -> bool:
    """Undated results count as recent; all do where the season's start cannot be read."""
    return result.date is None or parts.start is None or (parts.start - result.date).days <= RECENT_RESULT_DAYS


def _plausible(result: ResultPart) -> tuple[int, float] | None:
    """Metres and seconds of a result that someone can have run."""
    run = result.metres_seconds
    if run is None or not _FASTEST <= 1000 * run[1] / run[0] <= _SLOWEST:
        return None
    return run if vdot(*run) <= _BEST_VDOT else None


def _results(parts: Parts) -> Iterator[Problem]:
    if not parts.has_results and not parts.has_lt2_pace:
        what = "missing: no pace can be derived"
        yield wrong("athlete.results", what, allowed="at least one result, or athlete.lactate.lt2_pace")
    for i, result in parts.results:
        where = f"athlete.results[{i}]"
        if result.metres_seconds is not None and _plausible(result) is None:
            found = f"{result.time} over {result.distance_m} m"
            best = format_duration(round(race_seconds(_BEST_VDOT, result.metres_seconds[0])))
            allowed = f"{best} (nobody has run faster) to {format_pace(_SLOWEST)}"
            yield wrong(f"{where}.time", "not a plausible race time", found, allowed)
        if result.date is not None and parts.start is not None and result.date > parts.start:
            yield wrong(f"{where}.date", "after the season's start", result.date, f"up to {parts.start}")


def _heart_rate(parts: Parts) -> Iterator[Problem]:
    lthr, top = parts.lthr_bpm, parts.max_bpm
    if lthr is not None and top is not None and lthr >= top:
        yield wrong("athlete.heart_rate.lthr_bpm", "not below max_bpm", lthr, f"less than {top}")
