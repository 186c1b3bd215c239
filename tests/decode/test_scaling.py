"""What is told of a plan below the full method: the cause, and a volume only where volume is the cause."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, Literal

import pytest

from ndt_opt.decode.choice import Fit, Quality, SeasonChoice, WeekChoice
from ndt_opt.decode.scaling import scaled_entries
from ndt_opt.decode.warnings import warnings
from ndt_opt.domain.plan import Scaled
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import read_model
from ndt_opt.menu.sessions import MenuSession, build_menu
from ndt_opt.physiology.profile import profile

START = dt.date(2026, 11, 30)
MODEL = read_model("norwegian-double")
RESULT = {"distance_m": 5000, "time": "17:00", "date": dt.date(2026, 9, 12)}


def scenario(weekly_km: float = 110, **own: Any) -> Scenario:
    athlete = {"results": [RESULT], "weekly_km": weekly_km, "longest_run_km": 20, **own}
    season = {"start": START, "weeks": 3}
    return Scenario.model_validate({"schema": "ndt.scenario/1", "athlete": athlete, "season": season})


PERSON = profile(scenario().athlete, MODEL.physiology, START)
MENU = {s.key: s for s in build_menu(MODEL, PERSON)}
HIT = Quality(5, "am", MENU["hit-20x200m-hill", 20])


def double(day: int, am_min: int, pm_reps: int) -> list[Quality]:
    am: MenuSession = MENU["am-5min", am_min // 5]
    return [Quality(day, "am", am), Quality(day, "pm", MENU["pm-90s", pm_reps])]


def week(
    planned_km: float, quality: list[Quality], index: int = 0, affected: bool = False, back: bool = False
) -> WeekChoice:
    return WeekChoice(
        index=index, start=START + dt.timedelta(weeks=index), kind="load", phase="base", races=(),
        recovery_days=(False,) * 7, block=index, affected=affected, is_way_back=back,
        planned_m=round(1000 * planned_km), quality=tuple(quality), long=None,
        pinned_easy=(), easy=(), run_limit_m=0, open_slots=(),
    )  # fmt: skip


def season(*weeks: WeekChoice, limit: Literal["hours", "slots", "doubles"] | None = None) -> SeasonChoice:
    hit = "doubles" if limit == "slots" else limit
    return SeasonChoice(weeks, Fit(100_000, 33_000, limit), Fit(124_000, 36_300, limit), Fit(100_000, 33_000, hit))


def entries(choice: SeasonChoice, of: Scenario | None = None) -> dict[str, Scaled]:
    return {e.rule: e for e in scaled_entries(choice, of or scenario(), MODEL)}


SINGLES = [Quality(d, "am", MENU["am-5min", 4]) for d in (1, 3)]
SHORT = [*double(1, 25, 12), *double(3, 25, 12), HIT]  # 43 min


def test_the_share_is_told_with_the_km_that_carry_it() -> None:
    found = entries(season(week(110, SHORT)))
    assert set(found) == {"session-work-minutes", "week-intensity-share"}
    assert {e.fits_at_km for e in found.values()} == {124.0}
    assert "share" in found["week-intensity-share"].why


def test_hours_are_told_instead_of_a_volume() -> None:
    found = entries(season(week(75, SINGLES), limit="hours"), scenario(80, max_weekly_hours=7))
    assert {e.fits_at_km for e in found.values()} == {None}
    assert found["double-threshold-days"].why == "it takes about 100 km and 9:10 h a week, more than the 7 h allowed"
    assert found["hit-count"].why == found["double-threshold-days"].why


def test_slots_are_told_instead_of_a_volume() -> None:
    found = entries(season(week(75, SINGLES), limit="slots"), scenario(80))
    assert {e.fits_at_km for e in found.values()} == {None}
    assert "slots" in found["double-threshold-days"].why
    assert "comes with doubles" in found["hit-count"].why


def test_volume_and_slots_are_told_together_after_other_causes() -> None:
    small = season(week(75, SINGLES))
    small = replace(small, hit=Fit(100_000, 33_000, "slots"))
    why = entries(small, scenario(80))["hit-count"].why
    assert why == "below 100 km a week, and the open slots would not take it either"
    full = replace(small, weeks=(replace(small.weeks[0], is_full=True),))
    assert "muscular load" in entries(full, scenario(80))["hit-count"].why


@pytest.mark.parametrize(
    ("own", "hours", "why", "fits_at_km"),
    [
        ({"affected": True}, 5, "because of a dated block", None),
        ({}, 5, "the 5 h allowed hold the week at 50 km", None),
        ({}, None, "below 60 km a week fewer are enough", 60.0),
        ({"affected": True, "back": True}, 5, "on the way back", None),
    ],
)
def test_fewer_singles_have_the_causes_of_all_else(
    own: dict[str, Any], hours: float | None, why: str, fits_at_km: float | None
) -> None:
    few = SeasonChoice((week(50, SINGLES[:1], **own),), None, None, None)
    (entry,) = scaled_entries(few, scenario(80, max_weekly_hours=hours), read_model("norwegian-singles"))
    assert (entry.rule, entry.fits_at_km) == ("single-threshold-days", fits_at_km)
    assert entry.why.startswith(why)


def test_a_trip_is_told_instead_of_a_volume_the_athlete_runs_anyway() -> None:
    found = entries(season(week(95, SINGLES, affected=True)))
    assert {e.fits_at_km for e in found.values()} == {None}
    assert all("dated block" in e.why for e in found.values())
    usual = entries(season(week(95, SINGLES, affected=True)), scenario(95))
    assert {e.fits_at_km for e in usual.values()} == {100.0}


def test_the_way_back_is_told_as_the_cause() -> None:
    found = entries(season(week(90, SINGLES, affected=True, back=True)), scenario(120))
    assert "on the way back" in found["double-threshold-days"].why
    assert found["double-threshold-days"].fits_at_km is None


def test_a_week_away_scales_nothing() -> None:
    assert not entries(season(week(110, []), week(126, [*double(1, 25, 17), *double(3, 25, 17), HIT], 1)))


def test_a_short_double_beside_a_longer_one_is_not_scaled() -> None:
    uneven = [*double(1, 25, 16), *double(3, 30, 17), HIT]  # 49 and 55.5 min
    assert not entries(season(week(130, uneven)))


def test_the_note_the_auditor_reads_keeps_its_volume() -> None:
    choice = season(week(110, [*SINGLES, HIT]), limit="hours")
    choice = replace(choice, doubles=Fit(115_000, 34_000, "hours"))
    found = entries(choice, scenario(110, max_weekly_hours=9))
    assert found["day-work-minutes"].fits_at_km == 115.0
    assert "9 h allowed" in found["day-work-minutes"].why


def told(choice: SeasonChoice, of: Scenario) -> str:
    return "; ".join(warnings(choice, of, MODEL, PERSON))


def test_a_trip_does_not_advise_another_model() -> None:
    choice = season(week(110, SHORT), week(76, SINGLES, 1, affected=True), week(90, SINGLES, 2))
    assert "better fit" not in told(choice, scenario(110))
    assert "overuse" not in told(choice, scenario(110))


@pytest.mark.parametrize(("km", "better"), [(45, "low-volume"), (80, "norwegian-singles")])
def test_little_mileage_advises_another_model(km: int, better: str) -> None:
    choice = season(week(km, SINGLES))
    assert f"{better} is usually the better fit" in told(choice, scenario(km))
    assert f"{km} km a week is below 100" in told(choice, scenario(km))
    assert "more hours are your decision" in told(choice, scenario(km, max_weekly_hours=7))


def test_a_season_that_grows_into_the_method_keeps_it() -> None:
    choice = season(week(98, SINGLES), week(104, SHORT, 1))
    assert "overuse" in told(choice, scenario(95))
    assert "better fit" not in told(choice, scenario(95))


def test_a_dip_below_low_mileage_is_told_as_the_plans_not_the_athletes() -> None:
    choice = season(week(80, SINGLES), week(105, SHORT, 1))
    assert "weeks of 80 km are below 100" in told(choice, scenario(110))
    assert "110 km a week is" not in told(choice, scenario(110))


@pytest.mark.parametrize(("km", "is_told"), [(29.8, True), (30, False)])
def test_very_little_mileage_is_told_to_build_it_first(km: float, is_told: bool) -> None:
    assert ("build mileage first" in told(season(week(km, SINGLES)), scenario(km))) is is_told


def test_singles_by_choice_are_not_warned_of_doubles() -> None:
    assert "overuse" not in told(SeasonChoice((week(75, SINGLES),), None, None, None), scenario(80))


def test_a_model_of_four_singles_tells_when_there_are_three() -> None:
    spread, few = read_model("variants/spread"), SeasonChoice((week(50, [*SINGLES, *SINGLES[:1]]),), None, None, None)
    (entry,) = scaled_entries(few, scenario(50), spread)
    assert (entry.rule, entry.given, entry.fits_at_km) == ("single-threshold-days", "3", 60.0)
    assert "overuse" in "; ".join(warnings(few, scenario(50), spread, PERSON))
    four = SeasonChoice((week(80, [*SINGLES, *SINGLES]),), None, None, None)
    assert not scaled_entries(four, scenario(80), spread)
