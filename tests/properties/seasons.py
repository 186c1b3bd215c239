"""Hypothesis strategies of scenarios: runners, weeks, closed slots, dated blocks, history."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.domain.scenario import ChangeKind, Scenario
from ndt_opt.files.model_file import read_model
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import format_duration

START = dt.date(2026, 11, 30)
DOUBLES = ("norwegian-double", "norwegian-double", "variants/free-weekdays")
MODELS = (*DOUBLES, "norwegian-singles", "low-volume", "variants/spread", "variants/continuous")

model = cache(read_model)


def season_model(scenario: Scenario) -> TrainingModel:
    """The library model that the scenario names."""
    found: TrainingModel = model(scenario.model)
    return found


@st.composite
def athletes(draw: st.DrawFn) -> dict[str, Any]:
    """40-190 km a week, 12:50-26:00 for 5 km."""
    km = draw(st.integers(40, 190))
    time = format_duration(draw(st.integers(12 * 60 + 50, 26 * 60)))
    athlete: dict[str, Any] = {"weekly_km": km, "results": [{"distance_m": 5000, "time": time}]}
    if draw(st.booleans()):
        athlete["max_weekly_km"] = km + draw(st.integers(0, 25))
    if draw(st.booleans()):
        athlete["longest_run_km"] = draw(st.integers(10, 30))
    if draw(st.integers(0, 4)) == 0:
        athlete["max_weekly_hours"] = draw(st.integers(4, 16))
    if draw(st.integers(0, 4)) == 0:
        athlete["lactate"] = {"lt2_mmol": draw(st.sampled_from([2.4, 3.0, 3.2, 4.0, 4.6]))}
    return athlete


@st.composite
def availabilities(draw: st.DrawFn, weeks: int) -> dict[str, Any]:
    """Now and then a closed or a short slot, a narrow window, one or two dated blocks."""
    found: dict[str, Any] = {}
    for slot in ("am", "pm"):
        if draw(st.integers(0, 5)) == 0:
            found[f"{slot}_max_min"] = draw(st.integers(50, 150))
    days: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(WEEKDAYS), max_size=3, unique=True)):
        slot = draw(st.sampled_from(["am", "pm"]))
        kind = draw(st.sampled_from(["none", "max", "window"]))
        window = "08:00-12:00" if slot == "am" else "13:00-20:00"
        days[name] = {f"{slot}_max_min": draw(st.integers(30, 150))} if kind == "max" else {
            slot: "none" if kind == "none" else window
        }  # fmt: skip
    if days:
        found["days"] = days
    blocked = []
    first = draw(st.integers(0, 7 * weeks - 1))
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2]))):
        last = min(first + draw(st.integers(0, 3)), 7 * weeks - 1)
        slots = draw(st.sampled_from([["am"], ["pm"], ["am", "pm"]]))
        ends = {"from": START + dt.timedelta(days=first), "to": START + dt.timedelta(days=last)}
        blocked.append({**ends, "slots": slots})
        first = last + 1 + draw(st.integers(0, 6))
        if first >= 7 * weeks:
            break
    if blocked:
        found["blocked"] = blocked
    if draw(st.integers(0, 2)) == 0:
        found["dates"] = draw(dated(weeks))
    return found


@st.composite
def dated(draw: st.DrawFn, weeks: int) -> list[dict[str, Any]]:
    """One or two stretches of days with slots shorter, longer, earlier or closed."""
    found: list[dict[str, Any]] = []
    first = draw(st.integers(0, 7 * weeks - 1))
    for _ in range(draw(st.integers(1, 2))):
        last = first + draw(st.integers(0, 12))
        am = draw(st.sampled_from([None, "none", "04:30-06:15", "05:00-11:30", "07:00-08:30"]))
        pm = draw(st.sampled_from([None, "none", "13:00-22:00", "17:00-18:15", "20:00-21:30"]))
        own: dict[str, Any] = {k: v for k, v in (("am", am), ("pm", pm)) if v is not None}
        own |= {"am_max_min": draw(st.integers(25, 90))} if draw(st.booleans()) or not own else {}
        found.append({"from": START + dt.timedelta(days=first), "to": START + dt.timedelta(days=last), **own})
        first = last + 1 + draw(st.integers(0, 6))
    return found


@st.composite
def histories(draw: st.DrawFn, weekly_km: float) -> dict[str, Any]:
    """What was run before."""
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        found["recent_km"] = [round(weekly_km * draw(st.integers(75, 105)) / 100) for _ in range(4)]
    if draw(st.booleans()):
        found["last_hard"] = START - dt.timedelta(days=draw(st.integers(1, 4)))
    elif draw(st.booleans()):
        days = sorted(draw(st.lists(st.integers(1, 6), min_size=1, max_size=3, unique=True)))
        found["hard_days"] = [START - dt.timedelta(days=n) for n in days]
        found["last_hit"] = found["hard_days"][0]
    if draw(st.booleans()):
        found["days_since_recovery"] = draw(st.sampled_from([0, 7, 14, 3, 21]))
    return found


@st.composite
def cautions(draw: st.DrawFn, weeks: int) -> dict[str, Any]:
    """Changes and camps, one after the other."""
    found: dict[str, Any] = {"transitions": [], "camps": []}
    day = draw(st.integers(0, 13))
    while day < 7 * weeks:
        length = draw(st.integers(1, 21))
        if draw(st.booleans()):
            kind = draw(st.sampled_from(get_args(ChangeKind)))
            found["transitions"].append({"kind": kind, "date": START + dt.timedelta(days=day), "days": length})
        else:
            last = min(day + length - 1, 7 * weeks - 1)
            ends = {"from": START + dt.timedelta(days=day), "to": START + dt.timedelta(days=last)}
            found["camps"].append({**ends, "altitude_m": draw(st.integers(500, 4000))})
        day += length + draw(st.integers(0, 13))
    return found


@st.composite
def cautious_seasons(draw: st.DrawFn, most_weeks: int = 5, models: tuple[str, ...] = MODELS) -> Scenario:
    """A season with stated changes and camps."""
    scenario = draw(seasons(most_weeks, models))
    own = draw(cautions(scenario.season.weeks))
    return Scenario.model_validate({**scenario.model_dump(by_alias=True), **own})


@st.composite
def seasons(draw: st.DrawFn, most_weeks: int = 5, models: tuple[str, ...] = MODELS) -> Scenario:
    """A whole scenario of one to `most_weeks` weeks."""
    weeks = draw(st.integers(1, most_weeks))
    athlete = draw(athletes())
    return Scenario.model_validate({
        "schema": "ndt.scenario/1",
        "model": draw(st.sampled_from(models)),
        "athlete": athlete,
        "season": {"start": START, "weeks": weeks},
        "availability": draw(availabilities(weeks)),
        "history": draw(histories(athlete["weekly_km"])),
    })  # fmt: skip
