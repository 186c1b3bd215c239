"""Scenario files: what is accepted, and one line for each thing that is not."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ndt_opt.errors import InputError
from ndt_opt.files.scenario_file import load, read_scenario, scenario_json_schema
from ndt_opt.files.starter import STARTER

SMALL = """\
schema = "ndt.scenario/1"
[athlete]
weekly_km = 165
results = [{ distance_m = 5000, time = "13:06" }]
[season]
start = 2026-11-30
weeks = 24
"""


def _write(folder: Path, text: str | bytes, name: str = "scenario.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _lines(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_scenario(_write(folder, text))
    return str(caught.value).splitlines()


def test_the_required_keys_are_enough(tmp_path: Path) -> None:
    scenario = read_scenario(_write(tmp_path, SMALL))
    assert scenario.athlete.weekly_km == 165
    assert scenario.max_weekly_m == 165_000
    assert scenario.model == "norwegian-double"
    assert scenario.season.timezone == "Europe/Oslo"


def test_a_byte_order_mark_and_windows_lines_are_no_problem(tmp_path: Path) -> None:
    read_scenario(_write(tmp_path, b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()))


def test_the_starter_is_valid(tmp_path: Path) -> None:
    scenario, model = load(_write(tmp_path, STARTER))
    assert (scenario.season.start.isoformat(), model.name) == ("2027-01-04", "norwegian-double")


def test_the_starter_stays_valid_with_every_option_switched_on(tmp_path: Path) -> None:
    options = re.sub(r"^# (?=\[|[a-z0-9_]+ = )", "", STARTER, flags=re.MULTILINE)
    scenario, model = load(_write(tmp_path, options))
    assert scenario.athlete.lactate is not None
    assert scenario.athlete.heart_rate is not None
    assert len(scenario.season.pins) == len(scenario.availability.blocked) == len(scenario.availability.dates) == 1
    assert scenario.history.recent_km == [125, 130, 132, 133]
    assert model.rules["week-intensity-share"].min_easy_pct == 78


PIN = '[[season.pins]]\ndate = {}\nslot = "{}"\nkind = "{}"\n'
BLOCK = "[[availability.blocked]]\nfrom = {}\nto = {}\n"
DATES = "[[availability.dates]]\nfrom = {}\nto = {}\n"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"ndt.scenario/1"', '"ndt.scenario/2"', "schema: not one of the choices, found 'ndt.scenario/2'"),
        (
            "weekly_km = 165",
            'weekly_km = "165"',
            "athlete.weekly_km: wrong type, found '165', allowed: a number",
        ),
        (
            "weekly_km = 165",
            "weekly_km = true",
            "athlete.weekly_km: wrong type, found True, allowed: a number",
        ),
        ("weekly_km = 165", "weekly_km = nan", "athlete.weekly_km: not a finite number, found nan"),
        ("weekly_km = 165", "weekly_km = inf", "athlete.weekly_km: not a finite number, found inf"),
        (
            "weekly_km = 165",
            "weekly_km = 1e300",
            "athlete.weekly_km: out of range, found 1e+300, allowed: at most 300",
        ),
        (
            "weekly_km = 165",
            "weekly_km = -1",
            "athlete.weekly_km: out of range, found -1, allowed: at least 15",
        ),
        ("weekly_km = 165\n", "", "athlete.weekly_km: missing"),
        (
            "weeks = 24",
            "weeks = 24\ntimezon = 1",
            "season.timezon: unknown key, found 'timezon', allowed: did you mean \"timezone\"?",
        ),
        ("[season]", 'titel = "x"\n[season]', "athlete.titel: unknown key"),
        ("weekly_km = 165", "weekly_km = 165\nmax_weekly_km = 160", "athlete.max_weekly_km: below weekly_km"),
        (
            "weekly_km = 165",
            'weekly_km = 165\neasy_pace = "215"',
            "athlete.easy_pace: not understood, found '215'",
        ),
        ("weekly_km = 165", 'weekly_km = 165\neasy_pace = "3:35"', "a pace with its unit"),
        (
            "weekly_km = 165",
            'weekly_km = 165\neasy_pace = "17 km/h"',
            "found '17 km/h', allowed: a pace with its unit",
        ),
        ("weekly_km = 165", "weekly_km = 165\neasy_pace = 215", "found 215, allowed: a pace with its unit"),
        ("weekly_km = 165", 'weekly_km = 165\neasy_pace = "1:35/km"', "a pace from 2:00/km to 15:00/km"),
        ('"13:06"', '"1306"', "athlete.results[0].time: not understood, found '1306'"),
        ('"13:06"', '"1:06"', "athlete.results[0].time: not a plausible race time, found 1:06 over 5000 m"),
        ('"13:06"', '"13:06", date = 2027-01-01', "athlete.results[0].date: after the season's start"),
        ('"13:06"', '"13:06", date = 0001-01-01', "athlete.results[0].date: out of range, found 0001-01-01"),
        (
            'results = [{ distance_m = 5000, time = "13:06" }]\n',
            "",
            "athlete.results: missing: no pace can be derived",
        ),
        (
            "2026-11-30",
            "2026-12-01",
            "season.start: not a Monday, found 2026-12-01 (tue), allowed: a Monday, such as 2026-11-30",
        ),
        ("2026-11-30", '"2026-11-30"', "season.start: wrong type, found '2026-11-30', allowed: a TOML date"),
        ("2026-11-30", "2026-11-30T00:00:00", "season.start: wrong type"),
        ("2026-11-30", "9999-12-27", "season.start: out of range"),
        ("2026-11-30", "2026-02-30", "not readable as TOML: Invalid date or datetime (at line 6, column 9)"),
        ("weeks = 24", "weeks = 0", "season.weeks: out of range, found 0, allowed: at least 1"),
        ("weeks = 24", "weeks = 24.0", "season.weeks: wrong type, found 24.0, allowed: a whole number"),
        ("weeks = 24", "weeks = " + "9" * 5000, "not readable as TOML: Exceeds the limit"),
        (
            "weeks = 24",
            "weeks = 0x" + "f" * 5000,
            "season.weeks: out of range, found an integer of 20000 bits",
        ),
        ("weeks = 24", "weeks = 24\nweeks = 25", "not readable as TOML: Cannot overwrite a value (at line 8"),
        ("weeks = 24", "weeks = " + "[" * 5000, "nested too deeply"),
        ("weeks = 24", "weeks" + ".a" * 5000 + " = 1", "nested too deeply"),
        (
            "weeks = 24",
            'weeks = 24\ntimezone = "Europe/Olso"',
            "unknown time zone, found 'Europe/Olso', allowed: did you mean \"Europe/Oslo\"?",
        ),
        ("weeks = 24", 'weeks = 24\ntimezone = "/etc/passwd"', "season.timezone: unknown time zone"),
        (
            "weeks = 24",
            "weeks = 24\n[availability]\nam = '09:00-06:00'",
            "availability.am: a window must end after it starts",
        ),
        ("weeks = 24", "weeks = 24\n[availability]\nam = 'mornings'", "availability.am: "),
        (
            "weeks = 24",
            "weeks = 24\n[history]\nlast_hard = 2026-11-30",
            "history.last_hard: not before the season",
        ),
        (
            "weeks = 24",
            "weeks = 24\n[athlete.heart_rate]\nmax_bpm = 180\nlthr_bpm = 180",
            "athlete.heart_rate.lthr_bpm: not below max_bpm",
        ),
    ],
)
def test_one_thing_wrong_is_one_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in SMALL
    lines = _lines(tmp_path, SMALL.replace(old, new))
    assert len(lines) == 1, lines
    assert lines[0].startswith("scenario.toml: ")
    assert says in lines[0]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (PIN.format("2026-11-29", "pm", "easy"), "season.pins[0].date: outside the season, found 2026-11-29"),
        (PIN.format("2027-05-17", "pm", "easy"), "season.pins[0].date: outside the season, found 2027-05-17"),
        (
            PIN.format("2026-12-01", "am", "hit") + PIN.format("2026-12-01", "pm", "long"),
            "season.pins[1]: does not go with season.pins[0], found long on 2026-12-01, a day of pinned hit",
        ),
        (PIN.format("2026-12-01", "pm", "easy") * 2, "season.pins[1]: the same slot as season.pins[0]"),
        (
            PIN.format("2026-12-01", "pm", "race"),
            "season.pins[0].kind: races are not pinned: write [[season.races]]",
        ),
        (PIN.format("2026-12-01", "noon", "easy"), "season.pins[0].slot: not one of the choices"),
        (PIN.format("2026-12-01", "pm", "rest") + "km = 5", "season.pins[0].km: a rest has no distance"),
        (
            PIN.format("2026-12-01", "pm", "hit") + BLOCK.format("2026-12-01", "2026-12-01"),
            "season.pins[0]: pinned into a closed slot (availability.blocked[0])",
        ),
        (
            PIN.format("2026-12-06", "pm", "hit") + '[availability.days.sun]\npm = "none"',
            "season.pins[0]: pinned into a closed slot (availability: no pm on sun)",
        ),
        (BLOCK.format("2026-12-03", "2026-12-01"), "availability.blocked[0].to: ends before it starts"),
        (
            BLOCK.format("2026-12-01", "2026-12-03")
            + BLOCK.format("2026-12-03", "2026-12-05")
            + 'slots = ["am"]',
            "availability.blocked[1]: overlaps availability.blocked[0]",
        ),
        (BLOCK.format("2026-12-01", "2026-12-03") + 'slots = ["am", "am"]', "slots: the same slot twice"),
        (
            "[history]\nrecent_km = [80, 80, 80, 80]",
            "history.recent_km: contradicts athlete.weekly_km, the mean of the last four weeks, found a mean of 80, "
            "allowed: 82.5 to 330 in the mean",
        ),
        (BLOCK.format("2026-12-01", "2026-12-03") + "slots = []", "availability.blocked[0].slots: "),
        (DATES.format("2026-12-01", "2026-12-03"), "availability.dates[0]: changes nothing, allowed: at least one of"),
        (DATES.format("2026-12-03", "2026-12-01") + "am = 'none'", "availability.dates[0].to: ends before it starts"),
        (
            DATES.format("2026-12-01", "2026-12-03") + "am = 'none'\n" + DATES.format("2026-12-03", "2026-12-05")
            + "pm = 'none'",
            "availability.dates[1]: overlaps availability.dates[0], found 2026-12-03 to 2026-12-05, allowed: each date",
        ),
        (
            DATES.format("2026-12-01", "2026-12-03") + "am = '10:00-16:00'",
            "availability.dates[0]: am and pm overlap, or stand in the wrong order, found 10:00-16:00 and 15:30-19:30 "
            "on 2026-12-01, allowed: am ends before pm begins",
        ),
        (
            "[availability.days.sun]\nam = '08:00-12:00'\n" + DATES.format("2026-12-04", "2026-12-07")
            + "pm = '11:00-14:00'",
            "availability.dates[0]: am and pm overlap, or stand in the wrong order, found 08:00-12:00 and 11:00-14:00 "
            "on 2026-12-06",
        ),
        (DATES.format("2026-12-01", "2026-12-03") + "am_max = 60", "availability.dates[0].am_max: unknown key"),
        (
            PIN.format("2026-12-01", "pm", "hit") + DATES.format("2026-12-01", "2026-12-01") + "pm = 'none'",
            "season.pins[0]: pinned into a closed slot (availability.dates[0])",
        ),
        ("[history]\nlast_hit = 2026-11-30", "history.last_hit: not before the season"),
        ("[history]\nhard_days = [2026-11-28, 2026-12-01]", "history.hard_days[1]: not before the season"),
        (
            "[history]\nhard_days = [2026-11-28, 2026-11-28]",
            "history.hard_days[1]: the same day twice, found 2026-11-28",
        ),
        (
            "[history]\nlast_hard = 2026-11-26\nlast_hit = 2026-11-28",
            "history.last_hit: later than history.last_hard, found 2026-11-28, allowed: up to 2026-11-26",
        ),
        (
            "[history]\nlast_hard = 2026-11-26\nhard_days = [2026-11-24, 2026-11-26, 2026-11-28]",
            "history.hard_days[2]: later than history.last_hard",
        ),
        (
            "[history]\nlast_hit = 2026-11-28\nhard_days = [2026-11-24, 2026-11-26]",
            "history.last_hit: not one of history.hard_days, found 2026-11-28",
        ),
    ],
)
def test_one_more_section_wrong_is_one_line(tmp_path: Path, more: str, says: str) -> None:
    lines = _lines(tmp_path, SMALL + more)
    assert len(lines) == 1, lines
    assert says in lines[0]


@pytest.mark.parametrize(
    "more",
    [
        PIN.format("2026-11-30", "am", "easy") + PIN.format("2027-05-16", "pm", "long"),
        PIN.format("2026-12-01", "pm", "rest") + BLOCK.format("2026-12-01", "2026-12-01"),
        PIN.format("2026-12-01", "am", "hit") + BLOCK.format("2026-12-01", "2026-12-01") + 'slots = ["pm"]',
        BLOCK.format("2026-12-01", "2026-12-03")
        + 'slots = ["pm"]\n'
        + BLOCK.format("2026-12-01", "2026-12-03")
        + 'slots = ["am"]',
        "[athlete.lactate]\nlt2_pace = '2:52/km'\ntested = 2027-03-01",
        "[history]\nlast_hard = 2026-11-29",
        "[history]\nlast_hard = 2026-11-28\nlast_hit = 2026-11-28\nhard_days = [2026-11-28, 2026-11-24]",
        "[history]\nlast_hit = 2026-11-14\nhard_days = [2026-11-26]",
        DATES.format("2026-11-01", "2026-11-03") + "am = 'none'",
        DATES.format("2026-12-01", "2026-12-03") + "am = '10:00-14:00'\npm_max_min = 40",
        DATES.format("2026-12-01", "2026-12-03") + "am = '10:00-16:00'\npm = 'none'",
        '[availability.days.sun]\npm = "none"\n' + DATES.format("2026-12-06", "2026-12-06") + "pm = '14:00-18:00'\n"
        + PIN.format("2026-12-06", "pm", "hit"),
        "[history]\nrecent_km = [120, 80, 60, 70]",
    ],
)
def test_what_only_looks_like_a_contradiction_is_accepted(tmp_path: Path, more: str) -> None:
    read_scenario(_write(tmp_path, SMALL + more))


def test_a_tested_pace_replaces_the_results(tmp_path: Path) -> None:
    lt2 = SMALL.replace('results = [{ distance_m = 5000, time = "13:06" }]', "")
    scenario = read_scenario(_write(tmp_path, lt2 + "[athlete.lactate]\nlt2_pace = '2:52/km'"))
    assert scenario.athlete.lactate is not None
    assert scenario.athlete.lactate.lt2_pace == 172


def test_a_misspelt_required_key_is_told_as_both(tmp_path: Path) -> None:
    lines = _lines(tmp_path, SMALL.replace("weekly_km", "weekly_kn"))
    assert lines == [
        "scenario.toml: athlete.weekly_km: missing",
        "scenario.toml: athlete.weekly_kn: unknown key, found 'weekly_kn', "
        'allowed: did you mean "weekly_km"?',
    ]


RACE = '[[season.races]]\nname = "x"\ndate = {}\ndistance_m = 5000\npriority = "{}"\n'
PHASE = '[[season.phases]]\nname = "{}"\nfrom = {}\nto = {}\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (RACE.format("2028-01-01", "A"), "season.races[0].date: outside the season, found 2028-01-01"),
        (RACE.format("2027-01-02", "D"), "season.races[0].priority: not one of the choices, found 'D'"),
        (
            RACE.format("2027-01-02", "A") + RACE.format("2027-01-02", "C"),
            "season.races[1].date: the same day as season.races[0], found 2027-01-02, allowed: one race a day",
        ),
        (
            RACE.format("2027-01-02", "A") + PIN.format("2027-01-02", "pm", "easy"),
            "season.pins[0]: on the day of season.races[0], found easy on 2027-01-02",
        ),
        (
            PHASE.format("base", "2026-12-20", "2026-12-10"),
            "season.phases[0].to: ends before it starts, found 2026-12-10",
        ),
        (
            PHASE.format("base", "2026-12-01", "2026-12-20") + PHASE.format("competition", "2026-12-20", "2027-01-10"),
            "season.phases[1]: overlaps season.phases[0], found 2026-12-20 to 2027-01-10",
        ),
        (PHASE.format("peak", "2026-12-01", "2026-12-20"), "season.phases[0].name: not one of the choices"),
    ],
)
def test_races_and_phases_are_checked(tmp_path: Path, text: str, line: str) -> None:
    (found,) = _lines(tmp_path, SMALL + text)
    assert found.startswith(f"scenario.toml: {line}")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            RACE.format("2027-01-02", "A") + PIN.format("2026-12-31", "am", "threshold"),
            "season.pins[0]: too near to season.races[0], found threshold on 2026-12-31",
        ),
        (
            RACE.format("2027-01-02", "C") + PIN.format("2027-01-04", "am", "hit"),
            "season.pins[0]: too near to season.races[0], found hit on 2027-01-04",
        ),
        (
            RACE.format("2027-03-28", "C") + 'start = "02:30"\n',
            "season.races[0].start: does not exist on 2027-03-28: the clocks change, found 02:30",
        ),
    ],
)
def test_races_are_checked_beside_the_model(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(InputError) as caught:
        load(_write(tmp_path, SMALL + text))
    (found,) = map(str, caught.value.problems)
    assert found.startswith(f"scenario.toml: {line}")


def test_the_day_grid_knows_no_races(tmp_path: Path) -> None:
    day_grid = "[rules.load-recovery-cycle]\ngrid = 'day'\nblock_days = [10, 14]\n"
    with pytest.raises(InputError) as caught:
        load(_write(tmp_path, SMALL + RACE.format("2027-01-02", "A") + day_grid))
    (line,) = map(str, caught.value.problems)
    assert line.startswith("scenario.toml: season.races: races need the calendar grid")


def test_all_problems_come_at_once_those_of_the_model_too(tmp_path: Path) -> None:
    text = SMALL.replace("165", '"x"').replace("2026-11-30", "2026-12-01")
    text += "[[races]]\n[rules.hit-cont]\nx = 1\n[rules.hit-count]\nfull_cout = 1\nfull_count = 1.5\n"
    with pytest.raises(InputError) as caught:
        load(_write(tmp_path, text), sets=["nonsense", "rules.long-run.max_min=none"])
    places = {(p.file, p.where) for p in caught.value.problems}
    assert places == {
        ("scenario.toml", "athlete.weekly_km"),
        ("scenario.toml", "season.start"),
        ("scenario.toml", "races"),
        ("scenario.toml", "rules.hit-cont"),
        ("scenario.toml", "rules.hit-count.full_cout"),
        ("scenario.toml", "rules.hit-count.full_count"),
        ("--set", ""),
        ("--set", "rules.long-run.max_min"),
    }


def test_the_nearer_number_wins(tmp_path: Path) -> None:
    path = _write(tmp_path, SMALL + "[rules.long-run]\nmax_min = 100\nor_max_min = 60\n")
    scenario, model = load(path, sets=["rules.long-run.max_min=110"])
    rule = model.rules["long-run"]
    assert (rule.max_min, rule.or_max_min, rule.max_week_pct) == (110, 60, 25)
    assert model.origins["rules.long-run.max_min"].file == "--set"
    assert model.origins["rules.long-run.or_max_min"].file == "scenario.toml"
    assert scenario.rules == {"long-run": {"max_min": 100, "or_max_min": 60}}


def test_the_model_of_the_command_line_wins(tmp_path: Path) -> None:
    path = _write(tmp_path, 'model = "low-volume"\n' + SMALL)
    assert load(path)[1].name == "low-volume"
    scenario, model = load(path, model="norwegian-singles")
    assert (scenario.model, model.name) == ("norwegian-singles", "norwegian-singles")


@pytest.mark.parametrize(
    ("model", "kind", "is_known"),
    [
        ("norwegian-singles", "hit", False),
        ("low-volume", "hit", False),
        ("norwegian-double", "tempo", False),
        ("continuous", "tempo", True),
        ("norwegian-double", "hit", True),
        ("norwegian-singles", "threshold", True),
        ("norwegian-singles", "rest", True),
    ],
)
def test_a_pin_asks_for_a_session_the_model_has(tmp_path: Path, model: str, kind: str, is_known: bool) -> None:
    path = _write(tmp_path, SMALL + f'[[season.pins]]\ndate = 2026-12-05\nslot = "am"\nkind = "{kind}"\n')
    if is_known:
        assert load(path, model=model)[1].name == model
        return
    with pytest.raises(InputError) as caught:
        load(path, model=model)
    line = str(caught.value)
    assert line.startswith(f"scenario.toml: season.pins[0].kind: no such session in model {model}, found '{kind}'")
    assert "threshold" in line.partition("allowed: ")[2]


@pytest.mark.parametrize(
    ("kind", "km", "allowed"), [("easy", 2, "to"), ("easy", 30, "75 min"), ("long", 40, "120 min")]
)
def test_a_pinned_distance_lasts_as_long_as_such_a_run_may(tmp_path: Path, kind: str, km: float, allowed: str) -> None:
    pin = f'[[season.pins]]\ndate = 2026-12-06\nslot = "am"\nkind = "{kind}"\nkm = '
    assert load(_write(tmp_path, SMALL + pin + "14"))[0].season.pins[0].km == 14
    with pytest.raises(InputError) as caught:
        load(_write(tmp_path, SMALL + pin + str(km)))
    line = str(caught.value)
    assert line.startswith(f"scenario.toml: season.pins[0].km: not the length of one {kind} run, found {km}, allowed:")
    assert allowed in line


@pytest.mark.parametrize(
    ("time", "distance_m", "is_possible"),
    [("12:36", 5000, True), ("11:50", 5000, False), ("72:30", 21097, True), ("1:40:00", 42195, False)],
)
def test_nobody_runs_faster_than_the_records(tmp_path: Path, time: str, distance_m: int, is_possible: bool) -> None:
    text = SMALL.replace('distance_m = 5000, time = "13:06"', f'distance_m = {distance_m}, time = "{time}"')
    if is_possible:
        assert read_scenario(_write(tmp_path, text)).athlete.results[0].time == time
    else:
        (line,) = _lines(tmp_path, text)
        assert "not a plausible race time" in line
        assert "nobody has run faster" in line


def test_a_model_path_is_relative_to_the_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = 'schema = "ndt.model/1"\nname = "mine"\nextends = "parent.toml"\n'
    _write(tmp_path, own, "mine.toml")
    _write(tmp_path, own.replace("mine", "parent").replace("parent.toml", "norwegian-double"), "parent.toml")
    monkeypatch.chdir("/")
    path = _write(tmp_path, 'model = "mine.toml"\n' + SMALL)
    assert load(path)[1].lineage == ("base", "norwegian-double", "parent", "mine")


@pytest.mark.parametrize("name", ["norwegian-duble", "x.toml", "a\\u0000b", "ø" * 190 + ".toml"])
def test_an_unknown_model_is_the_scenarios_problem(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        load(_write(tmp_path, f'model = "{name}"\n' + SMALL))
    assert str(caught.value).startswith("scenario.toml: model: no such training model")


def test_what_is_no_file_is_one_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.toml", _write(tmp_path, "x") / "below"):
        with pytest.raises(InputError) as caught:
            read_scenario(path)
        assert len(str(caught.value).splitlines()) == 1
    assert "not UTF-8 text (line 2)" in _lines(tmp_path, b"a = 1\nb = '\xff'")[0]
    assert any("schema: missing" in line for line in _lines(tmp_path, ""))


def test_the_schema_names_every_key() -> None:
    schema = scenario_json_schema()
    assert set(schema["properties"]) >= {"schema", "athlete", "season", "availability", "history", "rules"}
    assert set(schema["required"]) == {"schema", "athlete", "season"}


def test_what_was_run_is_no_part_of_a_file(tmp_path: Path) -> None:
    problem = "scenario.toml: lived: unknown key, found 'lived', allowed: only plan.json has it, from `ndt replan`"
    assert _lines(tmp_path, SMALL + '[lived]\nas_of = "soon"\n') == [problem]
    schema = scenario_json_schema()
    assert "lived" not in schema["properties"]
    assert "LivedRun" not in schema["$defs"]
    named = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema)))
    assert named == set(schema["$defs"])


def _tables(data: Any, path: str = "") -> list[str]:
    inner = [
        p for k, v in data.items() if isinstance(v, dict) for p in _tables(v, f"{path}.{k}" if path else k)
    ]
    return [path, *inner]


def test_an_unknown_key_in_any_table_is_refused(tmp_path: Path) -> None:
    for table in _tables(tomllib.loads(SMALL + "[availability]\ndays.sun.am = 'none'\n[history]\n")):
        head = f"[{table}]\n" if table else ""
        text = SMALL if head in SMALL else SMALL + head
        text = text.replace(head, f"{head}zzz = 1\n", 1)
        assert "unknown key, found 'zzz'" in _lines(tmp_path, text)[0]
