"""Files that are broken, hostile or something else: one line, never a traceback."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from ndt_opt.activities.drift import decoupling
from ndt_opt.activities.read import read_activities
from ndt_opt.activities.recording import Recording
from ndt_opt.activities.reps import work_reps
from ndt_opt.errors import InputError, Problem

from .fit_writer import RECORD, RUNNING, FitFile, broken, fit_bytes, shortened
from .synthetic import NOW, Stretch, raw
from .xml_writer import GPX_HEAD, TCX_HEAD, TCX_TAIL, gpx_text, tcx_text

RUN = raw([Stretch(120, 3.0)])
FIT = fit_bytes((RUN, RUNNING))
TCX, GPX = tcx_text(RUN).encode(), gpx_text(RUN).encode()
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">%s]><gpx><trk><name>&z;</name></trk></gpx>'
    % b"".join(b'<!ENTITY %c "%s">' % (b, b"&%c;" % (b - 1) * 10) for b in range(ord("b"), ord("z") + 1))
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><trk><name>&x;</name></trk></gpx>'
)


def read_or_refused(path: Path) -> None:
    told: list[Problem] = []
    found: list[Recording] = []
    try:
        found, _ = read_activities(path, now=NOW)
    except InputError as error:
        told = error.problems
    assert len(told) <= 1
    assert all("\n" not in str(problem) for problem in told)
    for run in found:
        assert 0 <= run.distance_m <= 1_000_000
        assert 0 < run.timer_s <= run.elapsed_s <= 48 * 3600
        work_reps(run)
        decoupling(run)


def refused(tmp_path: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_activities(path, now=NOW)
    (problem,) = caught.value.problems
    line = str(problem)
    assert line.startswith(f"{path}: ")
    assert "\n" not in line
    assert len(line) < 300 + len(str(path))
    return line.removeprefix(f"{path}: ")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.fit", b"", "empty"),
        ("a.gpx", b"\xef\xbb\xbf \n", "empty"),
        ("a.fit.gz", gzip.compress(b""), "empty"),
        ("a.fit", b"hello, world", "not a FIT file"),
        ("a.tcx", b"date,slot\n1,2\n", "not a TCX file"),
        ("a.gpx.gz", gzip.compress(b"\x00\x01"), "not a GPX file"),
        ("a.csv", b"\xff\x00\x9f", "neither FIT, TCX, GPX nor CSV text"),
        ("a.csv", b"\xff\xfe\x00\x00", "not readable as XML"),
        ("a.zip", b"PK\x03\x04" + b"0" * 50, "a ZIP archive: unpack it first"),
        ("a.gz", gzip.compress(FIT)[:-9], "broken or cut-off gzip"),
        ("a.gz", gzip.compress(FIT)[:30] + b"x" * 90, "broken or cut-off gzip"),
        ("a.tcx", b"<html><body>Log in</body></html>", "XML of <html>, allowed: TCX or GPX"),
        ("a.tcx", TCX[:-30], "not readable as XML"),
        ("a.gpx", GPX.replace(b"UTF-8", b"klingon"), "not readable as XML"),
        ("a.gpx", BOMB, "declares a document type or entities"),
        ("a.gpx", OUTSIDE, "declares a document type or entities"),
        ("a.gpx", b"<a>" * 100_000, "nested too deeply"),
        ("a.gpx", GPX_HEAD.encode() + b"</gpx>", "no track in this GPX file"),
        ("a.tcx", (TCX_HEAD + TCX_TAIL).encode(), "no activity in this TCX file"),
        ("a.tcx", (TCX_HEAD + '<Activity Sport="Running"/>' + TCX_TAIL).encode(), "does not tell when it started"),
        ("a.fit", FIT[:14], "broken or cut-off FIT file"),
        ("a.fit", FitFile().bytes(), "nothing recorded"),
        ("a.fit", fit_bytes((RUN, RUNNING), file_type=5), "a FIT file of type workout, allowed: activity"),
        ("a.fit", b"\x0e\x20\x34\x08\xff\xff\xff\xff.FIT\x00\x00", "broken or cut-off FIT file"),
    ],
)
def test_one_line(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    assert said in refused(tmp_path, name, data)


def test_a_corrupted_byte_anywhere(tmp_path: Path) -> None:
    for place in random.Random(1).sample(range(len(FIT)), 40):
        assert refused(tmp_path, "run.fit", broken(FIT, place))


def test_a_file_cut_off_anywhere(tmp_path: Path) -> None:
    for data in shortened(FIT, [0.05, 0.3, 0.5, 0.8, 0.999]):
        assert "cut-off" in refused(tmp_path, "run.fit", data)


def test_no_file_at_all(tmp_path: Path) -> None:
    for path, said in (
        (tmp_path / "none.fit", "no such file"),
        (tmp_path, "is a folder"),
        (Path("a\0b"), "not a file name"),
    ):
        with pytest.raises(InputError) as caught:
            read_activities(path)
        assert said in str(caught.value)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "bomb"])
def test_huge_files(tmp_path: Path, pack: type[bytes]) -> None:
    assert "too large, allowed: at most 20 MB" in refused(tmp_path, "a.tcx", pack(b" " * 20_000_001))


def test_more_messages_than_anyone_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ndt_opt.activities.fit._MOST_MESSAGES", 50)
    assert "too many messages" in refused(tmp_path, "run.fit", FIT)


def test_more_elements_than_a_file_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ndt_opt.activities.xml_tree._MOST_ELEMENTS", 50)
    assert "too many elements" in refused(tmp_path, "run.tcx", TCX)


@pytest.mark.parametrize("seed", range(60))
def test_random_bytes_are_refused_or_read(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    good = rng.choice([FIT[:3000], TCX[:4000], GPX[:4000]])
    cut = rng.randint(0, len(good))
    data = rng.choice([rng.randbytes(200), good[:cut] + rng.randbytes(30) + good[cut:], good[:cut] + good[cut + 9 :]])
    path = tmp_path / rng.choice(["a.fit", "a.tcx", "a.gpx", "a.csv", "a"])
    path.write_bytes(data)
    read_or_refused(path)


@pytest.mark.parametrize("seed", range(60))
def test_random_messages_with_a_right_crc(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    file = FitFile()
    for _ in range(30):
        file.add(RECORD, *(rng.choice([0, 1, 100, None, rng.randrange(256)]) for _ in range(6)))
    file.body += rng.randbytes(rng.randint(0, 40))
    path = tmp_path / "a.fit"
    path.write_bytes(file.bytes())
    read_or_refused(path)


NUMBERS = ["NaN", "inf", "-1e308", "1e308", "", "abc", "1" * 400, "-5", "\u0663"]


@pytest.mark.parametrize("text", NUMBERS)
@pytest.mark.parametrize("field", ["DistanceMeters", "Value", "ns3:Speed", "Time", "TotalTimeSeconds"])
def test_numbers_that_are_none(tmp_path: Path, field: str, text: str) -> None:
    whole = TCX.decode().split(f"<{field}>")
    for places in (range(1, len(whole)), range(1, len(whole), 7)):
        parts = [p.replace(p.partition("<")[0], text, 1) if n in places else p for n, p in enumerate(whole)]
        path = tmp_path / "a.tcx"
        path.write_text(f"<{field}>".join(parts), encoding="utf-8")
        read_or_refused(path)
