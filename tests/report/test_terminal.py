"""What a runner sees in the terminal."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndt_opt.domain.athlete import Athlete, RaceResult
from ndt_opt.domain.plan import Finding, Plan, Scaled
from ndt_opt.report import render
from ndt_opt.report.page import Page

from .sample import START, sample_plan

ANSI = re.compile(r"\x1b\[[0-9;]*m")
PLAN = sample_plan()
HOSTILE = [
    "\x1b[2J\x1b]0;owned\x07Eve\x1b[31m",
    "line\none\r\ttwo\x00\x07\x9b5m",
    "bidi \u202e reversed \u200b\u2066 zero width",
    "x" * 200,
    "word " * 39,
    "山田太郎" * 40,
    "e\u0301" * 90,
    "\u2028\u2029",
    "\ud800",
]


def cells(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def check_page(text: str, width: int) -> None:
    assert text.endswith("\n")
    for line in ANSI.sub("", text).splitlines():
        assert cells(line) <= width, line
        assert line == line.rstrip(), line
        assert all(unicodedata.category(c)[0] != "C" for c in line), line


def hostile_plan(text: str) -> Plan:
    athlete = Athlete(name=text, results=[RaceResult(distance_m=5000, time="17:00")], weekly_km=110.0)
    note = Scaled(rule=text, where=START, asked=text, given=text, why=text, fits_at_km=None)
    broken = Finding(rule=text, status="broken", where=text, found=text, allowed=text, covers=[])
    sessions = [s.model_copy(update={"title": text, "start": text}) for s in PLAN.sessions]
    return sample_plan(
        {"athlete": athlete, "title": text}, sessions=sessions, model={"name": text}, scaled=[note],
        warnings=[text, ""], audit=[broken],
    )  # fmt: skip


@given(st.integers(60, 200), st.booleans(), st.sampled_from(["km", "mi"]), st.booleans())
@settings(deadline=None)
def test_every_line_fits(width: int, colour: bool, unit: str, ascii: bool) -> None:
    check_page(render(PLAN, width=width, colour=colour, unit=unit, encoding="ascii" if ascii else "utf-8"), width)


@given(st.text(max_size=200), st.integers(60, 200), st.booleans())
@settings(deadline=None, max_examples=60)
def test_any_text_from_a_file_is_harmless(text: str, width: int, colour: bool) -> None:
    page = render(hostile_plan(text), width=width, colour=colour)
    check_page(page, width)
    assert colour or "\x1b" not in page


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [60, 80, 200])
def test_hostile_names_are_harmless(text: str, width: int) -> None:
    plan = hostile_plan(text) if "\ud800" not in text else sample_plan(model={"name": text})
    check_page(render(plan, width=width), width)
    assert render(plan, width=width, encoding="ascii").isascii()


def test_an_escape_sequence_leaves_nothing_behind() -> None:
    assert render(hostile_plan(HOSTILE[0])).startswith("Eve\nEve, 5000 m in 17:00, 110 km a week\n")


def test_colour_only_when_asked() -> None:
    assert "\x1b" not in render(PLAN)
    coloured = render(PLAN, colour=True)
    assert "\x1b[1m" in coloured
    assert ANSI.sub("", coloured) == render(PLAN)


def test_ascii_draws_bars_with_hashes() -> None:
    assert "█" in render(PLAN)
    drawn = render(PLAN, encoding="ascii")
    assert "####" in drawn
    assert drawn.isascii()


def test_one_line_a_week() -> None:
    rows = [line for line in render(PLAN).splitlines() if re.match(r" +\d+ +\d+ (Nov|Dec) ", line)]
    assert len(rows) == len(PLAN.weeks)
    assert re.match(r" +1 +30 Nov +load A +147 +75.1 +10:20 +93 █+ 2xDT HIT$", rows[0])
    assert re.match(r" +3 +14 Dec +recovery A +103 +92.1 +7:11 +24 ██+.? +T$", rows[2])
    assert rows[0].count("█") > 3 * rows[2].count("█")


def test_a_continuous_morning_still_makes_a_double_day() -> None:
    own = {"kind": "tempo"}
    tempo = [s.model_copy(update=own) if s.id == "2026-12-01-am" else s for s in PLAN.sessions]
    alone = [s for s in tempo if s.id != "2026-12-01-pm"]
    assert render(sample_plan(sessions=tempo)).count("2xDT HIT") == 2
    assert " DT tempo HIT\n" in render(sample_plan(sessions=alone))


def test_a_full_week_is_cut_to_its_column() -> None:
    kinds = ("tempo", "hit", "race-pace", "race")
    more = [PLAN.sessions[0].model_copy(update={"kind": kind}) for kind in kinds for _ in range(2)]
    plan = sample_plan(sessions=[*PLAN.sessions, *more])
    for width in (60, 75, 76, 100):
        check_page(render(plan, width=width), width)
    assert "3xDT 3xHIT…\n" in render(plan, width=60)


def test_the_best_week_has_the_longest_bar() -> None:
    weeks = [w.model_copy(update={"z2_work_s": z}) for w, z in zip(PLAN.weeks, (0, 3000, 6000), strict=True)]
    rows = [x for x in render(sample_plan(weeks=weeks)).splitlines() if re.match(r" +\d+ +\d+ (Nov|Dec) ", x)]
    assert [row.count("█") for row in rows] == [0, 9, 18]


def test_two_weeks_in_full_and_no_more() -> None:
    text = render(PLAN)
    assert "Tue  1  AM 06:30  4 x 6 min @ 2:57/km, 60 s  (13.1 km in all)\n" in text
    assert "lactate 2.0-2.6 mmol/L  RPE 11-13  HR 158-169  2:54-3:00/km\n" in text
    assert "8.5 km easy @ 4:15/km  + 6 x 100 m strides\n" in text
    assert "WEEK 2" in text
    assert "WEEK 3" not in text


def test_a_day_without_sessions_is_a_rest_day() -> None:
    monday = [s for s in PLAN.sessions if s.date != START]
    assert "\nMon 30  rest\n" in render(sample_plan(sessions=monday))


def test_strides_the_title_names_are_not_told_twice() -> None:
    own = {"title": "8.5 km easy + 6 x 100 m strides"}
    sessions = [s.model_copy(update=own) if s.extras else s for s in PLAN.sessions]
    assert render(sample_plan(sessions=sessions)).count("strides") == 2


def test_miles() -> None:
    text = render(PLAN, unit="mi")
    assert "4 x 6 min @ 4:45/mi, 60 s  (8.2 mi in all)" in text
    assert "8 x 1000 m @ 4:29/mi" in text
    assert "6.2 mi easy @ 6:50/mi" in text
    assert "4:40-4:50/mi" in text
    assert "fits at 97 mi a week" in text
    assert re.findall(r"\S+ km", text) == ["36.8 km"], "only the note's own words stay in km"


def test_scaled_and_warnings() -> None:
    text = " ".join(render(PLAN).split())
    assert "day-work-minutes (from 1 Dec, 2 times): asked at least 50 min of work on a double day" in text
    assert "given 46 min; the week's easy share leaves 36.8 km" in text
    assert "fits at 156 km a week" in text
    assert "LT2 is untested: 3.0 mmol/L is assumed" in text


def test_nothing_scaled_nothing_said() -> None:
    text = render(sample_plan(scaled=[], warnings=[]))
    assert "SCALED" not in text
    assert "BEWARE" not in text


def test_many_different_notes_are_cut_short() -> None:
    note = PLAN.scaled[0]
    notes = [note.model_copy(update={"given": f"{n} min"}) for n in range(20, 40)]
    assert "and 12 more, all in the plan file" in render(sample_plan(scaled=notes))


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({}, "optimal: proved."),
        ({"status": "feasible", "bound": {"z2_work_s": 12_747}}, "best found, at most 1.1 % from the bound"),
        ({"status": "feasible"}, "best found, at most 0 % from the bound"),
        ({"audit": []}, "audit: not run"),
        ({}, "audit: 3 checks kept, 0 broken, 1 not checked (run-spike)"),
    ],
)
def test_how_sure(own: dict[str, Any], words: str) -> None:
    assert words in " ".join(render(sample_plan(**own)).split())


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"objective": {"z2_work_s": 12_606, "preference_cost": 240}}, "Zone 2 time is good, not proved best"),
        ({"objective": {"z2_work_s": 12_606}}, "the search ended before the smaller wishes"),
    ],
)
def test_an_unproved_choice_among_equals_is_told(own: dict[str, Any], words: str) -> None:
    unproved = {**own, "bound": {"z2_work_s": 12_606}}
    assert words in " ".join(render(sample_plan(**unproved)).split())
    assert words not in " ".join(render(sample_plan(**unproved, status="feasible")).split())
    assert "equal Zone 2 time" not in render(PLAN)


def test_a_broken_rule_is_named_with_its_place() -> None:
    found = {"rule": "am-pm-gap", "where": "2026-12-01", "found": "200 min", "allowed": "240 min or more"}
    broken = Finding(status="broken", covers=[], **found)
    text = " ".join(render(sample_plan(audit=[*PLAN.audit, broken])).split())
    assert "3 checks kept, 1 broken" in text
    assert "broken: am-pm-gap at 2026-12-01: found 200 min, allowed 240 min or more" in text


def test_a_two_year_season_stays_one_line_a_week() -> None:
    week = dt.timedelta(days=7)
    weeks = [PLAN.weeks[0].model_copy(update={"index": i, "start": START + i * week}) for i in range(104)]
    text = render(sample_plan(weeks=weeks))
    check_page(text, 80)
    assert len(re.findall(r"^ *\d+ +\d+ [A-Z][a-z]{2} ", text, re.MULTILINE)) == 104


def test_hard_sessions_say_when_to_measure_and_stop() -> None:
    own = {"2026-12-03-am": "stop at once", "2026-12-05-am": ""}
    sessions = [s.model_copy(update={"control": own.get(s.id, s.control)}) for s in PLAN.sessions]
    text = render(sample_plan(sessions=sessions))
    told = "\n           lactate after reps 2 and 4; above the ceiling 5 s/km slower, twice\n           above it stop\n"
    assert text.count(told) == text.count("\n           stop at once\n") == 1
    hard = [s for s in PLAN.sessions if s.hard_m and s.date < START + dt.timedelta(days=14)]
    assert text.count("\n           Measure and stop as on Tue 1 AM\n") == len(hard) - 3
    assert "EASY RUNS" not in text, "this plan's easy runs carry no control line"


def test_easy_runs_say_it_once_below_the_weeks() -> None:
    easy = "talk; faster than 4:17/km: slow down"
    told = {"easy": easy, "long": f"{easy}; cut it short"}
    sessions = [s.model_copy(update={"control": told[s.kind]}) if s.kind in told else s for s in PLAN.sessions]
    own = "\n\nEASY RUNS\ntalk; faster than 4:17/km: slow down\nLong run: cut it short\n\n"
    assert own in render(sample_plan(sessions=sessions))
    assert "faster than 6:54/mi" in render(sample_plan(sessions=sessions), unit="mi")


@pytest.mark.parametrize("width", [60, 80])
def test_a_week_of_nothing_is_away_and_has_no_shares(width: int) -> None:
    away = {"distance_m": 0, "easy_m": 0, "hard_m": 0, "duration_s": 0, "z2_work_s": 0, "sessions": []}
    weeks = [PLAN.weeks[0], PLAN.weeks[1].model_copy(update=away), PLAN.weeks[2]]
    monday = PLAN.weeks[1].start
    sessions = [s for s in PLAN.sessions if not monday <= s.date < monday + dt.timedelta(days=7)]
    text = render(sample_plan(weeks=weeks, sessions=sessions), width=width)
    assert re.search(r"^ *2 +7 Dec +away +0$", text, re.MULTILINE)
    assert "\nWEEK 2   7 Dec - 13 Dec   away\n" in text


def test_letters_the_stream_has_are_kept() -> None:
    named = sample_plan({"title": "Vår på Østmarka, 山"})
    assert render(named).startswith("Vår på Østmarka, 山\n")
    latin = render(named, encoding="latin-1")
    assert latin.startswith("Vår på Østmarka, ?\n")
    assert "####" in latin
    assert latin.encode("latin-1")
    assert render(named, encoding="ascii").startswith("V?r p? ?stmarka, ?\n")


def test_changes_of_pace_follow_the_unit() -> None:
    text = "5 s/km slower at once; slower than 3:40/km: stop"
    assert Page(80, False, "mi", "utf-8").control(text) == "8 s/mi slower at once; slower than 5:54/mi: stop"
    assert Page(80, False, "km", "utf-8").control(text) == text
