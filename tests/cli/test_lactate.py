"""`ndt lactate`: a table in, thresholds out, and into a scenario."""

from __future__ import annotations

import datetime as dt
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from ndt_opt.cli import main
from ndt_opt.files.scenario_file import read_scenario

Capture = pytest.CaptureFixture[str]
RUN = """\
speed_km_h,lactate_mmol,hr_bpm
0,1.0,60
14,1.1,138
15,1.3,146
16,1.6,154
17,2.2,162
18,3.3,170
19,5.0,178
20,7.6,186
"""
SCENARIO = """\
# a coach's own words
schema = "ndt.scenario/1"

[athlete]
weekly_km = 150  # as it is
results = [{ distance_m = 5000, time = "15:30" }]

[season]
start = 2026-11-30
weeks = 4
"""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text(SCENARIO)
    path = tmp_path / "test.csv"
    path.write_text(RUN)
    return path


def test_every_method_stands_beside_the_thresholds(table: Path, capsys: Capture) -> None:
    assert main(["lactate", str(table)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("LACTATE STEP TEST\n7 stages from 14.00 km/h to 20.00 km/h, 1.00 mmol/L at rest\n")
    for words in ("LT1  ", "LT2  ", "OBLA 4.0", "LTratio", "Log-Exp-ModDmax", "/km", "test again after 4 to 8 weeks"):
        assert words in out
    assert max(map(len, out.splitlines())) <= 80


def test_json_has_the_shape_that_scripts_rely_on(table: Path, capsys: Capture) -> None:
    assert main(["lactate", str(table), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["unit"], len(document["methods"])) == ("ndt.lactate/1", "km/h", 17)
    assert set(document["methods"][0]) == {"method", "intensity", "lactate_mmol", "hr_bpm"}
    assert document["lt2"]["low"] <= document["lt2"]["intensity"] <= document["lt2"]["high"]
    assert document["fit"]["stages"] == 7
    assert document["refusals"] == []


def test_paces_and_speeds_are_one_test(table: Path, capsys: Capture) -> None:
    lines = RUN.splitlines()
    paces = [f"{int(3600 / int(v) // 60)}:{round(3600 / int(v) % 60):02d}/km" for v in range(15, 21)]
    rows = ["0,1.0,60", *(f"{p},{line.split(',', 1)[1]}" for p, line in zip(paces, lines[3:], strict=True))]
    table.write_text("\n".join(["pace,lactate_mmol,hr_bpm", *rows]))
    assert main(["lactate", str(table), "--json"]) == 0
    by_pace = json.loads(capsys.readouterr().out)
    table.write_text("\n".join([lines[0], lines[1], *lines[3:]]))
    assert main(["lactate", str(table), "--json"]) == 0
    by_speed = json.loads(capsys.readouterr().out)
    assert by_pace["unit"] == by_speed["unit"] == "km/h"
    assert by_pace["lt2"]["intensity"] == pytest.approx(by_speed["lt2"]["intensity"], abs=0.1)


def test_a_refusal_tells_why_and_shows_what_was_found(table: Path, capsys: Capture) -> None:
    table.write_text("\n".join(RUN.splitlines()[:7]))
    assert main(["lactate", str(table), "--into", "mine.toml", "--tested", "2026-11-10"]) == 2
    out, err = capsys.readouterr()
    assert "none: see below" in out
    assert "test.csv: no thresholds: the last stage ends at 3.30 mmol/L" in err
    assert Path("mine.toml").read_text() == SCENARIO
    assert main(["lactate", str(table), "--json"]) == 2
    document = json.loads(capsys.readouterr().out)
    assert document["lt2"] is None
    assert document["refusals"]


def test_the_result_goes_into_a_scenario_and_nothing_else_changes(table: Path, capsys: Capture) -> None:
    assert main(["lactate", str(table), "--into", "mine.toml", "--tested", "2026-11-10"]) == 0
    assert "mine.toml:\n  athlete.lactate.lt2_mmol = " in capsys.readouterr().out
    athlete = read_scenario(Path("mine.toml")).athlete
    assert athlete.lactate is not None
    assert athlete.heart_rate is not None
    assert athlete.lactate.tested == dt.date(2026, 11, 10)
    assert athlete.lactate.lt2_pace is not None
    assert 190 <= athlete.lactate.lt2_pace <= 205
    assert 165 <= (athlete.heart_rate.lthr_bpm or 0) <= 175
    written = [line for line in SCENARIO.splitlines() if line]
    assert [line for line in Path("mine.toml").read_text().splitlines() if line in written] == written
    once = Path("mine.toml").read_text()
    assert main(["lactate", str(table), "--into", "mine.toml", "--tested", "2026-11-10"]) == 0
    assert Path("mine.toml").read_text() == once


def test_a_result_that_the_scenario_contradicts_is_refused(table: Path, capsys: Capture) -> None:
    slow = SCENARIO.replace("15:30", "25:00")
    Path("mine.toml").write_text(slow)
    assert main(["lactate", str(table), "--into", "mine.toml", "--tested", "2026-11-10", "--svg", "c.svg"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("mine.toml with ")
    assert "athlete.lactate.lt2_pace: " in line
    assert Path("mine.toml").read_text() == slow
    assert sorted(p.name for p in Path().iterdir()) == ["mine.toml", "test.csv"]


def test_the_drawing_holds_curve_points_and_thresholds(table: Path) -> None:
    assert main(["lactate", str(table), "--quiet", "--svg", "c.svg"]) == 0
    svg = Path("c.svg").read_text()
    ET.fromstring(svg)
    assert svg.count("<circle") > 8
    for words in ("measured", "LT1 ", "LT2 ", "lactate, mmol/L", "km/h"):
        assert words in svg
    once = svg
    assert main(["lactate", str(table), "--quiet", "--svg", "c.svg"]) == 0
    assert Path("c.svg").read_text() == once


def test_power_is_shown_but_belongs_in_no_scenario(table: Path, capsys: Capture) -> None:
    watts = {"0": 0, **{str(n): 20 * n - 100 for n in range(14, 21)}}
    rows = [line.split(",", 1) for line in RUN.splitlines()[1:]]
    table.write_text("power_w,lactate_mmol,hr_bpm\n" + "".join(f"{watts[v]},{rest}\n" for v, rest in rows))
    assert main(["lactate", str(table), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unit"] == "W"
    assert main(["lactate", str(table), "--into", "mine.toml", "--tested", "2026-11-10"]) == 2
    assert "a scenario takes a running test" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lactate_mmol\n1\n", "test.csv: line 1: which intensity?, found none, allowed: one of speed_km_h, pace"),
        ("speed_km_h,power_w,lactate_mmol\n1,2,1\n", "which intensity?, found power_w, speed_km_h"),
        (RUN.replace("15,1.3", "13,1.3"), "line 4, speed_km_h: not harder than the stage before, found 13 after 14"),
        (RUN.replace("15,1.3", "0,1.3"), "line 4, speed_km_h: rest after a stage"),
        (RUN.replace("15,1.3", ",1.3"), "line 4, speed_km_h: missing"),
        (RUN.replace("1.3", "1,3"), "line 4: too many cells, found 4, allowed: 3"),
        (RUN.replace("1.3", "99"), "line 4, lactate_mmol: not understood, found '99', allowed: mmol/L from 0.2 to 30"),
        (RUN.replace(",146", ",fast"), "line 4, hr_bpm: not understood, found 'fast'"),
        ("speed_km_h,lactate_mmol\n10,1\n11,1\n", "too few stages, found 2, allowed: 4 to 40"),
        ("speed_km_h;lactate_mmol\n", "line 1: not separated by commas, found ';'"),
        ("", "line 1: no header"),
    ],
)
def test_a_bad_table_is_one_line_for_each_problem(table: Path, capsys: Capture, text: str, said: str) -> None:
    table.write_text(text)
    assert main(["lactate", str(table)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


@pytest.mark.parametrize("argv", [["--into", "mine.toml"], ["--tested", "2026-11-10"]])
def test_into_and_tested_go_together(table: Path, capsys: Capture, argv: list[str]) -> None:
    assert main(["lactate", str(table), *argv]) == 2
    assert "goes with --tested" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv",
    [
        ["--svg", "test.csv"],
        ["--into", "mine.toml", "--tested", "2026-11-10", "--svg", "./mine.toml"],
        ["--into", "test.csv", "--tested", "2026-11-10"],
    ],
)
def test_no_file_replaces_another_one(table: Path, capsys: Capture, argv: list[str]) -> None:
    assert main(["lactate", "test.csv", *argv]) == 2
    assert "the same file as" in capsys.readouterr().err
    assert (table.read_text(), Path("mine.toml").read_text()) == (RUN, SCENARIO)


def test_a_runner_without_races_gets_paces_from_the_test(table: Path) -> None:
    Path("mine.toml").write_text(SCENARIO.replace('results = [{ distance_m = 5000, time = "15:30" }]\n', ""))
    assert main(["lactate", str(table), "--quiet", "--into", "mine.toml", "--tested", "2026-11-10"]) == 0
    assert read_scenario(Path("mine.toml")).athlete.lactate is not None


def test_a_day_to_come_is_no_test(table: Path, capsys: Capture) -> None:
    assert main(["lactate", str(table), "--into", "mine.toml", "--tested", "2150-01-01"]) == 2
    assert "--tested: a day to come" in capsys.readouterr().err


def test_paces_need_no_unit(table: Path) -> None:
    table.write_text("pace,lactate_mmol\nrest,1\n4:30,1.1\n4:15,1.2\n4:00,1.4\n3:45,1.9\n3:30,2.9\n3:15,4.7\n3:05,7\n")
    assert main(["lactate", str(table), "--quiet"]) == 0


def test_a_date_that_is_none_is_usage(table: Path, capsys: Capture) -> None:
    assert main(["lactate", str(table), "--into", "mine.toml", "--tested", "yesterday"]) == 2
    assert "yesterday: a date such as 2026-11-30" in capsys.readouterr().err
