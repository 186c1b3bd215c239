"""GPX: a track of positions; distance comes from the positions, heart rate from extensions.

Read with our own few lines, not with `gpxpy`: that library hands the text to a parser that expands
entities, and registers the file's namespaces for the whole process.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from xml.etree.ElementTree import Element

from ndt_opt.activities.clock import unix_of
from ndt_opt.activities.raw import Point, RawActivity, number
from ndt_opt.activities.recording import Pause
from ndt_opt.activities.source import Source
from ndt_opt.activities.sports import NOT_TOLD, is_run
from ndt_opt.activities.xml_tree import text

_EARTH_M = 6_371_008.8  # mean radius (IUGG)
Place = tuple[float, float]
Segment = list[tuple[Point, Place]]


def read_gpx(source: Source, root: Element) -> tuple[list[RawActivity], list[str]]:
    """The runs of the file, one a track, and what was left out.

    Raises
    ------
    InputError
        when there is no track in it.
    """
    found, left_out = [], []
    for track in root.findall("trk"):
        sport = text(track, "type")
        segments = [segment for s in track.findall("trkseg") if (segment := _segment(s))]
        if sport and not is_run(sport):
            left_out.append(sport.lower())
        elif segments:
            found.append(_activity(segments, root.get("creator", ""), [] if sport else [NOT_TOLD]))
        else:
            left_out.append("a track without times")
    if not found and not left_out:
        raise source.refused("no track in this GPX file")
    return found, left_out


def _segment(segment: Element) -> Segment:
    """The points that tell time and place."""
    placed = [(_point(p), (number(p.get("lat")), number(p.get("lon")))) for p in segment.findall("trkpt")]
    return [(p, (n, e)) for p, (n, e) in placed if math.isfinite(p.unix_s) and abs(n) <= 90 and abs(e) <= 180]


def _point(point: Element) -> Point:
    heart = next((e.text for e in point.iter() if e.tag.lower() in ("hr", "heartrate")), None)
    return Point(unix_of(text(point, "time")), heart_rate=number(heart), altitude_m=number(text(point, "ele")))


def _activity(segments: list[Segment], device: str, warnings: list[str]) -> RawActivity:
    points, covered = [], 0.0
    for segment in segments:  # nothing is covered between segments: there the timer stood
        points.append(replace(segment[0][0], distance_m=covered))
        for (_, before), (point, place) in pairwise(segment):
            covered += metres_between(before, place)
            points.append(replace(point, distance_m=covered))
    ends = [(a[-1][0].unix_s, b[0][0].unix_s) for a, b in pairwise(segments)]
    return RawActivity(
        start_unix_s=points[0].unix_s,
        device=device,
        points=points,
        pauses=[Pause(stop, go) for stop, go in ends if go > stop],
        warnings=warnings,
    )


def metres_between(here: Place, there: Place) -> float:
    """Great-circle distance of two places (latitude, longitude in degrees; haversine formula)."""
    lat, lon, to_lat, to_lon = (math.radians(x) for x in (*here, *there))
    root = math.sin((to_lat - lat) / 2) ** 2 + math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * _EARTH_M * math.asin(min(1.0, math.sqrt(root)))
