"""The week table: what is written is read back, and bad tables are told line by line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ndt_opt.errors import InputError
from ndt_opt.files.week_table import HEADER, Row, read_week_table, write_week_table

HEAD = ",".join(HEADER)
GOOD = "2026-12-01,am,threshold,5,360,,60,2:57/km,2.0,2.5,3000,2000,15169,5 x 6 min"


def table(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "week.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_week_table(path)
    return [str(p).removeprefix(f"{path}: ") for p in caught.value.problems]


def test_a_row(tmp_path: Path) -> None:
    (row,) = read_week_table(table(tmp_path, f"{HEAD}\n{GOOD}\n"))
    expected = Row(
        dt.date(2026, 12, 1), "am", "threshold", 5, 360, None, 60, 177, 200, 250, 3000, 2000, 15169
    )
    assert row == Row(**{**vars(expected), "title": "5 x 6 min"})


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\n\n\n", "\n,,,,,,,,,,,,,\n", ""])
def test_blank_lines_at_the_end(tmp_path: Path, ending: str) -> None:
    assert len(read_week_table(table(tmp_path, f"\ufeff{HEAD}\n{GOOD}{ending}"))) == 1


def test_only_three_columns_are_needed(tmp_path: Path) -> None:
    (row,) = read_week_table(table(tmp_path, "kind, slot ,date\n easy,pm, 2026-12-01 \n"))
    assert (row.kind, row.slot, row.distance_m, row.title) == ("easy", "pm", None, "")


BAD_CELLS = [
    ("date", "01.12.2026", "2026-11-30"),
    ("date", "2026-13-01", "2026-11-30"),
    ("date", "20261201", "2026-11-30"),
    ("date", "0001-01-01", "from 1950"),
    ("date", "", "missing"),
    ("slot", "noon", "am, pm"),
    ("slot", "", "missing"),
    ("kind", "treshold", 'did you mean "threshold"?'),
    ("reps", "5.0", "1 to 200"),
    ("reps", "0", "1 to 200"),
    ("reps", "-1", "1 to 200"),
    ("reps", "٥", "1 to 200"),
    ("rep_s", "nan", "a whole number"),
    ("rest_s", "99999999999999", "0 to 3600"),
    ("pace", "2:57", "3:35/km"),
    ("pace", "0:30/km", "2:00/km"),
    ("lactate_low", "2,0", "2.5"),
    ("lactate_low", "2.555", "2.5"),
    ("lactate_low", "3", "above lactate_high"),
    ("rep_m", "400", "one of rep_s, rep_m"),
    ("distance_m", "15 km", "0 to 400000"),
    ("warmup_m", "=1+1", "0 to 100000"),
]


@pytest.mark.parametrize(("column", "cell", "said"), BAD_CELLS)
def test_a_bad_cell(tmp_path: Path, column: str, cell: str, said: str) -> None:
    cells = GOOD.split(",")
    cells[HEADER.index(column)] = f'"{cell}"'
    (line,) = problems(table(tmp_path, f"{HEAD}\n{GOOD}\n{','.join(cells)}\n"))
    assert line.startswith(f"line 3, {column}: ")
    assert said in line


def test_all_problems_at_once(tmp_path: Path) -> None:
    text = f"{HEAD}\n{GOOD},extra\n2026-12-01,noon,easy,x\n{GOOD}\n,,easy\n"
    found = problems(table(tmp_path, text))
    assert [line.split(":")[0] for line in found] == [
        "line 2",
        "line 3, slot",
        "line 3, reps",
        "line 5, date",
        "line 5, slot",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no header"),
        ("\n\n", "no header"),
        (f"{HEAD}\n", "no sessions"),
        ("date,slot\n", "column missing, allowed: kind"),
        (f"{HEAD},temperature\n{GOOD},3\n", "unknown column, found 'temperature'"),
        ("date,slot,knd\n", 'did you mean "kind"?'),
        ("date,slot,kind,kind\n", "column given twice"),
        (HEAD.replace(",", ";") + "\n2026-12-01;am;easy\n", "line 1: not separated by commas, found ';'"),
        (HEAD.replace(",", "\t") + "\n", "line 1: not separated by commas, found '\\t'"),
        (f"{HEAD}\n{GOOD}\n\n{GOOD}\n", "line 4: the slot of line 2 again, found 2026-12-01 am"),
        (f'{HEAD}\n"2026-12-01,am', "not a CSV line"),
        (f"{HEAD}\n{'x' * 200_000}", "not a CSV line"),
        (f"{HEAD}\n{GOOD}\rx\n", "line "),
    ],
)
def test_a_bad_table(tmp_path: Path, text: str, said: str) -> None:
    assert any(said in line for line in problems(table(tmp_path, text)))


def test_a_table_of_semicolons_is_one_line(tmp_path: Path) -> None:
    assert len(problems(table(tmp_path, HEAD.replace(",", ";") + "\n2026-12-01;am;easy\n"))) == 1


def test_no_table_at_all(tmp_path: Path) -> None:
    assert problems(tmp_path / "none.csv")
    assert problems(tmp_path)
    assert problems(table(tmp_path, b"date,slot,kind\n\xff\xfe"))


@pytest.mark.parametrize("seed", range(300))
def test_random_bytes_are_refused_or_read(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    alphabet = [*b'",\n\r\t\0;=:/-.0123456789', *b"amkindeasydateslot", 0xC3, 0xFF, 0xEF]
    noise = bytes(rng.choice(alphabet) for _ in range(rng.randint(0, 200)))
    good = f"{HEAD}\n{GOOD}\n".encode()
    cut = rng.randint(0, len(good))
    content = rng.choice([noise, good + noise, good[:cut] + noise + good[cut:], rng.randbytes(100)])
    path, told, rows = table(tmp_path, content), [], []
    try:
        rows = read_week_table(path)
    except InputError as error:
        told = error.problems
    assert bool(told) != bool(rows)
    assert all("\n" not in str(p) for p in told)


TITLES = [
    "5 x 6 min",
    "=1+1",
    "+2",
    "-3",
    "@x",
    "\t=1",
    "'=1",
    "''@x",
    "'quoted'",
    'a "b", c',
    "naïve – 6×1 km",
    "",
]


def sessions(titles: list[str]) -> Any:
    pace, lactate = SimpleNamespace(start=177), SimpleNamespace(low=2.0, high=2.35)
    return SimpleNamespace(
        sessions=[
            SimpleNamespace(
                date=dt.date(2026, 12, 1 + n // 2),
                slot=("am", "pm")[n % 2],
                kind="threshold",
                reps=5,
                rep_s=360,
                rep_m=None,
                rest_s=0,
                pace_s_per_km=pace,
                lactate_mmol=lactate,
                warmup_m=0,
                cooldown_m=2000,
                distance_m=15169,
                title_in=lambda unit, title=title: title,
            )
            for n, title in enumerate(titles)
        ]
    )


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    rows = read_week_table(table(tmp_path, write_week_table(sessions(TITLES))))
    assert [r.title for r in rows] == TITLES
    assert {(r.lactate_low, r.lactate_high, r.rest_s, r.warmup_m, r.pace) for r in rows} == {
        (200, 235, 0, 0, 177)
    }


def test_no_cell_is_a_formula() -> None:
    for cells in list(csv.reader(io.StringIO(write_week_table(sessions(TITLES)))))[1:]:
        assert not cells[-1].startswith(("=", "+", "-", "@", "\t"))


def test_a_title_stays_on_its_line(tmp_path: Path) -> None:
    text = write_week_table(sessions(["one\r\ntwo"]))
    assert [r.title for r in read_week_table(table(tmp_path, text))] == ["one two"]
    assert text.count("\n") == 2


def test_sessions_are_written_in_order_and_steady_runs_without_reps() -> None:
    plan = sessions(["a", "b", "c"])
    plan.sessions.reverse()
    plan.sessions[0].rep_s = None
    lines = write_week_table(plan).splitlines()
    assert lines[0] == HEAD
    assert [line.rsplit(",", 1)[1] for line in lines[1:]] == ["a", "b", "c"]
    assert lines[3].startswith("2026-12-02,am,threshold,,,,0,2:57/km,2.0,2.35,")
