"""The textbook formulation means the season that `ndt solve` means: where it closes, both optima are one number."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import cache
from importlib import import_module
from typing import Any

import pytest

from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.scenario import Scenario
from ndt_opt.planner import most_work
from tests.cpsat.seasons import START, few_sessions, season
from tests.scenarios.library import inputs, outcome

LIMIT_S = 60.0
DAY_GRID = "variants/day-grid"


def peer(name: str) -> Any:
    return import_module(name)


def race(week: int, weekday: int, metres: int, priority: str) -> dict[str, Any]:
    date = START + dt.timedelta(days=7 * week + weekday)
    return {"date": date, "distance_m": metres, "priority": priority}


def raced(weeks: int, *races: dict[str, Any], **own: Any) -> Scenario:
    return season(season={"start": START, "weeks": weeks, "races": [*races]}, **own)


PHASES = [{"name": "pre-competition", "from": START, "to": START + dt.timedelta(days=13)}]
SEASONS: dict[str, tuple[Scenario, str]] = {
    "doubles": (season(), "norwegian-double"),
    "one double or singles": (season(weekly_km=80, time="18:30"), "norwegian-double"),
    "singles below 60 km": (season(weekly_km=50, time="22:00"), "norwegian-double"),
    "hours": (season(athlete={"max_weekly_hours": 8}), "norwegian-double"),
    "after hard days": (
        season(
            history={
                "recent_km": [120, 110, 125, 115],
                "hard_days": [START - dt.timedelta(days=3)],
                "last_hard": START - dt.timedelta(days=1),
                "last_hit": START - dt.timedelta(days=1),
                "days_since_recovery": 5,
            }
        ),
        "norwegian-double",
    ),
    "a load that binds": (
        season(weeks=4, history={"muscular_load_week": 1500}, weekly_km=115),
        "norwegian-double",
    ),
    "an A race": (raced(4, race(2, 5, 5000, "A")), "norwegian-double"),
    "a B race": (raced(3, race(1, 6, 10_000, "B")), "norwegian-double"),
    "C races": (raced(3, race(0, 2, 3000, "C"), race(1, 6, 5000, "C")), "norwegian-double"),
    "phases": (
        season(season={"start": START, "weeks": 3, "phases": PHASES, "races": [race(2, 6, 1500, "C")]}),
        "norwegian-double",
    ),
    "any day of the week": (season(), DAY_GRID),
    "a block begun": (season(history={"days_since_recovery": 9}), DAY_GRID),
    "two weeks of it": (season(weeks=2, history={"days_since_recovery": 9}), DAY_GRID),
}


@cache
def textbook(name: str) -> Any:
    scenario, model = SEASONS[name]
    facts = peer("day_facts").SeasonFacts(scenario, few_sessions(model))
    return peer("day_model").modelled(facts)


def found_by(engine: str, name: str) -> Any:
    return peer(f"textbook_{engine}").engine(textbook(name).m, LIMIT_S, 1, peer("protocol").Clock())


@pytest.mark.parametrize("name", SEASONS)
def test_its_optimum_is_ours(name: str) -> None:
    scenario, model = SEASONS[name]
    ours, found = most_work(scenario, few_sessions(model)), found_by("cpsat", name)
    assert (ours.status, found.status) == ("optimal", "optimal")
    days = textbook(name)
    assert days.m.broken(found.values) == []
    picked = [p.session for day in days.days for p in day.picks if days.m.value_of(p.chosen, found.values)]
    assert (
        sum(s.work_s for s in picked if s.is_threshold) == days.m.value_of(days.m.goal, found.values) == ours.z2_work_s
    )


@pytest.mark.parametrize("name", ["doubles", "two weeks of it"])
@pytest.mark.parametrize("engine", ["highs", "scip"])
def test_plain_rows_say_the_same(engine: str, name: str) -> None:
    """Big-M rows for literals, and a flow for the automaton."""
    if engine == "scip":
        pytest.importorskip("pyscipopt", reason="pip install pyscipopt")
    found, rows = found_by(engine, name), textbook(name).m
    assert (found.status, rows.broken(found.values)) == ("optimal", [])
    assert (
        rows.value_of(rows.goal, found.values) == most_work(SEASONS[name][0], few_sessions(SEASONS[name][1])).z2_work_s
    )


@pytest.mark.parametrize("name", ["club-races", "improver-20min-75km"])
def test_our_plan_of_a_whole_season_keeps_its_rows(name: str) -> None:
    """With every session and easy run of the plan in its place."""
    solved = outcome(name)
    assert isinstance(solved, Solved)
    days = peer("day_model").modelled(peer("day_facts").SeasonFacts(*inputs(name)))
    start, placed = days.facts.scenario.season.start, {(s.date, s.slot): s for s in solved.plan.sessions}
    for day in days.days:
        own = {slot: placed.get((start + dt.timedelta(days=day.number), slot)) for slot in ("am", "pm")}
        halves = sum(s is not None and s.kind == "threshold" for s in own.values())
        for pick in day.picks:
            here, is_half = own[pick.slot], (pick.kind == "double") == (halves == 2)
            days.m.add(
                pick.chosen == int(here is not None and pick.session.key == (here.template, here.reps) and is_half)
            )
        for kind, columns in (("easy", day.units), ("long", day.long_in)):
            for slot, column in columns.items():
                metres = here.distance_m if (here := own[slot]) is not None and here.kind == kind else 0
                days.m.add(column == metres // 200 if kind == "easy" else column == int(metres > 0))
                days.m.add(day.long == metres // 200 if kind == "long" and metres else True)
    found = peer("textbook_cpsat").engine(days.m, LIMIT_S, 1, peer("protocol").Clock())
    assert (found.status, found.bound) == ("optimal", solved.plan.objective["z2_work_s"])


@pytest.mark.skipif(shutil.which("minizinc") is None, reason="apt-get install minizinc")
@pytest.mark.parametrize("model", ["norwegian-double", DAY_GRID])
def test_minizinc_reads_the_text(model: str) -> None:
    scenario = season(weeks=1, weekly_km=50, time="22:00")
    rows = peer("day_model").build(scenario, few_sessions(model))
    found = peer("textbook_minizinc").engine(rows, 20, 1, peer("protocol").Clock())
    assert found.values is not None, found.note
    assert rows.broken(found.values) == []
    assert rows.value_of(rows.goal, found.values) <= (most_work(scenario, few_sessions(model)).z2_work_s or 0)


@pytest.mark.parametrize(
    "own",
    [
        {"season": {"start": START, "weeks": 3, "pins": [{"date": START, "slot": "am", "kind": "easy"}]}},
        {"availability": {"blocked": [{"from": START, "to": START}]}},
        {"transitions": [{"kind": "shoes", "date": START, "days": 7}]},
        {"camps": [{"from": START, "to": START + dt.timedelta(days=20), "altitude_m": 2000}]},
    ],
)
def test_it_says_what_it_cannot_speak_of(own: dict[str, Any]) -> None:
    with pytest.raises(peer("day_facts").NotApplicable, match="it knows no"):
        peer("day_model").build(season(**own), few_sessions())
