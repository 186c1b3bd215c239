"""Bounds that need no search, and columns left out: neither may cut off the optimum."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ndt_opt.cpsat import columns, programme
from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.relaxation import week_bounds
from ndt_opt.units import format_duration

from .seasons import START, answer, best_z2, few_sessions, library, optimum, season


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
    bounds = week_bounds(built.grid)
    best = optimum(built)
    assert len(bounds) == weeks
    assert best is None or best <= sum(bounds)
    for week, bound in zip(built.grid.weeks, bounds, strict=True):
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
    ],
)
def test_leaving_out_patterns_and_programmes_loses_nothing(
    km: float, time: str, own: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = season(3, time, km, **own)
    model = few_sessions()
    best = best_z2(scenario, model)
    monkeypatch.setattr(programme, "_undominated", lambda totals, resources: list(range(len(totals["work"]))))
    monkeypatch.setattr(columns, "_merge_equals", lambda patterns, counts, week, filters: (patterns, counts))
    assert best_z2(scenario, model) == best
