"""Every problem of a scenario at once: a broken key hides no other one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ndt_opt.errors import InputError
from ndt_opt.files.scenario_file import load

TEXT = """\
schema = "ndt.scenario/1"
{top}
[athlete]
weekly_km = 165
results = [{{ distance_m = 5000, time = "13:06", date = 2026-09-05 }}]
{athlete}
[season]
start = 2026-11-30
weeks = 24
{season}
{rest}
"""
PIN = "[[season.pins]]\ndate = {}\nslot = {!r}\nkind = 'easy'\n"
BLOCK = "[[availability.blocked]]\nfrom = {}\nto = {}\n"


def _problems(
    folder: Path, sets: list[str] | None = None, model: str | None = None, text: str = TEXT, **own: str
) -> list[str]:
    path = folder / "scenario.toml"
    path.write_text(text.format(**{"top": "", "athlete": "", "season": "", "rest": "", **own}), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path, model, sets)
    return str(caught.value).splitlines()


def _told(lines: list[str]) -> set[str]:
    """Place and problem of each line, without what was found and what is allowed."""
    return {line.removeprefix("scenario.toml: ").partition(", ")[0] for line in lines}


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (
            {"athlete": "max_weekly_km = 100\nlongest_run_km = 'x'\nzzz = 1"},
            {
                "athlete.max_weekly_km: below weekly_km",
                "athlete.longest_run_km: wrong type",
                "athlete.zzz: unknown key",
            },
        ),
        (
            {
                "rest": BLOCK.format("2026-12-01", "2026-12-05")
                + "reason = 3\n"
                + BLOCK.format("2026-12-05", "2026-12-06")
                + "[availability]\nam_max_min = -1"
            },
            {
                "availability.am_max_min: out of range",
                "availability.blocked[0].reason: wrong type",
                "availability.blocked[1]: overlaps availability.blocked[0]",
            },
        ),
        (
            {"rest": BLOCK.format("2026-12-05", "2026-12-01") + "slots = ['noon']"},
            {
                "availability.blocked[0].slots[0]: not one of the choices",
                "availability.blocked[0].to: ends before it starts",
            },
        ),
        (
            {"season": "timezone = 3", "rest": PIN.format("2026-11-29", "noon")},
            {
                "season.timezone: wrong type",
                "season.pins[0].slot: not one of the choices",
                "season.pins[0].date: outside the season",
            },
        ),
        (
            {"rest": PIN.format("2026-12-01", "am") + "km = 'x'\n[availability]\nam = 'none'\npm_max_min = 0"},
            {
                "availability.pm_max_min: out of range",
                "season.pins[0].km: wrong type",
                "season.pins[0]: pinned into a closed slot (availability: no am on tue)",
            },
        ),
        (
            {"athlete": "[athlete.heart_rate]\nmax_bpm = 180\nlthr_bpm = 185\nrest_bpm = 40"},
            {
                "athlete.heart_rate.rest_bpm: unknown key",
                "athlete.heart_rate.lthr_bpm: not below max_bpm",
            },
        ),
    ],
)
def test_a_broken_key_hides_no_contradiction_of_others(tmp_path: Path, own: dict[str, str], told: set[str]) -> None:
    assert _told(_problems(tmp_path, **own)) == told


def test_a_season_of_unknown_length_still_has_a_first_day(tmp_path: Path) -> None:
    text = TEXT.replace("weeks = 24", "weeks = 0")
    lines = _problems(tmp_path, text=text, rest=PIN.format("2026-11-29", "am") + PIN.format("2040-01-01", "am"))
    assert _told(lines) == {"season.weeks: out of range", "season.pins[0].date: outside the season"}


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ("time = '1306', date = 2027-01-01", {"time: not understood", "date: after the season's start"}),
        ("time = '1:06', date = 'x'", {"time: not a plausible race time", "date: wrong type"}),
    ],
)
def test_a_result_is_checked_key_by_key(tmp_path: Path, result: str, told: set[str]) -> None:
    text = TEXT.replace('time = "13:06", date = 2026-09-05', result)
    assert _told(_problems(tmp_path, text=text)) == {f"athlete.results[0].{one}" for one in told}


RULES = """
[rules.hit-cont]
x = 1
[rules.long-run]
max_mn = 3
max_min = 'x'
strength = 1
[rules.hit-count]
full_count = 99
"""
RULES_TOLD = {
    "rules.hit-cont: unknown rule",
    "rules.long-run.max_mn: unknown key",
    "rules.long-run.max_min: wrong type",
    "rules.long-run.strength: wrong strength",
    "rules.hit-count.full_count: out of range",
    "--set: rules.long-run.or_max_min: out of range",
    "--set: rules.nope: unknown rule",
}


@pytest.mark.parametrize(
    ("top", "model", "told"),
    [
        ('model = "nope"', None, {"model: no such training model"}),
        ("model = 3", None, {"model: wrong type"}),
        ("", "nope", {"--model: model: no such training model"}),
        ("", None, set()),
    ],
)
def test_rules_are_checked_whatever_the_model(tmp_path: Path, top: str, model: str | None, told: set[str]) -> None:
    sets = ["rules.long-run.or_max_min=-1", "rules.nope.x=1"]
    assert _told(_problems(tmp_path, sets, model, top=top, rest=RULES)) == RULES_TOLD | told


def test_a_wrong_number_is_told_even_where_a_better_one_beats_it(tmp_path: Path) -> None:
    lines = _problems(tmp_path, ["rules.long-run.max_min=100"], rest="[rules.long-run]\nmax_min = 'x'")
    assert _told(lines) == {"rules.long-run.max_min: wrong type"}


def test_an_unreadable_file_hides_no_mistake_of_the_command_line(tmp_path: Path) -> None:
    lines = _problems(tmp_path, ["nonsense", "rules.nope.x=1"], "nope", text="a = ")
    assert [line.partition(":")[0] for line in lines] == ["scenario.toml", "--set", "--model", "--set"]


def test_a_huge_integer_hides_nothing(tmp_path: Path) -> None:
    huge = "0x" + "f" * 5000
    own = {"athlete": f"max_weekly_hours = {huge}\nname = [{huge}]", "top": "title = 3"}
    lines = _problems(tmp_path, **own, rest=f"[rules.long-run]\nstrength = {huge}")
    assert "scenario.toml: athlete.max_weekly_hours: out of range, found an integer of 20000 bits" in "\n".join(lines)
    told = {"title: wrong type", "athlete.name: wrong type", "athlete.max_weekly_hours: out of range"}
    assert _told(lines) == {*told, "rules.long-run.strength: wrong strength"}


def test_a_far_date_is_one_line(tmp_path: Path) -> None:
    lines = _problems(tmp_path, rest=PIN.format("9999-12-31", "am"))
    assert _told(lines) == {"season.pins[0].date: out of range"}


@pytest.mark.parametrize(
    ("own", "says"),
    [
        (
            {"rest": "[history]\nrecent_km = [1, 2, 3, 4, 5]"},
            "history.recent_km: wrong number of values, found 5, allowed: exactly 4 values",
        ),
        ({"athlete": f"name = '{'x' * 201}'"}, "athlete.name: too long, found 201 characters, allowed: at most 200"),
        (
            {"rest": BLOCK.format("2026-12-01", "2026-12-02") + "slots = []"},
            "availability.blocked[0].slots: wrong number of values, found 0, allowed: at least 1, at most 2 values",
        ),
        (
            {"season": "pins = [" + "{}," * 1501 + "]"},
            "season.pins: wrong number of values, found 1501, allowed: at most 1500 values",
        ),
        (
            {"rest": "[availability]\nam = '6-12'"},
            'availability.am: not understood, found \'6-12\', allowed: a window like "06:00-09:00", or "none"',
        ),
        (
            {"rest": "[history]\nlast_hard = 2026-11-28T07:00:00"},
            "history.last_hard: wrong type, found 2026-11-28T07:00:00, allowed: a TOML date",
        ),
        (
            {"rest": "[rules.load-recovery-cycle]\nblock_days = [14]"},
            "rules.load-recovery-cycle.block_days: wrong number of values, found 1, allowed: exactly 2 values",
        ),
        ({"athlete": '"\\u001b[31m" = 1'}, "athlete.\\u001b[31m: unknown key, found '\\x1b[31m'"),
    ],
)
def test_lines_speak_the_users_language(tmp_path: Path, own: dict[str, str], says: str) -> None:
    (line,) = _problems(tmp_path, **own)
    assert says in line
    assert line.isprintable()


@pytest.mark.parametrize(
    ("windows", "says"),
    [
        (
            "am = '06:00-12:00'\npm = '10:00-20:00'",
            "availability.am: overlaps availability.pm, found 06:00-12:00 and 10:00-20:00",
        ),
        ("pm = '04:00-05:30'", "availability.am: later than availability.pm, found 06:00-09:00 and 04:00-05:30"),
        (
            "[availability.days.sun]\nam = '08:00-16:00'",
            "availability.days.sun.am: overlaps availability.pm, found 08:00-16:00 and 15:30-19:30",
        ),
        ("days.sat.pm = '08:30-12:00'", "availability.am: overlaps availability.days.sat.pm"),
        (
            "days.sat = { am = '08:00-10:00', pm = '09:00-12:00' }",
            "availability.days.sat.am: overlaps availability.days.sat.pm",
        ),
    ],
)
def test_windows_that_meet_are_one_line(tmp_path: Path, windows: str, says: str) -> None:
    (line,) = _problems(tmp_path, rest=f"[availability]\n{windows}")
    assert says in line


@pytest.mark.parametrize(
    "windows",
    [
        "am = '06:00-12:00'\npm = '12:00-20:00'",
        "am = 'none'\npm = '05:00-20:00'",
        "days.sun = { am = '08:00-18:00', pm = 'none' }",
    ],
)
def test_windows_may_touch_and_a_closed_slot_meets_nothing(tmp_path: Path, windows: str) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(TEXT.format(top="", athlete="", season="", rest=f"[availability]\n{windows}"))
    load(path)


# 13:06 over 5000 m is 157.2 s/km; its VDOT of 79.7 puts threshold at 172 s/km, and 1.25 x 172 = 215 s/km.
LT2 = "[athlete.lactate]\nlt2_pace = '{}/km'"


@pytest.mark.parametrize(("pace", "says"), [("2:36", "faster than 5 km race pace"), ("3:37", "far slower than")])
def test_a_tested_pace_far_from_the_results_is_refused(tmp_path: Path, pace: str, says: str) -> None:
    (line,) = _problems(tmp_path, athlete=LT2.format(pace))
    assert line.startswith(f"scenario.toml: athlete.lactate.lt2_pace: {says}")
    assert "allowed: 2:37/km (5 km pace by the results) to 3:35/km (25 % slower than their threshold pace" in line


@pytest.mark.parametrize(("pace", "date"), [("2:37", "2026-09-05"), ("3:34", "2026-09-05"), ("4:30", "2025-11-29")])
def test_a_tested_pace_near_the_results_or_with_old_ones_is_accepted(tmp_path: Path, pace: str, date: str) -> None:
    path = tmp_path / "scenario.toml"
    text = TEXT.replace("2026-09-05", date)
    path.write_text(text.format(top="", athlete=LT2.format(pace), season="", rest=""))
    load(path)
