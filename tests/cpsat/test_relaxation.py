"""Bounds that need no search, and columns left out: neither may cut off the optimum."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from ndt_opt.cpsat import alike_patterns, programme
from ndt_opt.cpsat.bounds import season_bounds
from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.facts import Facts, season_facts
from ndt_opt.units import format_duration

from .seasons import START, answer, best_z2, few_sessions, library, optimum, season


def assert_bounded(facts: Facts, best: int | None) -> None:
    """The season's bound is not below the best plan, and no best plan has a week outside its range."""
    bounds = season_bounds(facts)
    assert bounds is not None
    if best is None:
        return
    assert best <= bounds.total_s <= sum(bounds.weeks)
    built = build(facts)
    built.grid.cp.add(built.z2_s >= best)
    strays = []
    for week, (least, most) in zip(built.grid.weeks, bounds.ranges(best), strict=True):
        for beyond in (week.z2_s <= least - 1, week.z2_s >= most + 1):
            strays.append(built.grid.cp.new_bool_var(""))
            built.grid.cp.add(beyond).only_enforce_if(strays[-1])
    built.grid.cp.add_bool_or(strays)
    status, _ = answer(built.grid.cp)
    assert status == cp_model.INFEASIBLE


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    weeks=st.integers(1, 3),
    km=st.integers(40, 190),
    extra_km=st.sampled_from([0, 0, 10]),
    seconds=st.integers(770, 1560),
    recovered=st.sampled_from([0, 7, 14]),
    blocked=st.sampled_from([None, 1, 3, 9]),
    hours=st.sampled_from([None, None, 7, 11]),
)
def test_the_relaxation_is_never_below_the_optimum(
    weeks: int, km: int, extra_km: int, seconds: int, recovered: int, blocked: int | None, hours: int | None
) -> None:
    athlete = {"max_weekly_km": km + extra_km, **({"max_weekly_hours": hours} if hours else {})}
    closed = (
        [{"from": START.replace(month=12, day=blocked), "to": START.replace(month=12, day=blocked)}]
        if blocked
        else []
    )
    scenario = season(
        weeks, format_duration(seconds), km, athlete=athlete,
        history={"days_since_recovery": recovered}, availability={"blocked": closed},
    )  # fmt: skip
    built = build(season_facts(scenario, library()))
    bounds = season_bounds(built.grid)
    best = optimum(built)
    assert bounds is not None
    assert len(bounds.weeks) == weeks
    assert best is None or best <= bounds.total_s <= sum(bounds.weeks)
    for week, bound in zip(built.grid.weeks, bounds.weeks, strict=True):
        built.grid.cp.maximize(week.z2_s)
        _, solver = answer(built.grid.cp)
        assert best is None or round(solver.best_objective_bound) <= bound


@pytest.mark.parametrize(
    ("km", "time", "own"),
    [
        (130, "15:30", {}),
        (112, "16:40", {"athlete": {"max_weekly_hours": 9, "longest_run_km": 15}}),
        (104, "17:30", {"availability": {"am_max_min": 90, "days": {"sun": {"pm": "none"}}}}),
        (75, "19:30", {"athlete": {"longest_run_km": 12}}),
        (140, "15:00", {"athlete": {"longest_run_km": 10}}),
        (
            120,
            "16:00",
            {"availability": {"pm_max_min": 80, "days": {"mon": {"am": "none"}, "sun": {"pm": "none"}}}},
        ),
        (52, "22:00", {"availability": {"am": "none"}}),
        (
            165,
            "13:06",
            {"availability": {"blocked": [{"from": START, "to": START.replace(month=12, day=3)}]}},
        ),
        (150, "14:30", {"camps": [{"from": START, "to": START.replace(month=12, day=16), "altitude_m": 2200}]}),
        (125, "16:00", {"transitions": [{"kind": "shoes", "date": START.replace(month=12, day=3), "days": 9}]}),
        (
            110,
            "17:00",
            {
                "athlete": {"max_weekly_hours": 11, "longest_run_km": 15},
                "transitions": [{"kind": "return-from-break", "date": START, "days": 10}],
            },
        ),
    ],
)
def test_leaving_out_patterns_and_programmes_loses_nothing(
    km: float, time: str, own: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = season(3, time, km, **own)
    model = few_sessions()
    best = best_z2(scenario, model)
    monkeypatch.setattr(programme, "undominated_rows", lambda totals, resources: list(range(len(totals["work"]))))
    monkeypatch.setattr(alike_patterns, "_merge_equals", lambda patterns, counts, *_: (patterns, counts))
    assert best_z2(scenario, model) == best


@example(km=55, first=0, length=4, slots=["am", "pm"], pin=None, day=0, recovered=7)
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    km=st.sampled_from([55, 95, 112, 130, 150]),
    first=st.integers(0, 20),
    length=st.sampled_from([0, 1, 1, 2, 4, 7, 10, 14, 16]),
    slots=st.sampled_from([["am", "pm"], ["am", "pm"], ["pm"], ["am"]]),
    pin=st.sampled_from([None, "easy", "rest", "long", "hit", "threshold"]),
    day=st.integers(0, 34),
    recovered=st.sampled_from([0, 7]),
)
def test_days_away_and_pins_never_lift_the_optimum_above_the_bounds(
    km: int, first: int, length: int, slots: list[str], pin: str | None, day: int, recovered: int
) -> None:
    date = START + dt.timedelta(days=first)
    closed = [{"from": date, "to": date + dt.timedelta(days=length - 1), "slots": slots}] if length else []
    pins = [{"date": START + dt.timedelta(days=day), "slot": "am", "kind": pin}] if pin else []
    scenario = season(
        5, "16:00", km, athlete={"max_weekly_km": km + 10}, availability={"blocked": closed},
        season={"start": START, "weeks": 5, "pins": pins}, history={"days_since_recovery": recovered},
    )  # fmt: skip
    model = few_sessions()
    facts = season_facts(scenario, model)
    best = best_z2(scenario, model)
    assert_bounded(facts, best)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    km=st.sampled_from([55, 95, 112, 130, 150]),
    first=st.integers(0, 30),
    length=st.integers(1, 21),
    kind=st.sampled_from(["shoes", "strength", "treadmill-to-road", "return-from-break"]),
    camp=st.sampled_from([None, 0, 2, 5, 9, 18]),
    metres=st.sampled_from([1000, 1850, 3000]),
    recovered=st.sampled_from([0, 7]),
)
def test_changes_and_camps_never_lift_the_optimum_above_the_bounds(
    km: int, first: int, length: int, kind: str, camp: int | None, metres: int, recovered: int
) -> None:
    date = START + dt.timedelta(days=first)
    end = START + dt.timedelta(days=first if camp is None else min(first + camp, 34))
    own = {"transitions": [{"kind": kind, "date": date, "days": length}]}
    if camp is not None:
        own = {"camps": [{"from": date, "to": end, "altitude_m": metres}]}
    scenario = season(
        5, "16:00", km, athlete={"max_weekly_km": km + 10}, season={"start": START, "weeks": 5},
        history={"days_since_recovery": recovered}, **own,
    )  # fmt: skip
    model = few_sessions()
    best = best_z2(scenario, model)
    assert_bounded(season_facts(scenario, model), best)
