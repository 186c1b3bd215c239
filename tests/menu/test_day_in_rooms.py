"""The specification's day passes every room that judges sessions and pairs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ndt_opt.cpsat.day_slots import DaySlots, SlotRoom
from ndt_opt.cpsat.filters import Filters
from ndt_opt.cpsat.horizon import Week, build_horizon
from ndt_opt.cpsat.preferences import work_rest_window
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import read_model

from .test_sessions import MODEL, person, pick

AM, PM = SlotRoom(6 * 60, 9 * 60, 3 * 3600), SlotRoom(15 * 60 + 30, 19 * 60 + 30, 4 * 3600)
WEEK = Week(0, dt.date(2026, 11, 30), False, 0, False, False, False, (DaySlots(AM, PM, ()),) * 7)
FILTERS = Filters(MODEL, WEEK, person("13:06"))


def test_the_specifications_day_passes_all_rooms() -> None:
    am, pm = pick("am-6min", 5), pick("pm-90s", 16)
    assert FILTERS.session(am, "am")
    assert FILTERS.session(pm, "pm")
    assert FILTERS.pair(am, pm, AM, PM)


@pytest.mark.parametrize(
    ("am", "pm", "slug"),
    [
        (("am-6min", 5), ("pm-90s", 21), "day-work-minutes"),  # 30 + 31.5 min
        (("am-6min", 3), ("pm-90s", 16), "day-work-minutes"),  # 18 of 42 min are 43 %
        (("am-6min", 5), ("pm-90s", 12), "day-work-minutes"),  # 30 of 48 min are 62.5 %
        (("pm-90s", 16), ("am-6min", 4), "am-before-pm"),
    ],
)
def test_days_a_rule_breaks(am: tuple[str, int], pm: tuple[str, int], slug: str) -> None:
    pair = (pick(*am), pick(*pm), AM, PM)
    assert not FILTERS.pair(*pair)
    if slug == "day-work-minutes":
        without = replace(MODEL, strengths={**MODEL.strengths, slug: "off"})
        assert Filters(without, WEEK, person("13:06")).pair(*pair)


def test_four_hours_between() -> None:
    am, pm = pick("am-6min", 5), pick("pm-90s", 16)
    end_s = 60 * AM.start_min + am.duration_s
    least_end_min = -(-(end_s + 4 * 3600 + pm.duration_s) // 60)
    assert FILTERS.pair(am, pm, AM, SlotRoom(9 * 60, least_end_min, 6 * 3600))
    assert not FILTERS.pair(am, pm, AM, SlotRoom(9 * 60, least_end_min - 1, 6 * 3600))


def test_an_hour_the_clock_skips_is_no_hour_between() -> None:
    am, pm = pick("am-6min", 5), pick("pm-90s", 16)
    least_end_min = -(-(60 * AM.start_min + am.duration_s + 4 * 3600 + pm.duration_s) // 60)
    late, later = (SlotRoom(9 * 60, least_end_min + more, 6 * 3600, 60) for more in (59, 60))
    assert not FILTERS.pair(am, pm, AM, late)
    assert FILTERS.pair(am, pm, AM, later)
    whole = FILTERS.easy_beside_hard(AM, SlotRoom(9 * 60, 15 * 60, 6 * 3600), "am", 3600)
    assert FILTERS.easy_beside_hard(AM, SlotRoom(9 * 60, 15 * 60, 6 * 3600, 60), "am", 3600) == whole - 3600


@pytest.mark.parametrize(
    ("start", "am", "lost_min"),
    [
        (dt.date(2027, 3, 22), "01:00-09:00", 60),
        (dt.date(2027, 3, 22), "06:00-09:00", 0),
        (dt.date(2027, 3, 15), "01:00-09:00", 0),
        (dt.date(2027, 10, 25), "01:00-09:00", 0),
    ],
)
def test_the_horizon_knows_when_the_clock_skips(start: dt.date, am: str, lost_min: int) -> None:
    athlete = {"results": [{"distance_m": 5000, "time": "17:00"}], "weekly_km": 110}
    season, availability = {"start": start, "weeks": 1}, {"am": am, "pm": "15:30-19:30"}
    data = {"schema": "ndt.scenario/1", "athlete": athlete, "season": season, "availability": availability}
    days = build_horizon(Scenario.model_validate(data), MODEL).weeks[0].days
    assert [day.pm.lost_min for day in days if day.pm is not None] == [0, 0, 0, 0, 0, 0, lost_min]


@pytest.mark.parametrize(
    ("zone", "start", "am", "open_min"),
    [
        ("Europe/Oslo", dt.date(2027, 3, 22), "00:30-02:00", 90),  # 02:00 -> 03:00, and the window ends with it
        ("Europe/Oslo", dt.date(2027, 3, 22), "01:00-02:30", 60),
        ("Europe/Oslo", dt.date(2027, 3, 22), "02:30-05:00", 120),
        ("Europe/Oslo", dt.date(2027, 3, 22), "02:00-02:50", None),
        ("Europe/Oslo", dt.date(2027, 10, 25), "02:00-03:00", 60),
        ("Europe/London", dt.date(2027, 3, 22), "00:00-01:00", 60),
        ("America/New_York", dt.date(2027, 3, 8), "02:30-05:00", 120),
        ("Australia/Lord_Howe", dt.date(2027, 9, 27), "01:00-02:15", 60),  # 02:00 -> 02:30
        ("America/Havana", dt.date(2027, 3, 8), "00:30-03:00", 120),  # 00:00 -> 01:00
        ("Asia/Kathmandu", dt.date(2027, 3, 22), "00:30-02:00", 90),
    ],
)
def test_a_window_loses_only_the_minutes_that_the_clock_skips(
    zone: str, start: dt.date, am: str, open_min: int | None
) -> None:
    athlete = {"results": [{"distance_m": 5000, "time": "17:00"}], "weekly_km": 110}
    season = {"start": start, "weeks": 1, "timezone": zone}
    data = {"schema": "ndt.scenario/1", "athlete": athlete, "season": season, "availability": {"am": am}}
    room = build_horizon(Scenario.model_validate(data), MODEL).weeks[0].days[6].am
    assert (None if room is None else room.longest_s // 60) == open_min


@pytest.mark.parametrize(
    ("template", "reps", "place", "passes"),
    [
        ("am-6min", 2, "am", False),  # 12 min
        ("am-5min", 7, "am", True),  # 35 min
        ("am-6min", 6, "am", False),  # 36 min
        ("pm-90s", 8, "pm", True),  # 12 min
        ("pm-90s", 7, "pm", False),
        ("pm-90s", 20, "pm", True),  # 30 min
        ("pm-90s", 21, "pm", False),
        ("am-5min", 7, "single", True),
        ("am-6min", 6, "single", False),
    ],
)
def test_windows_of_one_session(template: str, reps: int, place: str, passes: bool) -> None:
    assert FILTERS.session(pick(template, reps), place) is passes


@pytest.mark.parametrize(
    ("own", "cost"),
    [
        ({}, 0),  # 6 min / 60 s is 6:1, 90 s / 30 s is 3:1
        ({"am_ratio": [7, 10]}, 5),
        ({"pm_ratio": [4, 4]}, 5),
        ({"am_ratio": [1, 5], "pm_ratio": [1, 2], "weight": 3}, 6),
    ],
)
def test_work_to_rest_is_judged_by_the_models_windows(own: dict[str, object], cost: int) -> None:
    wish = MODEL.preferences["work-rest-window"].model_copy(update=own)
    model = replace(MODEL, preferences={**MODEL.preferences, "work-rest-window": wish})
    assert work_rest_window.double(pick("am-6min", 5), pick("pm-90s", 16), model) == cost


@pytest.mark.parametrize(("long_rep_s", "cost"), [(240, 0), (359, 0), (360, 5)])
def test_the_model_says_which_single_has_long_reps(long_rep_s: int, cost: int) -> None:
    wish = MODEL.preferences["work-rest-window"].model_copy(update={"long_rep_s": long_rep_s})
    model = replace(MODEL, preferences={**MODEL.preferences, "work-rest-window": wish})
    assert work_rest_window.single(pick("am-6min", 5), model) == cost


def test_a_continuous_run_needs_the_variant() -> None:
    variant = read_model("variants/continuous")
    from ndt_opt.menu.sessions import build_menu

    tempo = next(s for s in build_menu(variant, person("13:06")) if s.kind == "tempo")
    assert Filters(variant, WEEK, person("13:06")).session(tempo, "am")
    assert not FILTERS.session(tempo, "am")
