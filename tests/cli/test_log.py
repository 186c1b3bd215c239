"""`ndt log`: told on the command line, asked on a terminal, listed elsewhere."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from files.tiny_plan import MONDAY, tiny_plan

from ndt_opt.cli import arguments, main
from ndt_opt.domain.log import LogEntry
from ndt_opt.files.plan_file import plan_text
from ndt_opt.files.training_log import read_log, write_log

Capture = pytest.CaptureFixture[str]
HARD = LogEntry(MONDAY, "am", "threshold", start=420, source="a.fit 1")
EASY = LogEntry(MONDAY, "pm", "easy", start=1000, rpe=9, soreness=1)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(arguments, "today", lambda: MONDAY + dt.timedelta(days=1))
    (tmp_path / "plan.json").write_text(plan_text(tiny_plan()), encoding="utf-8")
    path = tmp_path / "log.csv"
    write_log(path, [HARD, EASY])
    return path


def answers(monkeypatch: pytest.MonkeyPatch, *typed: str | type[BaseException]) -> list[str]:
    """A terminal at which this is typed; what was asked."""
    asked: list[str] = []
    waiting: Iterator[str | type[BaseException]] = iter(typed)

    def read(question: str) -> str:
        asked.append(question)
        answer = next(waiting, EOFError)
        if isinstance(answer, str):
            return answer
        raise answer

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", read)
    return asked


def test_what_is_missing_is_listed(log: Path, capsys: Capture) -> None:
    before = log.read_bytes()
    assert main(["log", "log.csv"]) == 0
    assert capsys.readouterr().out == (
        "2 runs, 1 with something missing\n  Mon 2027-01-04 am 07:00, threshold: rpe, lactate, soreness\n"
    )
    assert log.read_bytes() == before


def test_a_run_is_told_about(log: Path) -> None:
    told = ["--rpe", "14", "--lactate", "2.4/2.9", "--soreness", "3", "--note", "wind"]
    assert main(["log", "log.csv", "--date", "2027-01-04", "--slot", "am", *told]) == 0
    found, other = read_log(log)
    assert (found.rpe, found.lactate_mmol, found.soreness, found.note) == (14, (2.4, 2.9), 3, "wind")
    assert (found.start, found.source, other) == (420, "a.fit 1", EASY)


def test_a_terminal_asks_for_what_is_missing_until_it_can_be_understood(
    log: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    asked = answers(monkeypatch, "25", "14", "", "3")
    assert main(["log", "log.csv"]) == 0
    assert [question.rpartition(": ")[2].split(",")[0] for question in asked] == [
        "RPE", "RPE", "lactate in mmol/L", "soreness the day after",
    ]  # fmt: skip
    assert "not understood; allowed: a whole number from 6 to 20" in capsys.readouterr().out
    found, _ = read_log(log)
    assert (found.rpe, found.lactate_mmol, found.soreness) == (14, (), 3)


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_what_was_told_before_the_end_is_kept(
    log: Path, monkeypatch: pytest.MonkeyPatch, end: type[BaseException]
) -> None:
    answers(monkeypatch, "14", end)
    assert main(["log", "log.csv"]) == 0
    assert read_log(log)[0].rpe == 14


def test_a_planned_session_without_a_device(log: Path) -> None:
    log.unlink()
    base = ["log", "log.csv", "--plan", "plan.json", "--date", "2027-01-04"]
    assert main([*base, "--rpe", "10"]) == 0
    (found,) = read_log(log)
    assert (found.session_id, found.kind, found.slot, found.completed) == ("2027-01-04-am", "easy", "am", 100)
    assert main([*base, "--completed", "0"]) == 0
    assert read_log(log)[0].is_missed


def test_of_two_planned_sessions_the_slot_is_asked_for(log: Path, capsys: Capture) -> None:
    """The logged afternoon is not taken for the morning that was missed."""
    first = tiny_plan().sessions[0]
    second = first.model_copy(update={"id": "2027-01-04-pm", "slot": "pm"})
    Path("plan.json").write_text(plan_text(tiny_plan(sessions=[first, second])), encoding="utf-8")
    write_log(log, [EASY])
    base = ["log", "log.csv", "--plan", "plan.json", "--date", "2027-01-04", "--completed", "0"]
    assert main(base) == 2
    assert "--slot: which of them?, found 2027-01-04-am, 2027-01-04-pm" in capsys.readouterr().err
    assert main([*base, "--slot", "am"]) == 0
    missed, other = read_log(log)
    assert (missed.session_id, missed.is_missed, other) == ("2027-01-04-am", True, EASY)


def test_several_runs_of_a_slot_are_told_apart_by_their_start(log: Path, capsys: Capture) -> None:
    write_log(log, [EASY, replace(EASY, start=1100)])
    told = ["log", "log.csv", "--date", "2027-01-04", "--slot", "pm", "--rpe", "12"]
    assert main(told) == 2
    assert main([*told, "--start", "18:20"]) == 0
    assert [entry.rpe for entry in read_log(log)] == [9, 12]
    assert main(["log", "log.csv", "--date", "2027-01-04", "--start", "18:20", "--rpe", ""]) == 0
    assert [entry.rpe for entry in read_log(log)] == [9, None]


def test_what_is_written_while_it_asks_is_kept(log: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """An import ends while the question is open."""
    other = replace(EASY, start=1200)

    def read(question: str) -> str:
        if "RPE" not in question:
            raise EOFError
        write_log(log, [HARD, EASY, other])
        return "14"

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", read)
    assert main(["log", "log.csv"]) == 0
    assert read_log(log) == [replace(HARD, rpe=14), EASY, other]


def test_planned_sessions_without_a_run_are_asked_about(log: Path, capsys: Capture) -> None:
    assert main(["log", "log.csv", "--plan", "plan.json"]) == 0
    assert "1 planned sessions up to 2027-01-04 are not in the log: run or missed?\n  2027-01-04-am: 10 km easy" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--date", "2027-01-04", "--rpe", "9"], "--slot: which of them?, found Mon 2027-01-04 am 07:00, threshold"),
        (["--date", "2027-01-05", "--rpe", "9"], "--date: no run on that day, found 2027-01-05, allowed: --plan"),
        (["--date", "2027-01-04", "--slot", "am", "--rpe", "25"], "--rpe: not understood, found '25', allowed"),
        (["--date", "2027-01-04", "--slot", "am", "--lactate", "x"], "--lactate: not understood, found 'x'"),
        (["--date", "2027-01-04"], "--date: nothing is told about it"),
        (["--rpe", "9"], "--date: missing"),
        (["--plan", "plan.json", "--date", "2027-01-05", "--rpe", "9"], "2027-01-05: not one planned session"),
        (["--date", "2027-01-06", "--rpe", "9"], "--date: a day to come, found 2027-01-06"),
        (["--date", "2027-01-04", "--slot", "am", "--completed", "0"], "--completed: a recorded run was not missed"),
        (["--plan", "no.json"], "no.json: no such file"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(log: Path, capsys: Capture, argv: list[str], said: str) -> None:
    before = log.read_bytes()
    assert main(["log", "log.csv", *argv]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert log.read_bytes() == before


def test_a_log_that_is_not_there(log: Path, capsys: Capture) -> None:
    assert main(["log", "nothing.csv"]) == 2
    assert capsys.readouterr().err == "nothing.csv: no such file\n"
