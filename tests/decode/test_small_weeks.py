"""Weeks that dates keep small are told, in one line for each cause."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from ndt_opt.decode.choice import EasyChoice, SeasonChoice, WeekChoice
from ndt_opt.decode.small_weeks import small_weeks
from ndt_opt.domain.calendar import BlockKind
from ndt_opt.domain.plan import Scaled
from ndt_opt.domain.scenario import Scenario

from .test_scaling import MODEL, RESULT, START, scenario, week

EASY_PACE = 300


def km_week(index: int, km: float, kind: BlockKind = "load", **own: Any) -> WeekChoice:
    easy = (EasyChoice((), {}, round(1000 * km)),)
    return replace(week(110, [], index), easy=easy, kind=kind, block=index // 3, **own)


def with_dates(*dates: tuple[int, int, dict[str, Any]], weekly_km: float = 110, **own: Any) -> Scenario:
    """`dates`: first day, last day, and windows; none for blocked ones."""
    blocked, windows = [], []
    for first, last, window in dates:
        span = {"from": START + dt.timedelta(days=first), "to": START + dt.timedelta(days=last)}
        (windows if window else blocked).append({**span, **window})
    availability = {"blocked": blocked, "dates": windows}
    athlete = {"results": [RESULT], "weekly_km": weekly_km, **own}
    season = {"start": START, "weeks": 40}
    data = {"schema": "ndt.scenario/1", "athlete": athlete, "season": season, "availability": availability}
    return Scenario.model_validate(data)


def told(weeks: list[WeekChoice], of: Scenario) -> list[Scaled]:
    return small_weeks(SeasonChoice(tuple(weeks), None, None, None), of, MODEL, EASY_PACE)


def test_fortnights_cut_in_halves_are_one_line() -> None:
    away = with_dates(*((7 * w + 3, 7 * w + 10, {}) for w in (0, 3, 6)))
    weeks = [km_week(w, 32 if w % 3 else 66) if w % 3 < 2 else km_week(w, 77, "recovery") for w in range(9)]
    (entry,) = told([replace(w, affected=True) if w.kind == "load" else w for w in weeks], away)
    assert (entry.rule, entry.where, entry.fits_at_km) == ("availability", START, None)
    assert (entry.asked, entry.given) == ("about 110 km in a load week", "32 to 66 km in weeks 1-2, 4-5 and 7-8")
    assert entry.why == "dates without a slot leave 3 of 7 days, and the km go with the days (weekly-ramp)"


@pytest.mark.parametrize(("km", "number"), [(87.9, 1), (88, 0), (0, 0)])
def test_four_fifths_of_the_usual_week_are_enough(km: float, number: int) -> None:
    assert len(told([km_week(0, km, affected=True)], with_dates((0, 0, {})))) == number


def test_short_windows_and_the_way_back_are_causes_of_their_own() -> None:
    dates = with_dates((0, 6, {"pm": "none", "am": "06:00-06:40"}), (7, 8, {}))
    weeks = [km_week(0, 50, affected=True), km_week(1, 60, affected=True), km_week(2, 55, is_way_back=True)]
    found = told(weeks, dates)
    assert [(e.rule, e.given) for e in found] == [
        ("availability", "50 km in week 1"),
        ("availability", "60 km in week 2"),
        ("transition-caution", "55 km in week 3"),
    ]
    assert [e.why.split()[0] for e in found] == ["dated", "dates", "on"]


def test_a_recovery_week_is_measured_by_the_usual_one() -> None:
    cut = km_week(0, 60, affected=True)
    after, itself = km_week(2, 42, "recovery"), km_week(5, 40, "recovery", affected=True)
    found = told([cut, after, km_week(3, 110), itself], with_dates((0, 2, {}), (35, 38, {})))
    assert [(e.rule, e.asked, e.given) for e in found[1:]] == [
        ("recovery-week", "about 77 km in a recovery week", "42 km in week 3"),
        ("availability", "about 77 km in a recovery week", "40 km in week 6"),
    ]
    assert "(recovery-week)" in found[2].why


@pytest.mark.parametrize(
    "own", [{"is_full": True}, {"caution": "altitude"}, {"kind": "taper"}, {"kind": "race"}, {"phase": "transition"}]
)
def test_other_causes_are_told_elsewhere(own: dict[str, Any]) -> None:
    assert not told([replace(km_week(0, 50, affected=True), **own)], with_dates((0, 2, {})))


def test_a_week_that_dates_leave_alone_is_not_told() -> None:
    assert not told([km_week(0, 50)], scenario())


def test_the_usual_week_is_what_hours_or_slots_carry() -> None:
    cut, whole = km_week(0, 60, affected=True), km_week(1, 70)
    assert not told([cut, whole], with_dates((0, 0, {})))
    (entry,) = told([km_week(0, 40, affected=True)], with_dates((0, 0, {}), max_weekly_hours=6))
    assert entry.asked == "about 72 km in a load week"


def test_many_weeks_are_counted() -> None:
    weeks = [km_week(w, 50, affected=True) for w in range(0, 18, 2)]
    (entry,) = told(weeks, with_dates(*((7 * w, 7 * w + 3, {}) for w in range(0, 18, 2))))
    assert entry.given == "50 km in weeks 1, 3, 5, 7, 9, 11 and 3 more"
