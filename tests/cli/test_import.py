"""`ndt import`: files in, a log out; a bad file is a line, and the rest goes on."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from activities.fit_writer import broken, fit_bytes
from activities.synthetic import START, Stretch, raw, session
from activities.xml_writer import gpx_text, tcx_text
from files.tiny_plan import session as planned_session
from files.tiny_plan import tiny_plan

from ndt_opt.activities import read
from ndt_opt.cli import arguments, main
from ndt_opt.files.plan_file import plan_text
from ndt_opt.files.training_log import read_log

Capture = pytest.CaptureFixture[str]
RUNNING, CYCLING = 1, 2
AM = session(5, (360, 5.0), (60, 0.0))
DAY = START.date()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A recording of one session in two formats, and a plan that has it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "am.fit").write_bytes(fit_bytes((raw(AM), RUNNING)))
    (tmp_path / "am.tcx").write_text(tcx_text(raw(AM)))
    (tmp_path / "easy.gpx").write_text(gpx_text(raw([Stretch(3000, 3.0)])))
    reps = planned_session().model_copy(update={
        "id": f"{DAY}-am", "date": DAY, "slot": "am", "start": f"{DAY}T08:00:00+02:00", "kind": "threshold", "reps": 5,
        "rep_s": 360, "rest_s": 60, "hard_s": 1800, "distance_m": 13_500})  # fmt: skip
    (tmp_path / "plan.json").write_text(plan_text(tiny_plan(sessions=[reps])), encoding="utf-8")
    return tmp_path


def test_a_run_is_matched_and_logged(folder: Path, capsys: Capture) -> None:
    assert main(["import", "am.fit", "--log", "log.csv", "--plan", "plan.json"]) == 0
    out, err = capsys.readouterr()
    assert f"Tue {DAY} am 08:30  threshold, " in out
    assert " of reps @ 3:2" in out
    assert f"-> {DAY}-am\n  5 reps by speed (" in out
    assert out.endswith("\n1 added or filled in, 0 known, 1 in the log\n")
    assert err == ""
    (entry,) = read_log(Path("log.csv"))
    assert (entry.session_id, entry.completed) == (f"{DAY}-am", 100)


def test_the_same_run_again_changes_nothing_in_whatever_format(folder: Path, capsys: Capture) -> None:
    command = ["import", "--log", "log.csv", "--plan", "plan.json"]
    assert main([*command, "am.fit"]) == 0
    once = Path("log.csv").read_bytes()
    assert main([*command, "am.fit", "am.tcx"]) == 0
    assert Path("log.csv").read_bytes() == once
    assert capsys.readouterr().out.endswith("0 added or filled in, 1 known, 1 in the log\n")


def test_a_bad_file_is_one_line_and_the_others_go_on(folder: Path, capsys: Capture) -> None:
    data = fit_bytes((raw(AM), RUNNING))
    Path("bad.fit").write_bytes(broken(data, len(data) // 2))
    Path("ride.fit").write_bytes(fit_bytes((raw([Stretch(1200, 6.0)]), CYCLING)))
    Path("empty.gpx").write_bytes(b"")
    files = ["bad.fit", "ride.fit", "empty.gpx", "none.tcx", "am.fit", "easy.gpx"]
    assert main(["import", *files, "--log", "log.csv", "--zone", "UTC"]) == 2
    out, err = capsys.readouterr()
    assert [line.split(":")[0] for line in err.splitlines()] == ["ride.fit", "bad.fit", "empty.gpx", "none.tcx"]
    assert "ride.fit: left out: cycling" in err
    assert "Traceback" not in out + err
    assert len(read_log(Path("log.csv"))) == 2


def test_json_holds_the_cells_of_the_log(folder: Path, capsys: Capture) -> None:
    assert main(["import", "am.fit", "--log", "log.csv", "--plan", "plan.json", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "ndt.import/1"
    (added,) = document["changed"]
    assert (added["session_id"], added["kind"], added["start"]) == (f"{DAY}-am", "threshold", "08:30")
    assert 0.8 < added["confidence"] <= 1
    assert (len(added["reps"]), added["reps_by"], added["completed"]) == (5, "speed", 100)
    assert added["reps"][0]["pace_s_per_km"] == pytest.approx(200, abs=4)
    assert added["reps"][-1]["rest_s"] is None
    assert (document["known"], document["left_out"], document["problems"]) == ([], [], [])
    assert main(["import", "am.fit", "bad.fit", "--log", "log.csv", "--json"]) == 2
    document = json.loads(capsys.readouterr().out)
    assert document["known"][0]["session_id"] == f"{DAY}-am"
    assert document["problems"] == ["bad.fit: no such file"]


def test_a_bad_log_is_told_and_left_alone(folder: Path, capsys: Capture) -> None:
    Path("log.csv").write_text("date,slot,kind,rpe\n2026-05-12,am,easy,25\n")
    assert main(["import", "am.fit", "--log", "log.csv"]) == 2
    assert "log.csv: line 2, rpe: not understood, found '25'" in capsys.readouterr().err
    assert Path("log.csv").read_text() == "date,slot,kind,rpe\n2026-05-12,am,easy,25\n"


def test_a_zone_that_is_none_is_one_line(folder: Path, capsys: Capture) -> None:
    assert main(["import", "am.fit", "--log", "log.csv", "--zone", "Mars/Olympus"]) == 2
    assert capsys.readouterr().err == "--zone: no such time zone, found 'Mars/Olympus', allowed: like Europe/Oslo\n"
    assert not Path("log.csv").exists()


def test_a_day_to_come_is_left_out(folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log with a day to come could not be told anything any more."""
    monkeypatch.setattr(arguments, "today", lambda zone=None: DAY - dt.timedelta(days=1))
    assert main(["import", "am.fit", "--log", "log.csv"]) == 0
    assert f"am.fit: left out: recorded on {DAY}, a day to come" in capsys.readouterr().err
    assert not Path("log.csv").exists()


def test_what_is_logged_while_it_reads_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["import", "easy.gpx", "--log", "log.csv", "--zone", "UTC"]) == 0
    real = read.read_activities

    def slow(path: Path, zone: dt.tzinfo) -> object:
        assert main(["log", "log.csv", "--quiet", "--date", str(DAY), "--rpe", "10"]) == 0
        return real(path, zone)

    monkeypatch.setattr(read, "read_activities", slow)
    assert main(["import", "am.fit", "--log", "log.csv", "--zone", "UTC"]) == 0
    assert sorted(entry.rpe or 0 for entry in read_log(Path("log.csv"))) == [0, 10]


def test_a_fault_ends_no_batch(folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    real = read.read_activities

    def faulty(path: Path, zone: dt.tzinfo) -> object:
        if path.name == "am.tcx":
            raise ZeroDivisionError("nothing")
        return real(path, zone)

    monkeypatch.setattr(read, "read_activities", faulty)
    assert main(["import", "am.tcx", "easy.gpx", "--log", "log.csv"]) == 2
    assert "am.tcx: cannot be analysed (a fault of the program, please report it), found ZeroDivisionError" in (
        capsys.readouterr().err
    )
    assert len(read_log(Path("log.csv"))) == 1


def test_names_and_reasons_are_shown_on_one_line(folder: Path, capsys: Capture) -> None:
    name = "a\n\x1b[31m.gpx"
    Path(name).write_text(gpx_text(raw([Stretch(3000, 3.0)]), kind="ride\n\u202e" + "x" * 400))
    assert main(["import", name, "--log", "log.csv"]) == 0
    out, err = capsys.readouterr()
    assert len(err.splitlines()) == 1
    assert len(err) < 220
    assert "\x1b" not in out + err


def test_an_empty_log_is_none_yet(folder: Path) -> None:
    Path("log.csv").touch()
    assert main(["import", "easy.gpx", "--log", "log.csv"]) == 0
    assert len(read_log(Path("log.csv"))) == 1
