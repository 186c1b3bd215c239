"""`ndt export` as a runner meets it: files beside the plan, exit codes, one line for each problem."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from export.plans import HOSTILE, plan_of, told

from ndt_opt.cli import main
from ndt_opt.domain.plan import Plan
from ndt_opt.files.plan_file import plan_text
from ndt_opt.files.week_table import write_week_table

Capture = pytest.CaptureFixture[str]
TARGETS = ("ics", "fit", "intervals", "csv", "html")
NAME = "elite-5000m"


def put(folder: Path, plan: Plan) -> None:
    (folder / "plan.json").write_text(plan_text(plan), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, plan_of(NAME))
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_every_target_beside_the_plan(folder: Path, capsys: Capture) -> None:
    for target in TARGETS:
        assert main(["export", "plan.json", "--to", target]) == 0
    assert main(["export", "plan.json", "--to", "ics", "--busy"]) == 0
    names = {name for name in files(folder) if not name.startswith("plan-fit")}
    assert names == {"plan.json", "plan.ics", "plan-busy.ics", "plan-intervals.json", "plan.csv", "plan.html"}
    watch = sorted(p.name for p in (folder / "plan-fit").iterdir())
    assert watch[:2] == ["2026-12-01-am.fit", "2026-12-01-pm.fit"]
    assert watch[-1] == "schedule.fit"
    assert (folder / "plan.csv").read_text(encoding="utf-8") == write_week_table(plan_of(NAME))
    out = capsys.readouterr().out
    assert "271 sessions\n\nFILES\n  plan.ics\n" in out
    assert "  plan-fit/schedule.fit\n" in out


def test_again_gives_the_same_bytes(folder: Path) -> None:
    for out in ("a", "b"):
        for target in TARGETS:
            assert main(["export", "plan.json", "--to", target, "--out", f"{out}/{target}", "--quiet"]) == 0
    assert files(folder / "a") == files(folder / "b")
    assert len(files(folder / "a")) > 10


def test_the_document(folder: Path, capsys: Capture) -> None:
    command = ["export", "plan.json", "--to", "fit", "--from", "2026-12-01", "--days", "3", "--out", "watch", "--json"]
    assert main(command) == 0
    days = ("2026-12-01-am", "2026-12-01-pm", "2026-12-03-am", "2026-12-03-pm")
    assert json.loads(capsys.readouterr().out) == {
        "schema": "ndt.export/1", "exit_code": 0, "to": "fit", "sessions": 4,
        "files": [*(f"watch/{day}.fit" for day in days), "watch/schedule.fit"],
    }  # fmt: skip


@pytest.mark.parametrize(("arguments", "lines"), [
    (["--to", "ics", "--from", "2026-12-01", "--days", "3"],
     ["--from: not for this target, found --to ics, allowed: --to fit",
      "--days: not for this target, found --to ics, allowed: --to fit"]),
    (["--to", "csv", "--busy"], ["--busy: not for this target, found --to csv, allowed: --to ics"]),
    (["--to", "csv", "--by", "pace"], ["--by: not for this target, found --to csv, allowed: --to fit or intervals"]),
    (["--to", "fit", "--from", "2031-01-01"],
     ["--from: no quality session in 28 days, found 2031-01-01, "
      "allowed: days of the season, 2026-11-30 to 2027-05-16"]),
    (["--to", "csv", "--out", "../{here}/plan.json"],
     ["--out: the plan itself, found plan.json, allowed: another file"]),
])  # fmt: skip
def test_what_does_not_fit_is_told(folder: Path, capsys: Capture, arguments: list[str], lines: list[str]) -> None:
    before = files(folder)
    assert main(["export", "plan.json", *(a.format(here=folder.name) for a in arguments)]) == 2
    assert capsys.readouterr().err.splitlines() == lines
    assert files(folder) == before


def test_no_heart_rate_is_one_line(folder: Path, capsys: Capture) -> None:
    put(folder, plan_of("club-races"))
    for target in ("fit", "intervals"):
        assert main(["export", "plan.json", "--to", target, "--by", "heart-rate"]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith("plan.json: sessions.heart_rate_bpm: no heart rate to go by, found 2027-03-0")
        assert "allowed: --by pace, or a plan of a scenario with athlete.heart_rate.lthr_bpm" in line
    assert list(files(folder)) == ["plan.json"]


def test_a_broken_plan_is_told_line_by_line(folder: Path, capsys: Capture) -> None:
    """From anywhere: an id and a slot that stand twice, numbers that nobody runs, times that are none."""
    plan = plan_of(NAME)
    one, two, three, *rest = plan.sessions
    slow = three.model_copy(update={"reps": 0, "warmup_m": -1, "rep_s": None, "rep_m": None})
    assert slow.pace_s_per_km is not None
    slow = slow.model_copy(update={"pace_s_per_km": slow.pace_s_per_km.model_copy(update={"slow": 0})})
    timeless = [
        rest[n].model_copy(update={"start": start})
        for n, start in enumerate(("at dawn", "2026-12-02T06:00:00", "0001-01-01T00:00:00+14:00"))
    ]
    sessions = [one, one.model_copy(update={"slot": "pm"}), two.model_copy(update={"id": "x"}), slow, *timeless]
    put(folder, plan.model_copy(update={"sessions": sessions}))
    for target in TARGETS:
        assert main(["export", "plan.json", "--to", target]) == 2
        told = capsys.readouterr().err.splitlines()
        assert [line.split(",")[0] for line in told] == [
            "plan.json: sessions[1].id: stands twice",
            "plan.json: sessions[2].slot: taken",
            "plan.json: sessions[3].reps: impossible",
            "plan.json: sessions[3].warmup_m: impossible",
            "plan.json: sessions[3].pace_s_per_km: impossible",
            "plan.json: sessions[3].rep_m: no length of a rep",
            *(f"plan.json: sessions[{n}].start: no time of its day with a zone" for n in (4, 5, 6)),
        ]
    assert list(files(folder)) == ["plan.json"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_becomes_a_path(folder: Path, capsys: Capture, text: str) -> None:
    plan = told(plan_of("club-races"), text)
    put(folder, plan)
    for target in TARGETS:
        assert main(["export", "plan.json", "--to", target, "--out", f"out/{target}", "--quiet"]) == 0
    names = [name.replace(os.sep, "/").removeprefix("out/") for name in files(folder) if name != "plan.json"]
    days = {f"fit/{s.date}-{s.slot}.fit" for s in plan.sessions}
    assert set(names) - days == {"ics", "intervals", "csv", "html", "fit/schedule.fit"}
    sessions = [plan.sessions[0].model_copy(update={"id": f"{text} "}), *plan.sessions[1:]]
    put(folder, plan.model_copy(update={"sessions": sessions}))
    assert main(["export", "plan.json", "--to", "ics", "--quiet"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("plan.json: sessions[0].id: no id, found ")


@pytest.mark.skipif(os.name == "nt", reason="folders have other permissions there")
def test_what_cannot_be_written_is_exit_code_7(folder: Path, capsys: Capture) -> None:
    (folder / "taken").write_text("")
    assert main(["export", "plan.json", "--to", "fit", "--out", "taken"]) == 7
    assert "taken" in capsys.readouterr().err
    (folder / "plan.ics").mkdir()
    assert main(["export", "plan.json", "--to", "ics"]) == 7
    assert "plan.ics: cannot be written" in capsys.readouterr().err


def test_all_files_or_none(folder: Path) -> None:
    """The last one cannot be written: a folder has its name."""
    (folder / "watch" / "schedule.fit").mkdir(parents=True)
    assert main(["export", "plan.json", "--to", "fit", "--out", "watch", "--quiet"]) == 7
    assert [p.name for p in (folder / "watch").iterdir()] == ["schedule.fit"]


def test_a_year_takes_less_than_a_second(folder: Path) -> None:
    put(folder, plan_of("elite-year"))
    for target in TARGETS:
        assert main(["export", "plan.json", "--to", target, "--quiet"]) == 0  # imports
        before = time.process_time()
        assert main(["export", "plan.json", "--to", target, "--quiet"]) == 0
        assert time.process_time() - before < 1


def test_help_imports_no_library() -> None:
    code = "import sys; from ndt_opt.cli import main; main(['export', '--help']); print({*sys.modules} & {*HEAVY})"
    heavy = ("ortools", "pandas", "icalendar", "pydantic")
    done = subprocess.run(
        [sys.executable, "-c", f"HEAVY = {heavy!r}; {code}"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "set()"
