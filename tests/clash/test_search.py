"""Clashes are clashes, every member is needed, and a plan the auditor accepts shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest

from ndt_opt.clash.search import ClashSearch
from ndt_opt.cpsat.feasibility import Feasibility
from ndt_opt.cpsat.interrupt import Stop
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from tests.clash.planted import Planted, faults, found_from
from tests.cpsat.seasons import START, library, season

NUMBER = 6
"""Of the planted clashes; `python -m tests.clash.planted 500` tries more."""

LONGEST = frozenset({6, 13})
"""Seeds that take minutes on a slow machine."""

SEASONS = [
    pytest.param(seed, own, id=f"{seed} {own.plant}", marks=[pytest.mark.study] if seed in LONGEST else [])
    for seed, own in islice(found_from(0), NUMBER)
]


def pinned(*pins: tuple[int, str], weeks: int = 6, **own: Any) -> Scenario:
    entries = [{"date": START + dt.timedelta(days=day), "slot": "am", "kind": kind} for day, kind in pins]
    return season(weeks, season={"start": START, "weeks": weeks, "pins": entries}, **own)


def clash(scenario: Scenario, name: str = "norwegian-double") -> tuple[list[str], int]:
    found = ClashSearch(scenario, library(name), SolveSettings(), Stop(None)).find()
    assert found.is_minimal
    return [str(member) for member in found.members], found.weeks


@pytest.mark.parametrize(("seed", "own"), SEASONS)
def test_a_planted_clash_is_found_minimal(seed: int, own: Planted) -> None:
    assert faults(own) == []


def test_doubles_without_evenings() -> None:
    scenario = season(6, availability={"pm": "none"})
    members = ["availability.pm", "availability", "double-threshold-days", "volume-tier"]
    assert clash(scenario) == (members, 1)


def test_pins_that_touch() -> None:
    assert clash(pinned((1, "easy"), (15, "threshold"), (16, "threshold"))) == (
        ["season.pins[1]", "season.pins[2]", "hard-day-spacing"], 3
    )  # fmt: skip


def test_what_is_pinned_twice_needs_no_rule() -> None:
    assert clash(pinned((8, "long"), (9, "long")))[0] == ["season.pins[0]", "season.pins[1]"]


def test_a_race_that_excuses_its_week_stays_an_excuse() -> None:
    """Without the race its week would be a load week that three easy days between hard ones leave no room."""
    rule = library().rules["hard-day-spacing"].model_copy(update={"gap_days": 2})
    model = replace(library(), rules={**library().rules, "hard-day-spacing": rule})
    race = {"name": "Town 5", "date": START + dt.timedelta(days=33), "distance_m": 5000, "priority": "A"}
    pins = [{"date": START + dt.timedelta(days=day), "slot": "am", "kind": "long", "km": 20} for day in (5, 6)]
    scenario = season(5, season={"start": START, "weeks": 5, "pins": pins, "races": [race]})
    free = season(5, season={"start": START, "weeks": 5, "races": [race]})
    assert Feasibility(SolveSettings(), Stop(None)).any_plan(free, model).status == "plan"
    found = ClashSearch(scenario, model, SolveSettings(), Stop(None)).find()
    assert [str(member) for member in found.members] == ["season.pins[0]", "season.pins[1]"]


def test_a_wish_of_the_third_week_is_one_of_its_first_three_weeks() -> None:
    members, weeks = clash(pinned((16, "hit"), weeks=9))
    assert (members[0], weeks) == ("season.pins[0]", 3)
