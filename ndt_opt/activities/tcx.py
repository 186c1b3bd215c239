"""TCX: Garmin's training-center XML, with laps and heart rate."""

from __future__ import annotations

import math
from itertools import pairwise
from xml.etree.ElementTree import Element

from ndt_opt.activities.clock import unix_of
from ndt_opt.activities.raw import NAN, Point, RawActivity, number
from ndt_opt.activities.recording import Lap, Pause
from ndt_opt.activities.source import Source
from ndt_opt.activities.xml_tree import text

# a lap ends for the reason it tells, but the reason "Manual" is also written where none was known
_TRIGGERS = {"Manual": "manual", "Distance": "distance", "Time": "time", "Location": "location"}
_GAP_S = 10.0  # smart recording leaves out up to 8 s
_INTENSITIES = {"Active": "active", "Resting": "rest"}


def read_tcx(source: Source, root: Element) -> tuple[list[RawActivity], list[str]]:
    """The runs of the file, and what was left out.

    Raises
    ------
    InputError
        when there is no activity in it, or one that does not tell when it started.
    """
    found, left_out = [], []
    for activity in root.iter("Activity"):
        sport = activity.get("Sport", "sport not told").lower()
        if sport == "running":
            found.append(_activity(source, activity))
        else:
            left_out.append(sport)
    if not found and not left_out:
        raise source.refused("no activity in this TCX file")
    return found, left_out


def _activity(source: Source, activity: Element) -> RawActivity:
    laps = activity.findall("Lap")
    points = [_point(point) for point in activity.iter("Trackpoint")]
    times = [point.unix_s for point in points if math.isfinite(point.unix_s)]
    told = [unix_of(lap.get("StartTime", "")) for lap in laps[:1]] + [unix_of(text(activity, "Id"))]
    start = next((t for t in [*told, *times[:1]] if math.isfinite(t)), NAN)
    if math.isnan(start):
        raise source.refused("an activity that does not tell when it started")
    return RawActivity(
        start_unix_s=min(start, times[0]) if times else start,
        device=text(activity, "Creator/Name"),
        points=points,
        laps=_laps(laps),
        pauses=_pauses(activity),
        timer_s=sum(number(text(lap, "TotalTimeSeconds")) for lap in laps) if laps else NAN,
        distance_m=sum(number(text(lap, "DistanceMeters")) for lap in laps) if laps else NAN,
    )


def _point(point: Element) -> Point:
    return Point(
        unix_s=unix_of(text(point, "Time")),
        distance_m=number(text(point, "DistanceMeters")),
        speed_m_s=number(text(point, "Extensions/TPX/Speed")),
        heart_rate=number(text(point, "HeartRateBpm/Value")),
        altitude_m=number(text(point, "AltitudeMeters")),
    )


def _laps(laps: list[Element]) -> list[Lap]:
    """A lap ends where the next begins; the last, after its own time."""
    starts = [unix_of(lap.get("StartTime", "")) for lap in laps]
    ends = [*starts[1:], starts[-1] + number(text(laps[-1], "TotalTimeSeconds"))] if laps else []
    whole = [(lap, a, b) for lap, a, b in zip(laps, starts, ends, strict=True) if b > a]
    return [_lap(lap, start, end) for lap, start, end in whole]


def _lap(lap: Element, start: float, end: float) -> Lap:
    distance, heart = number(text(lap, "DistanceMeters")), number(text(lap, "AverageHeartRateBpm/Value"))
    return Lap(
        start_s=start,
        end_s=end,
        distance_m=distance if distance >= 0 else None,
        heart_rate=heart if heart > 0 else None,
        intensity=_INTENSITIES.get(text(lap, "Intensity"), ""),
        trigger=_TRIGGERS.get(text(lap, "TriggerMethod"), ""),
    )


def _pauses(activity: Element) -> list[Pause]:
    """A new track begins after each pause, and with each lap: only a gap tells them apart."""
    times = [[unix_of(text(p, "Time")) for p in track.findall("Trackpoint")] for track in activity.iter("Track")]
    known = [[t for t in track if math.isfinite(t)] for track in times]
    filled = [track for track in known if track]
    return [Pause(a[-1], b[0]) for a, b in pairwise(filled) if b[0] > a[-1] + _GAP_S]
