"""What lies before the season, what is not known, and the day grid."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ndt_opt.audit.auditor import audit_plan
from ndt_opt.audit.score import z2_work_seconds
from ndt_opt.domain.plan import Finding, Plan

from .builder import (
    at,
    audit,
    date,
    double,
    load_week,
    model,
    plan,
    recovery_week,
    scenario,
    season,
    spoiled,
    steady,
    told,
)


def only(findings: list[Finding], slug: str) -> list[tuple[str, str]]:
    return [(f.status, f.where) for f in findings if f.rule == slug]


def test_a_season_that_begins_with_recovery_is_measured_against_the_log() -> None:
    runs = spoiled([*recovery_week(0), *load_week(7), *load_week(14)])
    blocks = [("recovery", 0, 6), ("load", 7, 20)]
    log = {"days_since_recovery": 14, "recent_km": [163.0, 163.0, 164.0, 164.0]}
    assert not [f for f in audit(runs, scenario(history=log), blocks=blocks) if f.status != "kept"]
    less = {**log, "recent_km": [147.0, 147.0, 148.0, 147.0]}
    assert told(audit(runs, scenario(history=less), blocks=blocks), "recovery-week") == [str(date(0))]


def test_a_double_on_a_first_recovery_day() -> None:
    runs = [r for r in recovery_week(0) if r.date > date(0)]
    runs = spoiled([*double(0), *runs, *load_week(7), *load_week(14)])
    log = {"days_since_recovery": 14}
    found = audit(runs, scenario(history=log), blocks=[("recovery", 0, 6), ("load", 7, 20)])
    assert told(found, "load-recovery-cycle") == [str(date(0))]


def test_the_tier_of_a_first_recovery_week_is_the_logs() -> None:
    runs = spoiled([*recovery_week(0), *load_week(7), *load_week(14)])
    log = {"days_since_recovery": 14, "recent_km": [140.0, 140.0, 140.0, 139.999]}
    found = audit(runs, scenario(history=log), blocks=[("recovery", 0, 6), ("load", 7, 20)])
    assert told(found, "volume-tier") == [str(date(0))]
    log["recent_km"] = [140.0, 140.0, 140.0, 140.0]
    found = audit(runs, scenario(history=log), blocks=[("recovery", 0, 6), ("load", 7, 20)])
    assert only(found, "volume-tier") == [("kept", str(date(0)))]


def test_blocks_are_compared_with_the_block_before() -> None:
    runs = spoiled(season(6), {at(d, "am"): {"distance_m": 12000 + 8167} for d in (21, 28)})
    found = audit(runs, scenario(6, athlete={"max_weekly_km": 180.0}))
    assert told(found, "weekly-ramp") == [str(date(21))]
    runs = spoiled(season(6), {at(d, "am"): {"distance_m": 12000 + 8166} for d in (21, 28)})
    assert not told(audit(runs, scenario(6, athlete={"max_weekly_km": 180.0})), "weekly-ramp")


def test_without_the_cycle_the_season_is_one_block() -> None:
    off = {"load_recovery_cycle": {"strength": "off"}}
    found = audit(season(), scenario(), off)
    assert told(found, "recovery-week", "kept") == [str(date(0))]
    assert told(found, "block-structure") == [str(date(14))]


def test_a_longest_run_nobody_gave_is_not_guessed() -> None:
    athlete = {"longest_run_km": None}
    found = audit(season(), scenario(athlete=athlete))
    assert [status for status, _ in only(found, "run-spike")] == ["not checked"]
    short = {"run_spike": {"days": 7}}
    runs = spoiled(season(), {at(6, "am"): {"distance_m": 20000}, at(13, "am"): {"distance_m": 22001}})
    found = audit(runs, scenario(athlete=athlete), short)
    assert told(found, "run-spike") == [at(13, "am")]
    runs = spoiled(season(), {at(7, "am"): {"distance_m": 26401}})
    assert told(audit(runs, scenario(athlete=athlete), short), "run-spike") == [at(7, "am")]


def test_the_clock_change_is_elapsed_time() -> None:
    """Summer time ends at 03:00 on Sunday 31 October 2027: three hours by the clock are four."""
    start = dt.date(2027, 10, 25)
    runs = [
        steady(335, "am", 12000, "race", start=dt.datetime.fromisoformat("2027-10-31T02:30:00+02:00")),
        steady(335, "pm", 8000, start=dt.datetime.fromisoformat("2027-10-31T06:20:00+01:00")),
    ]
    found = audit(runs, scenario(1, season={"start": start}))
    assert not told(found, "am-pm-gap")
    early = spoiled(runs, {at(335, "pm"): {"start": dt.datetime.fromisoformat("2027-10-31T06:19:59+01:00")}})
    assert told(audit(early, scenario(1, season={"start": start})), "am-pm-gap") == [
        str(start + dt.timedelta(6))
    ]


DAY_GRID: dict[str, dict[str, Any]] = {"load_recovery_cycle": {"grid": "day", "block_days": [10, 14]}}


def day_grid_season() -> list[Any]:
    """Ten load days, a recovery from Thursday to Wednesday, then load again."""
    ten = [r for r in [*load_week(0), *load_week(7)] if r.date < date(10)]
    easy = [steady(d, "am", 16000) for d in range(10, 16)]
    rest = [r for r in load_week(14) if r.date >= date(17)]
    return sorted([*ten, *easy, steady(16, "am", 16000), *rest], key=lambda r: (r.date, r.slot))


def test_day_grid_recovery_is_judged_on_its_own_days() -> None:
    blocks = [("load", 0, 9), ("recovery", 10, 16), ("load", 17, 20)]
    found = audit(day_grid_season(), scenario(), DAY_GRID, blocks=blocks)
    assert only(found, "load-recovery-cycle") == [("kept", str(date(0)))]
    assert only(found, "recovery-week") == [("kept", str(date(0)))]
    found = audit(
        day_grid_season(), scenario(), {**DAY_GRID, "recovery_week": {"max_km_pct": 66}}, blocks=blocks
    )
    assert told(found, "recovery-week") == [str(date(10))]


def test_day_grid_edges_are_not_compared() -> None:
    runs = [*load_week(0), *[r for r in load_week(7) if r.date < date(13)], steady(13, "am", 12000)]
    blocks = [("load", 0, 12), ("recovery", 13, 13)]
    found = audit(runs, scenario(2), DAY_GRID, blocks=blocks)
    assert only(found, "recovery-week") == [("not checked", str(date(13)))]


def test_day_grid_part_weeks_may_hold_one_single() -> None:
    runs = [r for r in season() if r.date < date(14)] + [r for r in load_week(14) if r.slot == "am"]
    blocks = [("load", 0, 11), ("recovery", 12, 18), ("load", 19, 20)]
    two = told(audit(runs, scenario(), DAY_GRID, blocks=blocks), "single-threshold-days")
    assert two == [str(date(14)), at(15, "am"), at(17, "am")]
    long = [r for r in runs if r.id != at(15, "am")]
    assert told(audit(long, scenario(), DAY_GRID, blocks=blocks), "single-threshold-days") == [at(17, "am")]
    short = spoiled(long, {at(17, "am"): {"reps": 4}})
    assert not told(audit(short, scenario(), DAY_GRID, blocks=blocks), "single-threshold-days")


def test_what_breaks_at_one_place_is_one_finding() -> None:
    found = audit(spoiled(season(), {at(1, "am"): {"pace": 167, "lactate_high": 301}}))
    (finding,) = [f for f in found if f.rule == "am-before-pm"]
    assert finding.found.count(";") == 1
    assert finding.covers == ["R-032", "R-048", "R-049", "R-050", "R-063", "R-168", "E-02"]


BOOKS: list[tuple[str, Any]] = [
    ("hard_s", 1), ("hard_m", 1), ("z2_work_s", 1), ("easy_m", 1), ("distance_m", 1), ("duration_s", 1),
    ("reps", 9), ("rep_m", 100), ("start", "06:30"), ("start", "2026-12-01T06:30:00"),
    ("start", "2026-12-01T06:30:00+02:00"), ("start", "2026-12-02T06:30:00+01:00"),
    ("pace_s_per_km", {"start": 177, "fast": 178, "slow": 180}),
    ("pace_s_per_km", {"start": 0, "fast": 0, "slow": 0}), ("pace_s_per_km", None),
    ("date", dt.date(2026, 11, 29)), ("date", dt.date(2026, 12, 21)), ("slot", "pm"), ("id", at(3, "am")),
    ("warmup_m", 9000),
]  # fmt: skip


def books(of: Plan) -> list[str]:
    return told(audit_plan(of, model()), "plan-bookkeeping")


def changed(of: Plan, section: str, index: int, /, **own: Any) -> Plan:
    values = of.model_dump(by_alias=True)
    values["scenario"] = of.scenario
    values[section][index].update(own)
    return Plan.model_validate(values)


@pytest.mark.parametrize(("key", "value"), BOOKS)
def test_a_session_that_is_not_what_it_says(key: str, value: Any) -> None:
    good = plan(season())
    index = next(i for i, s in enumerate(good.sessions) if s.id == at(1, "am"))
    assert not books(good)
    assert books(changed(good, "sessions", index, **{key: value}))


@pytest.mark.parametrize(
    "key",
    ["index", "distance_m", "easy_m", "hard_m", "duration_s", "z2_work_s", "z2_cumulative_s", "easy_pct",
     "easy_time_pct"],
)  # fmt: skip
@pytest.mark.parametrize("week", [0, 2])
def test_a_week_that_is_not_what_it_says(key: str, week: int) -> None:
    good = plan(season())
    value = good.model_dump()["weeks"][week][key] + 1
    assert books(changed(good, "weeks", week, **{key: value})) == [str(date(7 * week))]


def test_records_that_disagree() -> None:
    good = plan(season())
    assert books(changed(good, "weeks", 1, block="recovery")) == [str(date(7))]
    assert books(changed(good, "weeks", 1, sessions=[])) == [str(date(7))]
    assert books(changed(good, "blocks", 1, to=date(19)))
    assert books(changed(good, "blocks", 1, **{"from": date(13)}))
    assert books(plan(season(), objective={"z2_work_s": 1}))
    assert books(plan(season(), objective={}))
    assert books(plan(season(), weeks=[]))
    assert books(plan(season(), scenario(season={"timezone": "Nowhere/Land"})))


def test_a_steady_run_takes_the_time_its_pace_makes() -> None:
    assert books(plan(spoiled(season(), {at(0, "am"): {"duration_s": 12 * 272}}))) == [at(0, "am")]
    assert not books(plan(spoiled(season(), {at(0, "am"): {"duration_s": 12 * 271}})))


def test_the_score_is_the_raw_reps() -> None:
    doubles = 4 * 5 * 360 + 4 * (8 * 167)
    assert z2_work_seconds(plan(season()).sessions) == doubles + 4 * 360
    bare = changed(plan(season()), "sessions", 2, rep_s=None)
    with pytest.raises(ValueError, match="without"):
        z2_work_seconds(bare.sessions)
