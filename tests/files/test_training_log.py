"""The training log: out and back, and a line for everything that cannot be."""

from __future__ import annotations

import datetime as dt
import errno
import os
from pathlib import Path

import pytest
from files.tiny_plan import tiny_plan

from ndt_opt.domain.log import LogEntry, in_order, missing
from ndt_opt.errors import InputError, OutputError
from ndt_opt.files.training_log import HEADER, log_text, read_log, write_log

DAY = dt.date(2026, 12, 1)
FULL = LogEntry(
    date=DAY, slot="pm", kind="threshold", start=930, session_id="2026-12-01-pm", distance_m=14_400, hard_m=9000,
    duration_s=3500, work_s=1500, pace=167, rest_s=60, rpe=14, lactate_mmol=(2.4, 2.8, 3.05), hr_first_bpm=168,
    hr_last_bpm=173, hr_drift_pct=-2.5, soreness=3, completed=100, source="run.fit 0123456789abcdef",
    note="=HYPERLINK(1), wind",
)  # fmt: skip
BARE = LogEntry(date=DAY, slot="am", kind="easy")


def log(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    return path


def said(tmp_path: Path, text: str, **more: object) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_log(log(tmp_path, text), **more)  # type: ignore[arg-type]
    return [str(problem).partition("log.csv: ")[2] for problem in caught.value.problems]


def test_the_header_is_what_scripts_rely_on() -> None:
    assert ",".join(HEADER) == (
        "date,slot,start,session_id,kind,distance_m,hard_m,duration_s,work_s,pace,rest_s,rpe,lactate_mmol,hr_first_bpm,"
        "hr_last_bpm,hr_drift_pct,soreness,completed,source,note"
    )


def test_out_and_back(tmp_path: Path) -> None:
    text = log_text([FULL, BARE])
    assert read_log(log(tmp_path, text)) == [BARE, FULL]  # by slot
    assert log_text(read_log(log(tmp_path, text))) == text
    assert "2.4/2.8/3.05" in text
    assert "'=HYPERLINK" in text  # no formula for a spreadsheet


def test_entries_come_by_day_slot_and_start() -> None:
    early, late, next_day = (LogEntry(d, s, "easy", start=t) for d, s, t in (
        (DAY, "am", 420), (DAY, "am", 600), (DAY + dt.timedelta(1), "am", 300)))  # fmt: skip
    assert in_order([next_day, FULL, late, early, BARE]) == [BARE, early, late, FULL, next_day]


def test_columns_may_be_left_out(tmp_path: Path) -> None:
    assert read_log(log(tmp_path, "kind,slot,date,rpe\neasy,am,2026-12-01,9\n")) == [
        LogEntry(date=DAY, slot="am", kind="easy", rpe=9)
    ]


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("2026-12-01,am,easy,25,,", "line 2, rpe: not understood, found '25', allowed: a whole number from 6 to 20"),
        ("2026-12-01,noon,easy,,,", "line 2, slot: not understood, found 'noon', allowed: am, pm"),
        ("2026-12-01,am,fartlek,,,", "line 2, kind: not understood"),
        ("01.12.2026,am,easy,,,", "line 2, date: not understood"),
        ("2026-12-01,am,easy,,2.1/high,", "line 2, lactate_mmol: not understood"),
        ("2026-12-01,am,easy,,2;3,", "line 2, lactate_mmol: not understood"),
        ("2026-12-01,am,easy,,,11", "line 2, soreness: not understood, found '11', allowed: a whole number"),
        ("2026-12-01,,easy,,,", "line 2, slot: missing"),
    ],
)
def test_a_cell_that_cannot_be_is_a_line(tmp_path: Path, row: str, line: str) -> None:
    (found,) = said(tmp_path, f"date,slot,kind,rpe,lactate_mmol,soreness\n{row}\n")
    assert line in found


def test_a_run_is_logged_once(tmp_path: Path) -> None:
    head = "date,slot,kind,start,session_id,source\n"
    rows = [
        "2026-12-01,am,easy,07:00,,",
        "2026-12-01,am,easy,07:00,,",
        "2026-12-01,pm,easy,,a,x 1",
        "2026-12-02,pm,easy,,a,x 2",
        "2026-12-03,pm,easy,18:00,,x 3",
        "2026-12-03,pm,easy,18:00,,",
        "2026-12-03,pm,easy,18:00,,x 3",
    ]
    assert said(tmp_path, head + "\n".join(rows)) == [
        "line 3, start: logged in line 2 already, found 2026-12-01 am, allowed: one row for a run",
        "line 5, session_id: logged in line 4 already, found a, allowed: one row for a run",
        "line 7, start: logged in line 6 already, found 2026-12-03 pm, allowed: one row for a run",
        "line 8, source: logged in line 6 already, found x 3, allowed: one row for a run",
    ]
    apart = "2026-12-01,am,easy,07:00,,x 1\n2026-12-01,am,easy,09:00,,x 1\n"  # two runs of one file
    assert len(read_log(log(tmp_path, head + apart))) == 2


def test_an_entry_is_the_session_that_it_names(tmp_path: Path) -> None:
    """Weeks away it is another one; a day's move is none, and what it looked like to a watch does not matter."""
    own = tiny_plan()
    known = own.sessions[0]
    head = "date,slot,kind,session_id\n"

    def row(days: int, kind: str) -> str:
        return head + f"{known.date + dt.timedelta(days)},pm,{kind},{known.id}\n"

    assert len(read_log(log(tmp_path, row(2, "easy")), own)) == 1
    assert len(read_log(log(tmp_path, row(0, "threshold")), own)) == 1
    (line,) = said(tmp_path, row(7, "easy"), plan=own)
    assert line.startswith(f"line 2, session_id: not the day of {known.id}, found ")


def test_days_to_come_and_unknown_sessions(tmp_path: Path) -> None:
    own = tiny_plan()
    known = own.sessions[0]
    head = "date,slot,kind,session_id\n"
    rows = f"{known.date},{known.slot},{known.kind},{known.id}\n2030-01-01,am,easy,nope\n"
    assert said(tmp_path, head + rows, plan=own, as_of=known.date) == [
        f"line 3, date: a day to come, found 2030-01-01, allowed: {known.date} at the latest",
        "line 3, session_id: no session of the plan, found 'nope', allowed: an id of the plan, or nothing",
    ]
    assert len(read_log(log(tmp_path, head + rows))) == 2  # without a plan and a day, nothing speaks against it


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    rows = "2026-12-01,am,easy,25\n2026-13-01,am,easy,9\n2026-12-01,xm,easy,9\n"
    assert len(said(tmp_path, f"date,slot,kind,rpe\n{rows}")) == 3


def test_a_log_is_rewritten_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = log(tmp_path, "as it was")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError):
        write_log(path, [FULL])
    assert path.read_text() == "as it was"
    assert [p.name for p in tmp_path.iterdir()] == ["log.csv"]


def test_what_is_missing() -> None:
    assert missing(BARE) == ["rpe", "soreness"]
    assert missing(LogEntry(DAY, "am", "threshold", rpe=13)) == ["lactate_mmol", "soreness"]
    assert missing(FULL) == []
    assert missing(LogEntry(DAY, "am", "threshold", completed=0)) == []
