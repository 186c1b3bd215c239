"""Logs as runners keep them: races on another day, HIT moved, a little short, a jog in bed, half a double."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace as with_values
from typing import Any

import pytest

from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.domain.scenario import Scenario
from ndt_opt.replan import Replanned, replan

from .season import again, blocking, day, entry, log_of, season

ELITE, MARATHON, ALTITUDE = "elite-5000m", "marathon-with-half", "altitude-camp"


def anew(plan: Plan, log: list[LogEntry], as_of: dt.date, scenario: Scenario | None = None) -> Replanned:
    found = replan(plan, log, as_of, season(ELITE)[1], scenario=scenario)
    assert isinstance(found, Replanned)
    return found


@pytest.mark.parametrize(
    ("name", "short"), [(ALTITUDE, 0.99), (ALTITUDE, 0.92), ("parent-mornings", 0.95), (ELITE, 0.99)]
)
def test_a_little_short_is_as_planned(name: str, short: float) -> None:
    """Watches and routes differ: km a few per cent short move nothing."""

    def shorter(session: Session) -> Mapping[str, Any]:
        return {"distance_m": int(session.distance_m * short)} if session.kind in ("easy", "long") else {}

    assert again(name, 14, shorter)[1].plan.changes == []


def test_hit_run_a_day_late_keeps_its_distance() -> None:
    """HIT on Sunday instead of Saturday: no double on Tuesday."""
    plan, _, _ = season(ELITE)
    sunday = day(plan, 34)
    log = [e for e in log_of(plan, day(plan, 35)) if e.kind != "hit" or e.date < day(plan, 28)]
    log.append(entry(next(s for s in plan.sessions if s.kind == "hit"), date=sunday, slot="pm", session_id=None))
    found = anew(plan, log, day(plan, 35)).plan
    hard = {s.date for s in found.sessions if s.kind in ("threshold", "hit")}
    assert not {day(plan, 35), day(plan, 36)} & hard


@pytest.mark.parametrize("late", [0, 1, -1])
def test_a_race_is_the_race_it_was_a_day_off(late: int) -> None:
    plan, model, scenario = season(MARATHON)
    race = scenario.season.races[0]
    as_of = race.date + dt.timedelta(days=9)
    moved = race.date + dt.timedelta(days=late)
    log = [with_values(e, date=moved) if e.kind == "race" else e for e in log_of(plan, as_of)]
    found = replan(plan, log, as_of, model)
    assert isinstance(found, Replanned)
    assert [r.date for r in found.plan.scenario.season.races if r.name == race.name] == [moved]
    again_ = replan(found.plan, log, as_of, model)
    assert isinstance(again_, Replanned)
    assert again_.plan.changes == []


def test_a_race_logged_late_counts_all_the_same() -> None:
    plan, model, scenario = season(MARATHON)
    race = scenario.season.races[0]
    as_of = race.date + dt.timedelta(days=2)
    without = [e for e in log_of(plan, as_of) if e.kind != "race"]
    first = replan(plan, without, as_of, model)
    assert isinstance(first, Replanned)
    assert race not in first.plan.scenario.season.races
    second = replan(first.plan, log_of(plan, as_of), as_of, model)
    assert isinstance(second, Replanned)
    assert race in second.plan.scenario.season.races


def test_an_a_race_that_was_not_run_leaves_a_plan() -> None:
    plan, model, scenario = season(MARATHON)
    race = next(r for r in scenario.season.races if r.priority == "A")
    as_of = min(race.date + dt.timedelta(days=2), day(plan, plan.scenario.days - 8))
    log = [e for e in log_of(plan, as_of) if e.kind != "race"]
    assert isinstance(replan(plan, log, as_of, model), Replanned)


def test_a_log_without_ids_and_numbers_is_as_planned() -> None:
    plan = season(ELITE)[0]
    log = [LogEntry(s.date, s.slot, s.kind) for s in plan.sessions if s.date < day(plan, 21)]
    assert anew(plan, log, day(plan, 21)).plan.changes == []


def test_a_jog_in_bed_is_no_day_of_running() -> None:
    plan = season(ELITE)[0]
    ill = range(28, 42)
    log = log_of(plan, day(plan, 42), lambda s: None if (s.date - day(plan, 0)).days in ill else {})
    log.append(LogEntry(day(plan, 35), "am", "easy", distance_m=2000, duration_s=600))
    lived = anew(plan, log, day(plan, 42)).plan.scenario.lived
    assert lived is not None
    assert [away.days for away in lived.away] == [14]


def test_waiting_makes_the_way_back_no_harder() -> None:
    """Three weeks ill: on Monday all is solved, on Friday the begun week is shortened, its long run too."""
    plan = season(ELITE)[0]
    log = log_of(plan, day(plan, 25))
    friday = anew(plan, log, day(plan, 46))
    left = [s for s in friday.plan.sessions if day(plan, 46) <= s.date < day(plan, 49)]
    assert {s.kind for s in left} <= {"easy", "long"}
    was = sum(s.distance_m for s in plan.sessions if day(plan, 46) <= s.date < day(plan, 49) and s.kind != "hit")
    assert sum(s.distance_m for s in left) <= was * 0.53
    assert {c.what for c in friday.plan.changes if c.date < day(plan, 49)} <= {"shortened", "dropped"}


def test_a_double_run_a_day_late_leaves_the_next_days_easy() -> None:
    plan = season(ELITE)[0]
    tuesday, wednesday = day(plan, 1), day(plan, 2)
    log = [e for e in log_of(plan, wednesday) if e.date != tuesday]
    log += [entry(s, date=wednesday) for s in plan.sessions if s.date == tuesday]
    found = anew(plan, log, day(plan, 3)).plan
    gone = {c.session: c.why for c in found.changes if c.what == "dropped"}
    assert {f"{day(plan, 3)}-am", f"{day(plan, 3)}-pm"} <= gone.keys()
    assert all("hard-day-spacing" in why for why in gone.values() if "was run" in why)


def test_half_a_double_stays_half_a_double() -> None:
    """The afternoon was dropped: what the morning said still is about mornings."""
    plan, _, scenario = season(ELITE)
    tuesday = day(plan, 8)
    closed = blocking(tuesday, tuesday)(scenario)
    half = closed.availability.blocked[-1].model_copy(update={"slots": ["pm"]})
    blocked = [*closed.availability.blocked[:-1], half]
    wanted = closed.model_copy(update={"availability": closed.availability.model_copy(update={"blocked": blocked})})
    log = log_of(plan, tuesday)
    log += [entry(s, lactate_mmol=(3.6,)) for s in plan.sessions if s.id == f"{tuesday}-am"]
    first = anew(plan, log, tuesday, wanted)
    second = anew(first.plan, log, tuesday, wanted)
    for found in (first, second):
        lived = found.plan.scenario.lived
        assert lived is not None
        assert {own.family for own in lived.held} == {"double-am"}
    assert second.plan.changes == []


def test_a_new_test_is_a_new_start() -> None:
    """Held by the old LT2; tested anew, nothing is held, and the old readings say no more."""
    plan, _, scenario = season(ELITE)
    pm = [s for s in plan.sessions if s.kind == "threshold" and s.slot == "pm"]
    log = log_of(plan, day(plan, 7), lambda s: {"lactate_mmol": (3.6,)} if s.id == pm[1].id else {})
    assert scenario.athlete.lactate is not None
    test = scenario.athlete.lactate.model_copy(update={"tested": day(plan, 6), "lt2_mmol": 3.0})
    wanted = scenario.model_copy(update={"athlete": scenario.athlete.model_copy(update={"lactate": test})})
    for found in (first := anew(plan, log, day(plan, 7), wanted), anew(first.plan, log, day(plan, 7))):
        assert [s.id for s in found.plan.sessions if s.adjusted is not None] == []
    changed = [c for c in first.plan.changes if c.kind == "threshold"]
    assert changed
    assert all("the athlete" in c.why for c in changed)


def test_a_mandated_week_that_has_begun_goes_easy() -> None:
    """Asked for on the Monday, planned anew on the Tuesday."""
    plan = season(ELITE)[0]
    hard = [s for s in plan.sessions if s.kind == "threshold" and s.date < day(plan, 7)]
    log = log_of(plan, day(plan, 8), lambda s: {"rpe": 17} if s in hard else {})
    extra = next(s for s in plan.sessions if s.id == f"{day(plan, 8)}-am")
    log.append(entry(extra, date=day(plan, 5), slot="pm", rpe=17))
    found = anew(plan, log, day(plan, 8)).plan
    left = [s for s in found.sessions if day(plan, 8) <= s.date < day(plan, 14) and s.id != extra.id]
    assert {s.kind for s in left} <= {"easy", "long"}
    assert found.weeks[1].block == "recovery"


def test_a_session_that_finds_its_id_taken_is_told_by_its_own() -> None:
    first = season(ELITE)[0]
    thursday = day(first, 31)
    found = again(ELITE, 24, scenario=blocking(thursday, thursday))[1].plan
    ids = {s.id for s in found.sessions}
    assert all(c.session in ids for c in found.changes if c.what != "dropped")


def test_other_windows_are_told_and_named() -> None:
    plan, _, scenario = season(ELITE)
    values = scenario.model_dump(by_alias=True)
    values["availability"] = {"am": "08:30-11:30", "pm": "16:30-20:00"}
    found = anew(plan, log_of(plan, day(plan, 7)), day(plan, 7), Scenario.model_validate(values))
    assert found.plan.changes
    assert all("availability" in c.why for c in found.plan.changes)
