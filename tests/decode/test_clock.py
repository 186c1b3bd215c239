"""Starts inside the windows, the gap in real time, on any day of the year."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndt_opt.decode.choice import OpenSlot
from ndt_opt.decode.clock import Day, at, before
from ndt_opt.domain.calendar import Slot
from ndt_opt.rules.params import AmPmGap
from ndt_opt.units import format_clock, parse_clock

OSLO = ZoneInfo("Europe/Oslo")
GAP = AmPmGap(min_gap_min=240, prefer_from_min=360, prefer_to_min=480)
PLAIN = dt.date(2026, 12, 1)
SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2027, 10, 31)  # 02:00 -> 03:00, 03:00 -> 02:00


def day(
    am: str | None, pm: str | None, am_min: float = 80, pm_min: float = 60, date: dt.date = PLAIN, gap: AmPmGap = GAP
) -> Day:
    windows: dict[Slot, OpenSlot] = {}
    durations: dict[Slot, int] = {}
    slots: tuple[tuple[Slot, str | None, float], ...] = (("am", am, am_min), ("pm", pm, pm_min))
    for slot, window, minutes in slots:
        if window is not None:
            start, end = (parse_clock(part) for part in window.split("-"))
            windows[slot] = OpenSlot(0, slot, start, end)
            durations[slot] = round(60 * minutes)
    return Day(date, OSLO, windows, durations, gap)


def clocks(of: Day) -> str:
    return " ".join(format_clock(minute) for minute in of.starts()[0].values())


def gap_s(of: Day) -> float:
    starts, _ = of.starts()
    elapsed = at(of.date, starts["pm"], of.zone).timestamp() - at(of.date, starts["am"], of.zone).timestamp()
    return elapsed - of.durations["am"]


@pytest.mark.parametrize(
    ("am", "pm", "am_min", "expected"),
    [
        ("05:00-09:00", "15:30-20:00", 80, "06:10 15:30"),  # 8 h, where the opening would leave 9 h 10 min
        ("06:00-09:00", "15:30-19:30", 100, "06:00 15:30"),  # 07:40 to 15:30 is less than eight hours
        ("06:00-09:00", "12:00-19:30", 80, "06:00 13:20"),  # six hours after 07:20
        ("06:00-09:00", "13:00-15:00", 80, "06:00 13:20"),
        ("06:00-07:30", "18:00-19:30", 80, "06:10 18:00"),  # as near to 8 h as the windows let
        ("08:00-10:00", "12:30-14:30", 80, "08:00 13:30"),  # 4 h 10 min is the most there is
        ("06:02-09:00", "12:00-19:30", 80.5, "06:05 13:30"),  # 06:05 + 80.5 min + 6 h = 13:25:30
        ("06:02-06:04", "12:00-19:30", 2, "06:02 12:05"),  # no round time in the window
    ],
)
def test_the_gap_is_six_to_eight_hours_where_the_windows_let(am: str, pm: str, am_min: float, expected: str) -> None:
    assert clocks(day(am, pm, am_min)) == expected


def test_the_preferred_end_is_the_models() -> None:
    wide = AmPmGap(min_gap_min=240, prefer_from_min=360, prefer_to_min=600)
    assert clocks(day("05:00-09:00", "15:30-20:00", gap=wide)) == "05:00 15:30"
    short = AmPmGap(min_gap_min=240, prefer_from_min=180, prefer_to_min=200)
    assert clocks(day("06:00-07:30", "09:00-20:00", gap=short)) == "06:00 11:20", "the least gap comes first"


def test_the_least_gap_comes_before_a_round_time() -> None:
    """From 08:01 the last afternoon start, 13:21, is 240 min after the end at 09:21."""
    tight = day("08:01-10:00", "13:00-14:21", 80, 60)
    assert clocks(tight) == "08:01 13:21"
    assert gap_s(tight) == 240 * 60


def test_one_session_starts_with_its_window() -> None:
    assert clocks(day("06:00-09:00", None)) == "06:00"
    assert clocks(day(None, "15:31-19:30")) == "15:35"


@pytest.mark.parametrize(("date", "gap_h"), [(PLAIN, 6), (SPRING, 6), (AUTUMN, 6)])
def test_the_gap_is_real_time(date: dt.date, gap_h: int) -> None:
    night = day("00:30-01:50", "06:00-15:00", 60, 60, date)
    assert gap_s(night) == gap_h * 3600
    assert clocks(night) == {PLAIN: "00:30 07:30", SPRING: "00:30 08:30", AUTUMN: "00:30 06:30"}[date]


@pytest.mark.parametrize(
    ("date", "window", "start", "note"),
    [
        (PLAIN, "02:00-06:00", "02:00", None),
        (SPRING, "02:00-06:00", "03:00", "2027-03-28 AM starts at 03:00 instead of 02:00: the clocks change"),
        (AUTUMN, "02:00-06:00", "03:00", "2027-10-31 AM starts at 03:00 instead of 02:00: the clocks change"),
        (SPRING, "01:30-06:00", "01:30", None),
        (SPRING, "01:30-03:30", "01:30", None),  # 60 min end at 03:30
        (SPRING, "01:30-03:25", "01:30", "2027-03-28 AM starts at 01:30: the clocks change then"),
        (SPRING, "01:00-02:00", "01:00", None),  # 60 min end as 02:00 becomes 03:00
        (AUTUMN, "02:00-03:00", "02:00", "2027-10-31 AM starts at 02:00, the first of two: the clocks change then"),
        (AUTUMN, "01:30-06:00", "01:30", None),
        (SPRING, "03:00-06:00", "03:00", None),
        (SPRING, "02:00-03:20", "02:00", "2027-03-28 AM starts at 02:00: the clocks change then"),
    ],
)
def test_a_start_the_clock_skips_or_repeats_is_moved(date: dt.date, window: str, start: str, note: str | None) -> None:
    starts, notes = day(window, None, 60, date=date).starts()
    assert format_clock(starts["am"]) == start
    assert notes == ([] if note is None else [note])


@pytest.mark.parametrize(
    ("gun", "start"),
    [
        (dt.datetime(2027, 10, 31, 2, 30), "2027-10-31T02:05:00+02:00"),
        (dt.datetime(2027, 10, 31, 3, 10), "2027-10-31T02:45:00+01:00"),  # not 02:45 of an hour before
        (dt.datetime(2027, 10, 31, 3, 30), "2027-10-31T03:05:00+01:00"),
        (dt.datetime(2027, 3, 28, 3, 10), "2027-03-28T01:45:00+01:00"),  # 02:45 does not exist
        (dt.datetime(2027, 3, 28, 0, 10), "2027-03-28T00:00:00+01:00"),
    ],
)
def test_a_warm_up_takes_real_time(gun: dt.datetime, start: str) -> None:
    assert before(gun.replace(tzinfo=OSLO), 25).isoformat() == start


@given(
    st.integers(0, 600), st.integers(0, 300), st.integers(0, 180), st.integers(0, 300),
    st.integers(20 * 60, 150 * 60), st.integers(20 * 60, 150 * 60), st.sampled_from([PLAIN, SPRING, AUTUMN]),
    st.sampled_from([OSLO, ZoneInfo("America/Santiago"), ZoneInfo("Australia/Lord_Howe")]),
)  # fmt: skip
def test_starts_stand_in_their_windows_and_keep_the_least_gap(
    opens: int, am_slack: int, between: int, pm_slack: int, am_s: int, pm_s: int, date: dt.date, zone: ZoneInfo
) -> None:
    am_end = opens + -(-am_s // 60) + am_slack
    pm_open = am_end + between
    pm_end = min(24 * 60, pm_open + -(-pm_s // 60) + pm_slack)
    if pm_open + -(-pm_s // 60) > pm_end:
        return
    windows: dict[Slot, OpenSlot] = {"am": OpenSlot(0, "am", opens, am_end), "pm": OpenSlot(0, "pm", pm_open, pm_end)}
    of = Day(date, zone, windows, {"am": am_s, "pm": pm_s}, GAP)
    starts, _ = of.starts()
    for slot, window in windows.items():
        assert window.start_min <= starts[slot]
        assert 60 * starts[slot] + of.durations[slot] <= 60 * window.end_min
    last_pm = at(date, pm_end - -(-pm_s // 60), zone).timestamp()
    widest_s = last_pm - at(date, opens, zone).timestamp() - am_s
    if widest_s >= 240 * 60:
        assert gap_s(of) >= 240 * 60
