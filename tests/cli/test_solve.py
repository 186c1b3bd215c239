"""`ndt solve`: every way a solve can end, told by exit code, text, JSON and files."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from files.tiny_plan import tiny_plan

from ndt_opt.cli import main
from ndt_opt.cli.progress import ProgressLine, describe
from ndt_opt.domain.outcome import Infeasible, OutOfTime, Progress, Solved, SolveSettings
from ndt_opt.domain.plan import Finding
from ndt_opt.errors import InternalDisagreement
from ndt_opt.files.plan_file import plan_text, read_plan

from .planners import clash, use

STATISTICS = {"wall_time_s": 1.25, "branches": 7}
Capture = pytest.CaptureFixture[str]


def _solved(**own: Any) -> Solved:
    return Solved(tiny_plan(**own), STATISTICS)


def _json(capsys: Capture) -> dict[str, Any]:
    out, err = capsys.readouterr()
    assert not err
    document: dict[str, Any] = json.loads(out)
    assert document["schema"] == "ndt.solve/1"
    return document


def test_a_plan_is_written_and_printed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    planner = use(monkeypatch, _solved())
    assert main(["solve", "scenario.toml"]) == 0
    assert sorted(p.name for p in (folder / "plans" / "winter").iterdir()) == ["plan.csv", "plan.json"]
    assert read_plan(folder / "plans" / "winter" / "plan.json") == tiny_plan()
    assert planner.asked[0][2] == SolveSettings()
    out, err = capsys.readouterr()
    assert "plans/winter/plan.json" in out
    assert "wall time s" in out
    assert "\x1b" not in out + err
    assert not err


def test_miles_are_shown_where_they_are_wanted(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    use(monkeypatch, _solved())
    assert main(["solve", "scenario.toml", "--unit", "mi"]) == 0
    assert "6.2 mi" in capsys.readouterr().out


def test_options_reach_the_planner(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planner = use(monkeypatch, _solved())
    argv = (
        "solve scenario.toml --model norwegian-singles --set rules.long-run.max_min=99 --seed 5 --workers 3"
    )
    assert main([*argv.split(), "--time-limit", "2.5", "--out", "here", "--quiet"]) == 0
    scenario, model, settings = planner.asked[0]
    assert settings == SolveSettings(seed=5, workers=3, time_limit_s=2.5)
    assert (scenario.model, model.name, model.rules["long-run"].max_min) == ("norwegian-singles",) * 2 + (99,)
    assert (folder / "here" / "plan.json").is_file()


def test_the_default_folder_is_the_files_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, _solved())
    (folder / "spring.toml").write_bytes((folder / "scenario.toml").read_bytes())
    assert main(["solve", "spring.toml", "--quiet"]) == 0
    assert (folder / "plans" / "spring" / "plan.json").is_file()


def test_quiet_says_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    use(monkeypatch, _solved())
    assert main(["solve", "scenario.toml", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_json_is_one_document(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    use(monkeypatch, _solved())
    assert main(["solve", "scenario.toml", "--json"]) == 0
    assert _json(capsys) == {
        "schema": "ndt.solve/1", "status": "optimal", "exit_code": 0, "plan": "plans/winter/plan.json",
        "csv": "plans/winter/plan.csv", "objective": {"z2_work_s": 0}, "bound": {"z2_work_s": 0},
        "statistics": STATISTICS, "warnings": ["ikke så fort"], "scaled": [], "conflict": [],
        "conflict_weeks": None, "conflict_notes": [], "clash": None, "certificate": None,
    }  # fmt: skip


def test_an_unproved_plan_is_4_only_when_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    use(monkeypatch, _solved(status="feasible"))
    assert main(["solve", "scenario.toml", "--quiet"]) == 0
    assert main(["solve", "scenario.toml", "--require-optimal", "--json", "--out", "x"]) == 4
    assert _json(capsys)["status"] == "feasible"
    assert (folder / "x" / "plan.json").is_file()


@pytest.mark.parametrize(
    ("end", "code", "status"),
    [
        (Infeasible(clash("hit-count", "pins", weeks=3), STATISTICS), 3, "infeasible"),
        (OutOfTime(STATISTICS, interrupted=False), 5, "out of time"),
        (OutOfTime(STATISTICS, interrupted=True), 130, "interrupted"),
    ],
)
def test_without_a_plan_nothing_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, end: Any, code: int, status: str
) -> None:
    use(monkeypatch, end)
    assert main(["solve", "scenario.toml", "--json"]) == code
    document = _json(capsys)
    assert (document["status"], document["exit_code"], document["plan"]) == (status, code, None)
    assert document["conflict"] == (["hit-count", "pins"] if code == 3 else [])
    assert document["conflict_weeks"] == (3 if code == 3 else None)
    assert [p.name for p in folder.iterdir()] == ["scenario.toml"]


def test_a_clash_is_told_in_words(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    use(monkeypatch, Infeasible(clash("pins", "run-spike", weeks=1), {}, ("what helps",)))
    assert main(["solve", "scenario.toml"]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert lines[0].startswith("No plan keeps every rule of this scenario. In its first week (to 2026-11-08)")
    assert lines[2:4] == ["  pins: words of pins", "  run-spike: words of run-spike"]
    assert lines[4:6] == ["Without any one of them there is a plan.", "what helps"]


def test_a_disagreement_keeps_both_artefacts(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    finding = Finding(rule="pins", status="broken", where="x", found="a", allowed="b", covers=[])
    use(monkeypatch, InternalDisagreement(tiny_plan(), [finding]))
    assert main(["solve", "scenario.toml"]) == 6
    failed = folder / "plans" / "winter" / "failed"
    assert (failed / "plan.json").read_text() == plan_text(tiny_plan())
    assert json.loads((failed / "findings.json").read_text())[0]["rule"] == "pins"
    assert [p.name for p in failed.parent.iterdir()] == ["failed"]
    assert "fault of the program" in capsys.readouterr().err


def test_ctrl_c_is_130(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, KeyboardInterrupt())
    assert main(["solve", "scenario.toml"]) == 130


def test_bad_input_is_2_with_all_lines(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    planner = use(monkeypatch, _solved())
    assert main(["solve", "scenario.toml", "--set", "rules.x.y=1", "--set", "z", "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out) == {"schema": "ndt.problems/1", "exit_code": 2, "problems": err.splitlines()}
    assert len(err.splitlines()) == 2
    assert not planner.asked


def test_a_place_that_cannot_be_written_is_told_before_the_solve(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    planner = use(monkeypatch, _solved())
    assert main(["solve", "scenario.toml", "--out", "scenario.toml/x"]) == 7
    assert not planner.asked
    assert len(capsys.readouterr().err.splitlines()) == 1


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_on_a_terminal_after_two_seconds(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [Progress("z2_work_s", None, 9000, 0.5), Progress("z2_work_s", 6000, 9000, 2.5)]
    planner = use(monkeypatch, _solved(), steps)
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert main(["solve", "scenario.toml", "--quiet"]) == 0
    assert not planner.watched
    assert main(["solve", "scenario.toml"]) == 0
    assert planner.watched
    assert terminal.getvalue() == "\r\x1b[KZ2 minutes: best 100, bound 150, gap 50.0 %, 2 s\r\x1b[K"


def test_progress_is_in_the_tiers_unit() -> None:
    assert describe(Progress("z2_work_s", None, None, 3.0)) == "Z2 minutes: best none yet, 3 s"
    assert describe(Progress("preferences", 40, 30, 3.0)) == "preferences: best 40, bound 30, gap 25.0 %, 3 s"
    stream = io.StringIO()
    ProgressLine(stream).clear()
    assert not stream.getvalue()


def test_the_page_follows_the_encoding_of_stdout(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, _solved())
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert main(["solve", "scenario.toml"]) == 0
    assert b"ikke s? fort" in raw.getvalue()
