"""`ndt replan` as a runner meets it: files, exit codes, one line for each problem, a page to read."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace as with_values
from pathlib import Path
from typing import Any

import pytest
from replan.season import SCENARIOS, day, entry, log_of, season

from ndt_opt.cli import main
from ndt_opt.domain.log import LogEntry
from ndt_opt.files.plan_file import plan_text, read_plan
from ndt_opt.files.training_log import write_log

Capture = pytest.CaptureFixture[str]
NAME = "improver-20min-75km"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan and a log of three weeks, all run as planned."""
    monkeypatch.chdir(tmp_path)
    plan = season(NAME)[0]
    (tmp_path / "plan.json").write_text(plan_text(plan), encoding="utf-8")
    write_log(tmp_path / "log.csv", log_of(plan, day(plan, 21)))
    return tmp_path


def as_of(number: int) -> str:
    return day(season(NAME)[0], number).isoformat()


def test_the_plan_is_replaced_and_the_first_one_kept(folder: Path, capsys: Capture) -> None:
    first = (folder / "plan.json").read_text(encoding="utf-8")
    assert main(["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(21)]) == 0
    assert sorted(p.name for p in folder.iterdir()) == ["log.csv", "original.json", "plan.csv", "plan.json"]
    assert (folder / "original.json").read_text(encoding="utf-8") == first
    assert read_plan(folder / "plan.json").revision == 1
    out = capsys.readouterr().out
    assert "nothing: the plan stands as it was" in out
    page, _, _ = out.partition("FILES")  # paths are as long as they are
    assert max(map(len, page.splitlines())) <= 80
    assert main(["audit", "plan.json"]) == 0


def test_a_second_time_keeps_the_first_plan_of_all(folder: Path) -> None:
    first = (folder / "plan.json").read_text(encoding="utf-8")
    assert main(["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(21), "--quiet"]) == 0
    assert main(["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(23), "--out", "next", "--quiet"]) == 0
    assert (folder / "next" / "original.json").read_text(encoding="utf-8") == first
    plan = read_plan(folder / "next" / "plan.json")
    assert plan.revision == 2
    assert plan.original == read_plan(folder / "plan.json").original


def test_another_original_is_refused_and_nothing_written(folder: Path, capsys: Capture) -> None:
    assert main(["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(21), "--quiet"]) == 0
    other = season("club-races")[0]
    (folder / "original.json").write_text(plan_text(other), encoding="utf-8")
    before = (folder / "plan.json").read_bytes()
    assert main(["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(23)]) == 2
    assert "original.json: not the plan that this season began with" in capsys.readouterr().err
    assert (folder / "plan.json").read_bytes() == before


def test_what_changes_is_told_with_its_reason(folder: Path, capsys: Capture) -> None:
    plan = season(NAME)[0]
    log = log_of(plan, day(plan, 21), lambda s: None if s.date >= day(plan, 14) else {})
    write_log(folder / "log.csv", log)
    assert main(["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(22)]) == 0
    out = capsys.readouterr().out
    assert "8 days without a run" in out
    assert "planned sessions are not in the log" in out
    assert "PLANNED AND DONE" in out


def test_the_document_has_every_change(folder: Path, capsys: Capture) -> None:
    plan = season(NAME)[0]
    log = log_of(plan, day(plan, 21), lambda s: None if s.date >= day(plan, 11) else {})
    write_log(folder / "log.csv", log)
    assert main(["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(21), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "ndt.replan/1"
    told = [change.model_dump(mode="json") for change in read_plan(folder / "plan.json").changes]
    assert document["changes"] == told
    assert told
    assert all(change["why"] for change in told)


def test_a_scenario_brings_new_blocked_days(folder: Path) -> None:
    text = (SCENARIOS / NAME / "scenario.toml").read_text(encoding="utf-8")
    blocked = f'\n[[availability.blocked]]\nfrom = {as_of(29)}\nto = {as_of(31)}\nreason = "travel"\n'
    (folder / "scenario.toml").write_text(text + blocked, encoding="utf-8")
    command = ["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(21), "--scenario", "scenario.toml"]
    assert main([*command, "--quiet"]) == 0
    plan = read_plan(folder / "plan.json")
    away = {day(plan, n) for n in (29, 30, 31)}
    assert not away & {s.date for s in plan.sessions}
    assert any("travel" in change.why for change in plan.changes)


def test_no_plan_is_exit_code_3_and_leaves_the_old_one(folder: Path, capsys: Capture) -> None:
    """Hard sessions pinned on two days in a row."""
    text = (SCENARIOS / NAME / "scenario.toml").read_text(encoding="utf-8")
    pins = "".join(f'\n[[season.pins]]\ndate = {as_of(n)}\nslot = "am"\nkind = "threshold"\n' for n in (30, 31))
    (folder / "scenario.toml").write_text(text + pins, encoding="utf-8")
    before = (folder / "plan.json").read_bytes()
    command = ["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(21), "--scenario", "scenario.toml"]
    assert main(command) == 3
    assert "hard-day-spacing" in capsys.readouterr().out
    assert (folder / "plan.json").read_bytes() == before


def _with(log: list[LogEntry], **values: object) -> list[LogEntry]:
    return [with_values(log[0], **values), *log[1:]]  # type: ignore[arg-type]


def test_bad_logs_are_told_line_by_line(folder: Path, capsys: Capture) -> None:
    plan = season(NAME)[0]
    log = log_of(plan, day(plan, 3))
    write_log(folder / "log.csv", [*_with(log, session_id="2027-99"), entry(plan.sessions[1])])
    text = (folder / "log.csv").read_text(encoding="utf-8").replace(",12,", ",25,", 1)
    (folder / "log.csv").write_text(text, encoding="utf-8")
    before = (folder / "plan.json").read_bytes()
    assert main(["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(21)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) >= 2
    assert all(line.startswith("log.csv: line ") for line in told)
    assert (folder / "plan.json").read_bytes() == before
    assert not (folder / "original.json").exists()


def test_a_day_to_come_is_refused(folder: Path, capsys: Capture) -> None:
    plan = season(NAME)[0]
    future = dt.date(2140, 1, 1)
    write_log(folder / "log.csv", [entry(plan.sessions[0], date=future, session_id=None)])
    assert main(["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(7)]) == 2
    assert "a day to come" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "what"), [
    (["--log", "none.csv"], "no such file"),
    (["--log", "log.csv", "--as-of", "2030-01-01"], "no whole week is left to plan"),
    (["--log", "log.csv", "--scenario", "none.toml"], "no such file"),
])  # fmt: skip
def test_bad_input_is_one_line(folder: Path, capsys: Capture, arguments: list[str], what: str) -> None:
    assert main(["replan", "plan.json", "--as-of", as_of(21), *arguments]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert what in told[0]


def test_a_season_on_the_day_grid_is_refused(folder: Path, capsys: Capture) -> None:
    text = (SCENARIOS / NAME / "scenario.toml").read_text(encoding="utf-8")
    free = '\n[rules.load-recovery-cycle]\ngrid = "day"\nblock_days = [10, 14]\n'
    (folder / "scenario.toml").write_text(text + free, encoding="utf-8")
    command = ["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(21), "--scenario", "scenario.toml"]
    assert main(command) == 2
    assert "blocks begin on any day" in capsys.readouterr().err


def test_miles_are_shown_where_they_are_wanted(folder: Path, capsys: Capture) -> None:
    assert main(["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(21), "--unit", "mi"]) == 0
    out = capsys.readouterr().out.partition("FILES")[0]
    assert "/mi" in out
    assert "s/mi slower" in out
    assert "/km" not in out


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"kinds": []}, "lived.phases: not one value for each of lived.kinds, found 3, allowed: 0 values"),
        ({"kinds": ["load"] * 90}, "lived.kinds: more weeks than the season has, found 90, allowed: at most "),
        ({"planned_m": [1]}, "lived.planned_m: not one value for each of lived.kinds, found 1, allowed: 3 values"),
        ({"planned_z2_s": []}, "lived.planned_z2_s: not one value for each of lived.kinds, found 0"),
        ({"open_from": "2020-01-06"}, "lived.open_from: not the first open day, found 2020-01-06, allowed: "),
        ({"runs": "2020-01-06"}, "lived.runs[0].date: not in the weeks before the open ones, found 2020-01-06"),
    ],
)
def test_a_begun_season_that_contradicts_itself_is_told(
    folder: Path, capsys: Capture, changed: dict[str, Any], line: str
) -> None:
    assert main(["replan", "plan.json", "--log", "log.csv", "--as-of", as_of(21), "--quiet"]) == 0
    told = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    lived = told["scenario"]["lived"]
    if "runs" in changed:
        lived["runs"][0]["date"] = changed["runs"]
    else:
        lived |= changed
    (folder / "plan.json").write_text(json.dumps(told), encoding="utf-8")
    capsys.readouterr()
    assert main(["audit", "plan.json"]) == 2
    assert f"plan.json: scenario.{line}" in capsys.readouterr().err
