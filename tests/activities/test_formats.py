"""One run, written as FIT, TCX and GPX: what is read is what was run."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ndt_opt.activities.raw import RawActivity
from ndt_opt.activities.read import read_activities
from ndt_opt.activities.recording import Recording
from ndt_opt.activities.reps import work_reps

from .fit_writer import CYCLING, EPOCH, RUNNING, SWIMMING, fit_bytes
from .synthetic import NOW, START, Stretch, Watch, raw, session
from .xml_writer import gpx_text, tcx_text

SESSION = session(4, (120, 4.5), (60, 0.0), paused=True)
RUN = raw(SESSION, Watch(laps="workout", noise_m_s=0.1))
SHORT = raw([Stretch(120, 3.0)])
WRITERS: dict[str, Callable[[RawActivity], bytes]] = {
    "run.fit": lambda run: fit_bytes((run, RUNNING)),
    "run.tcx": lambda run: tcx_text(run).encode(),
    "run.gpx": lambda run: gpx_text(run).encode(),
}


def read(tmp_path: Path, name: str, data: bytes) -> tuple[list[Recording], list[str]]:
    path = tmp_path / name
    path.write_bytes(data)
    return read_activities(path, now=NOW)


def read_one(tmp_path: Path, name: str, data: bytes) -> Recording:
    (recording,), left_out = read(tmp_path, name, data)
    assert not left_out
    return recording


@pytest.mark.parametrize("name", WRITERS)
def test_what_was_run_is_read(tmp_path: Path, name: str) -> None:
    found = read_one(tmp_path, name, WRITERS[name](RUN))
    last = RUN.points[-1]
    assert found.start == START
    assert found.file == name
    assert len(found.digest) == 16
    assert found.elapsed_s == pytest.approx(last.unix_s - RUN.start_unix_s, abs=1.1)
    assert found.timer_s == pytest.approx(found.elapsed_s - 3 * 60, abs=4)
    assert found.distance_m == pytest.approx(last.distance_m, rel=0.003)
    assert len(found.samples) == len(RUN.points)
    assert found.samples.heart_rate == pytest.approx([p.heart_rate for p in RUN.points])
    assert found.samples.distance_m == pytest.approx([p.distance_m for p in RUN.points], abs=1.0)
    assert not found.warnings


@pytest.mark.parametrize("name", ["run.fit", "run.tcx"])
def test_speed_is_the_devices_own(tmp_path: Path, name: str) -> None:
    found = read_one(tmp_path, name, WRITERS[name](RUN))
    assert found.samples.speed_m_s == pytest.approx([p.speed_m_s for p in RUN.points], abs=0.001)


@pytest.mark.parametrize("name", ["run.fit", "run.tcx"])
def test_laps_are_the_devices_own(tmp_path: Path, name: str) -> None:
    found = read_one(tmp_path, name, WRITERS[name](RUN))
    assert [lap.end_s - lap.start_s for lap in found.laps] == pytest.approx([s.seconds for s in SESSION], abs=1.1)
    assert [lap.intensity for lap in found.laps][1:-1] == ["active", "rest"] * 3 + ["active"]
    assert {lap.trigger for lap in found.laps} == {"manual"}
    reps = work_reps(found)
    assert reps is not None
    assert (reps.how, len(reps.reps), reps.confidence) == ("laps", 4, 0.95)
    assert all(lap.heart_rate is not None for lap in found.laps if lap.intensity != "rest")


@pytest.mark.parametrize("name", WRITERS)
def test_pauses_are_the_devices_own(tmp_path: Path, name: str) -> None:
    found = read_one(tmp_path, name, WRITERS[name](RUN))
    told = [(p.start_s - RUN.start_unix_s, p.end_s - RUN.start_unix_s) for p in RUN.pauses]
    assert np.array([(p.start_s, p.end_s) for p in found.pauses]) == pytest.approx(np.array(told), abs=1.1)


@pytest.mark.parametrize("name", WRITERS)
def test_packed_files(tmp_path: Path, name: str) -> None:
    plain, packed = (
        read_one(tmp_path, n, d)
        for n, d in ((name, WRITERS[name](RUN)), (name + ".gz", gzip.compress(WRITERS[name](RUN))))
    )
    assert plain.distance_m == packed.distance_m
    assert plain.digest != packed.digest


def test_content_comes_before_the_name(tmp_path: Path) -> None:
    assert read_one(tmp_path, "wrong.gpx", WRITERS["run.fit"](RUN)).device == "garmin fr110"
    assert read_one(tmp_path, "wrong.csv", b"  \n" + WRITERS["run.tcx"](RUN)).device == "Forerunner"


def test_the_running_parts_of_a_triathlon(tmp_path: Path) -> None:
    legs = [raw([Stretch(300, 3.0)], Watch(seed=n)) for n in range(4)]
    for n, leg in enumerate(legs):
        shift = 400.0 * n
        leg.start_unix_s += shift
        leg.points = [replace(p, unix_s=p.unix_s + shift) for p in leg.points]
    data = fit_bytes(*zip(legs, (SWIMMING, CYCLING, RUNNING, RUNNING), strict=True))
    found, left_out = read(tmp_path, "tri.fit", data)
    assert left_out == ["swimming", "cycling"]
    assert [(r.start - START).total_seconds() for r in found] == [800, 1200]
    assert all(len(r.samples) == 300 and r.distance_m == pytest.approx(900, rel=0.02) for r in found)


def test_a_watch_that_wrote_no_session(tmp_path: Path) -> None:
    found = read_one(tmp_path, "run.fit", fit_bytes((RUN, RUNNING), session=False))
    assert found.warnings == ("sport not told: taken as a run",)
    assert found.distance_m == pytest.approx(RUN.points[-1].distance_m, abs=1)
    assert found.timer_s == pytest.approx(found.elapsed_s - 180, abs=1)


@pytest.mark.parametrize(
    ("name", "data", "sport"),
    [
        ("ride.fit", fit_bytes((SHORT, CYCLING)), "cycling"),
        ("ride.tcx", tcx_text(SHORT, "Biking").encode(), "biking"),
        ("ride.gpx", gpx_text(SHORT, "cycling").encode(), "cycling"),
        ("ride.gpx", gpx_text(SHORT, "1").encode(), "1"),
        ("ski.gpx", gpx_text(SHORT, "Skilanglauf").encode(), "skilanglauf"),
    ],
)
def test_other_sports_are_left_out(tmp_path: Path, name: str, data: bytes, sport: str) -> None:
    assert read(tmp_path, name, data) == ([], [sport])


@pytest.mark.parametrize("kind", ["running", "Run", "trail_running", "9", "Course à pied"])
def test_words_for_a_run(tmp_path: Path, kind: str) -> None:
    assert not read_one(tmp_path, "run.gpx", gpx_text(SHORT, kind).encode()).warnings


def test_a_track_that_tells_no_sport_is_doubted(tmp_path: Path) -> None:
    found = read_one(tmp_path, "run.gpx", gpx_text(SHORT, "").encode())
    assert found.warnings == ("sport not told: taken as a run",)


def test_a_track_that_cannot_be_believed_does_not_lose_the_others(tmp_path: Path) -> None:
    point = '<trk><trkseg><trkpt lat="0" lon="0"><time>2026-05-12T06:00:00Z</time></trkpt></trkseg></trk>'
    found, left_out = read(tmp_path, "run.gpx", gpx_text(SHORT).replace("<trk>", point + "<trk>", 1).encode())
    assert len(found) == 1
    assert left_out == ["no time or no distance told"]


def test_a_clock_that_was_never_set(tmp_path: Path) -> None:
    run = raw([Stretch(600, 3.0)])
    shift = EPOCH - run.start_unix_s + 30
    run.start_unix_s += shift
    run.points = [replace(p, unix_s=p.unix_s + shift) for p in run.points]
    found = read_one(tmp_path, "run.fit", fit_bytes((run, RUNNING)))
    assert found.warnings[0] == "clock doubtful: starts 1989-12-31"
    assert found.distance_m == pytest.approx(1800, rel=0.02)


def test_a_start_in_the_future(tmp_path: Path) -> None:
    path = tmp_path / "run.fit"
    path.write_bytes(WRITERS["run.fit"](RUN))
    (found,), _ = read_activities(path, now=START.replace(year=2025))
    assert found.warnings[0] == "clock doubtful: starts 2026-05-12, in the future"


@pytest.mark.parametrize("name", WRITERS)
def test_no_heart_rate_and_smart_recording_are_told(tmp_path: Path, name: str) -> None:
    run = raw(SESSION, Watch(smart=True, heart=False))
    found = read_one(tmp_path, name, WRITERS[name](run))
    assert found.warnings == ("no heart rate", "smart recording: fewer than one sample a second")
    assert found.heart_rate is None
    assert np.isnan(found.samples.heart_rate).all()
