"""Rules loosened in the scenario, and rules with nothing to say in it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from cpsat.seasons import START, library, season

from ndt_opt.domain.scenario import Scenario
from ndt_opt.study.loosening import Case, silence, step_words, stepped, without

MODEL = library()


def case(**own: Any) -> Case:
    return Case(season(4, **own), MODEL)


def eased(slug: str, steps: int = 1, **own: Any) -> Scenario | None:
    changed = stepped(slug, case(**own), steps)
    return None if changed is None else changed.scenario


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def test_a_step_of_volume_is_a_per_cent_of_the_athletes_own_ceiling() -> None:
    one, three = eased("weekly-volume"), eased("weekly-volume", 3, athlete={"max_weekly_km": 150})
    assert one is not None
    assert three is not None
    assert (one.max_weekly_m, one.athlete.weekly_km) == (131_300, 130)
    assert three.max_weekly_m == 154_500


def test_hours_grow_by_five_minutes_where_they_are_given() -> None:
    found = eased("weekly-volume", 2, athlete={"max_weekly_hours": 10})
    assert found is not None
    assert found.athlete.max_weekly_hours == pytest.approx(10 + 10 / 60, abs=1e-3)
    assert step_words("weekly-volume", case(athlete={"max_weekly_hours": 10})) == (
        "1 % more km a week, 5 min more hours"
    )
    assert step_words("weekly-volume", case()) == "1 % more km a week"


def test_a_ceiling_at_its_end_stays() -> None:
    assert eased("weekly-volume", athlete={"max_weekly_km": 300}) is None


def test_windows_and_longest_sessions_grow_at_their_end() -> None:
    found = eased(
        "availability", 2,
        availability={
            "am": "06:00-08:00", "pm": "none",
            "days": {"sun": {"am_max_min": 120}},
            "dates": [{"from": day(2), "to": day(3), "pm": "17:00-19:00"}],
        },
    )  # fmt: skip
    assert found is not None
    window = found.standing_window(0, "am")
    assert window is not None
    assert (window[0].start_min, window[0].end_min, window[1]) == (360, 490, 130 * 60)
    assert found.standing_window(0, "pm") is None
    sunday = found.availability.days.sun
    assert sunday is not None
    assert (sunday.am_max_min, sunday.model_fields_set) == (130, {"am_max_min"})
    dated = found.slot_window(day(2), "pm")
    assert dated is not None
    assert dated[1] == 130 * 60


def test_a_morning_does_not_reach_into_the_afternoon() -> None:
    found = eased("availability", availability={"am": "06:00-12:00", "pm": "12:00-19:00"})
    assert found is not None
    assert (found.availability.am, found.availability.pm) != (None, None)
    assert found.availability.am is not None
    assert found.availability.pm is not None
    assert (found.availability.am.end_min, found.availability.pm.end_min) == (720, 1145)


def test_a_window_at_midnight_stays() -> None:
    assert eased("availability", availability={"am": "none", "pm": "15:00-23:59"}) is None


def test_rules_of_the_model_are_loosened_there() -> None:
    changed = stepped("week-intensity-share", case(), 2)
    assert changed is not None
    assert changed.scenario == case().scenario
    assert changed.model.rules["week-intensity-share"].min_easy_pct == 73
    assert not without("long-run", case()).model.holds("long-run")
    assert stepped("volume-tier", case(), 1) is None
    assert step_words("volume-tier", case()) is None


RACE = {"date": day(12), "distance_m": 5000, "priority": "B"}


@pytest.mark.parametrize(
    ("slug", "own", "why"),
    [
        ("pins", {}, "no pins"),
        ("pins", {"season": {"pins": [{"date": day(1), "slot": "am", "kind": "rest"}]}}, ""),
        ("altitude", {}, "no camps"),
        ("altitude", {"camps": [{"from": day(1), "to": day(9), "altitude_m": 600}]}, "no camps"),
        ("altitude", {"camps": [{"from": day(1), "to": day(9), "altitude_m": 1800}]}, ""),
        ("transition-caution", {}, "no changes, no days away"),
        ("transition-caution", {"availability": {"blocked": [{"from": day(1), "to": day(3)}]}},
         "no changes, no days away"),
        ("transition-caution", {"availability": {"blocked": [{"from": day(1), "to": day(8)}]}}, ""),
        ("transition-caution", {"transitions": [{"kind": "shoes", "date": day(3), "days": 5}]}, ""),
        ("race-day", {}, "no races"),
        ("race-day", {"season": {"races": [RACE]}}, ""),
        ("phase-mix", {}, "no races"),
        ("phase-mix", {"season": {"phases": [{"name": "competition", "from": day(0), "to": day(6)}]}}, ""),
        ("taper", {"season": {"phases": [{"name": "competition", "from": day(0), "to": day(6)}]}}, "no races"),
        ("speed-layer", {}, "strides and hill sprints take no Zone 2 time"),
        ("long-run", {}, ""),
    ],
)  # fmt: skip
def test_a_rule_may_have_nothing_to_say(slug: str, own: dict[str, Any], why: str) -> None:
    if "season" in own:
        own = {**own, "season": {"start": START, "weeks": 4, **own["season"]}}
    assert silence(slug, case(**own)) == why
