"""`ndt log`: told on the command line, asked on a terminal, listed elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from files.tiny_plan import MONDAY, tiny_plan

from ndt_opt.cli import main
from ndt_opt.domain.log import LogEntry
from ndt_opt.files.plan_file import plan_text
from ndt_opt.files.training_log import read_log, write_log

Capture = pytest.CaptureFixture[str]
HARD = LogEntry(MONDAY, "am", "threshold", start=420, source="a.fit 1")
EASY = LogEntry(MONDAY, "pm", "easy", start=1000, rpe=9, soreness=1)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
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
        "2 runs, 1 with something missing\n  Mon 2027-01-04 am, threshold: rpe, lactate, soreness\n"
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
    assert [question.split(": ")[1].split(",")[0] for question in asked] == [
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


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--date", "2027-01-04", "--rpe", "9"], "--slot: several runs on that day, found am threshold, pm easy"),
        (["--date", "2027-01-05", "--rpe", "9"], "--date: no run on that day, found 2027-01-05, allowed: --plan"),
        (["--date", "2027-01-04", "--slot", "am", "--rpe", "25"], "--rpe: not understood, found '25', allowed"),
        (["--date", "2027-01-04", "--slot", "am", "--lactate", "x"], "--lactate: not understood, found 'x'"),
        (["--date", "2027-01-04"], "--date: nothing is told about it"),
        (["--rpe", "9"], "--date: missing"),
        (["--plan", "plan.json", "--date", "2027-01-05", "--rpe", "9"], "2027-01-05: not one planned session"),
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
