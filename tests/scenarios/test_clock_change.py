"""Sunday nights in which the clocks change: doubles, long runs and races, planned as any other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.files.scenario_file import load
from ndt_opt.planner import plan_season

TEXT = """schema = "ndt.scenario/1"
[athlete]
results = [{{ distance_m = 5000, time = "15:30" }}]
weekly_km = 130
longest_run_km = 22
[season]
start = {start}
weeks = 1
timezone = "{zone}"
{season}
[availability.days]
sun = {{ am = "{am}", pm = "{pm}" }}
"""
DOUBLE_ON_SUNDAY = ("rules.double-threshold-days.days=['thu', 'sun']", "rules.hit-count.full_count=0")
SPRING, AUTUMN = "2027-03-22", "2027-10-25"


def solved(path: Path, sets: tuple[str, ...] = (), **own: str) -> Plan:
    values = {"start": SPRING, "zone": "Europe/Oslo", "season": "", "am": "06:00-09:00", "pm": "15:30-19:30", **own}
    (path / "scenario.toml").write_text(TEXT.format(**values), encoding="utf-8")
    outcome = plan_season(*load(path / "scenario.toml", sets=list(sets)))
    assert isinstance(outcome, Solved)
    assert all(f.status == "kept" for f in outcome.plan.audit)
    return outcome.plan


def on_sunday(plan: Plan) -> list[Session]:
    return [s for s in plan.sessions if s.date.weekday() == 6]


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("Europe/Oslo", SPRING),
        ("Europe/Oslo", AUTUMN),
        ("Europe/London", AUTUMN),
        ("America/New_York", "2027-03-08"),
        ("America/St_Johns", "2027-11-01"),
        ("Australia/Lord_Howe", "2027-09-27"),
        ("Africa/Casablanca", "2027-02-01"),
        ("Asia/Kathmandu", SPRING),
    ],
)
def test_a_double_in_the_night_is_four_hours_apart(zone: str, start: str, tmp_path: Path) -> None:
    plan = solved(tmp_path, DOUBLE_ON_SUNDAY, zone=zone, start=start, am="00:30-02:50", pm="05:40-08:30")
    am, pm = on_sunday(plan)
    assert (am.kind, pm.kind) == ("threshold", "threshold")
    end = dt.datetime.fromisoformat(am.start) + dt.timedelta(seconds=am.duration_s)
    assert dt.datetime.fromisoformat(pm.start) - end >= dt.timedelta(hours=4)


def test_a_long_run_ends_as_the_clock_skips_an_hour(tmp_path: Path) -> None:
    (run,) = on_sunday(solved(tmp_path, am="00:00-02:00", pm="none"))
    assert (run.kind, run.start) == ("long", "2027-03-28T00:00:00+01:00")


@pytest.mark.parametrize(
    ("start", "gun", "expected", "told"),
    [
        (SPRING, "03:10", "2027-03-28T01:45:00+01:00", []),
        (AUTUMN, "03:10", "2027-10-31T02:45:00+01:00", ["AM starts at 02:45, the second of two"]),
        (
            AUTUMN, "02:30", "2027-10-31T02:05:00+02:00",
            ["AM starts at 02:05, the first of two", "the gun at 02:30 is taken for the first of two"],
        ),
    ],
)  # fmt: skip
def test_a_race_in_the_night(start: str, gun: str, expected: str, told: list[str], tmp_path: Path) -> None:
    sunday = expected[:10]
    race = f'races = [{{ date = {sunday}, distance_m = 10000, priority = "C", start = "{gun}" }}]'
    plan = solved(tmp_path, start=start, season=race)
    assert [s.start for s in on_sunday(plan)] == [expected]
    notes = [text for text in plan.warnings if "the clocks change" in text]
    assert notes == [f"{sunday} {text}: the clocks change then" for text in told]
