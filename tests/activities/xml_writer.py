"""TCX and GPX files as text."""

from __future__ import annotations

import datetime as dt
import math

from ndt_opt.activities.raw import Point, RawActivity

TCX_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
 xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"><Activities>"""
TCX_TAIL = "</Activities></TrainingCenterDatabase>"
GPX_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gpx creator="watch" version="1.1" xmlns="http://www.topografix.com/GPX/1/1"
 xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">"""
METRES_PER_DEGREE = math.pi * 6_371_008.8 / 180


def iso(unix_s: float) -> str:
    return dt.datetime.fromtimestamp(unix_s, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def tcx_text(run: RawActivity, sport: str = "Running", speed: bool = True) -> str:
    """One activity; a new track begins after each pause."""
    laps = "".join(_tcx_lap(run, lap.start_s, lap.end_s, lap.intensity, speed) for lap in run.laps)
    laps = laps or _tcx_lap(run, run.start_unix_s, run.points[-1].unix_s + 1, "active", speed)
    creator = "<Creator><Name>Forerunner</Name></Creator>"
    activity = f'<Activity Sport="{sport}"><Id>{iso(run.start_unix_s)}</Id>{laps}{creator}</Activity>'
    return TCX_HEAD + activity + TCX_TAIL


def _tcx_lap(run: RawActivity, start: float, end: float, intensity: str, speed: bool) -> str:
    inside = [p for p in run.points if start <= p.unix_s < end or (p is run.points[-1] and p.unix_s == end)]
    stood = sum(p.end_s - p.start_s for p in run.pauses if start <= p.start_s < end)
    word = "Resting" if intensity in ("rest", "recovery") else "Active"
    return (
        f'<Lap StartTime="{iso(start)}"><TotalTimeSeconds>{end - start - stood}</TotalTimeSeconds>'
        f"<DistanceMeters>{inside[-1].distance_m - inside[0].distance_m if inside else 0}</DistanceMeters>"
        f"<Intensity>{word}</Intensity><TriggerMethod>Manual</TriggerMethod>"
        + "".join(f"<Track>{''.join(_tcx_point(p, speed) for p in part)}</Track>" for part in _parts(run, inside))
        + "</Lap>"
    )


def _parts(run: RawActivity, points: list[Point]) -> list[list[Point]]:
    ends = [pause.end_s for pause in run.pauses]
    parts: list[list[Point]] = [[]]
    for p in points:
        if p.unix_s in ends and parts[-1]:
            parts.append([])
        parts[-1].append(p)
    return [part for part in parts if part]


def _tcx_point(p: Point, speed: bool) -> str:
    heart = "" if math.isnan(p.heart_rate) else f"<HeartRateBpm><Value>{p.heart_rate:.0f}</Value></HeartRateBpm>"
    tpx = f"<Extensions><ns3:TPX><ns3:Speed>{p.speed_m_s}</ns3:Speed></ns3:TPX></Extensions>" if speed else ""
    told = f"<Time>{iso(p.unix_s)}</Time><DistanceMeters>{p.distance_m}</DistanceMeters>"
    return f"<Trackpoint>{told}{heart}{tpx}</Trackpoint>"


def gpx_text(run: RawActivity, kind: str = "running") -> str:
    """One track along the equator: a metre is so many degrees."""
    segments = "".join(f"<trkseg>{''.join(map(_gpx_point, part))}</trkseg>" for part in _parts(run, run.points))
    told = f"<type>{kind}</type>" if kind else ""
    return f"{GPX_HEAD}<trk><name>Run</name>{told}{segments}</trk></gpx>"


def _gpx_point(p: Point) -> str:
    heart = "" if math.isnan(p.heart_rate) else f"<gpxtpx:hr>{p.heart_rate:.0f}</gpxtpx:hr>"
    extension = f"<gpxtpx:TrackPointExtension>{heart}<gpxtpx:cad>88</gpxtpx:cad></gpxtpx:TrackPointExtension>"
    return (
        f'<trkpt lat="0" lon="{p.distance_m / METRES_PER_DEGREE:.9f}"><ele>12</ele><time>{iso(p.unix_s)}</time>'
        f"<extensions>{extension}</extensions></trkpt>"
    )
