"""A plan's measures against those counted by hand from the sample of three weeks."""

from __future__ import annotations

from ndt_opt.domain.plan import Block
from ndt_opt.study.measures import hard_dates, measure, week_numbers
from tests.report.sample import START, hard, sample_plan

PLAN = sample_plan()
LOAD_WEEK_S = 4 * 360 + 8 * 167 + 5 * 300 + 8 * 164  # Tuesday AM and PM, Thursday AM and PM (20 x 400 m are 8 km)
LOAD_WEEK_HARD_M = 4 * 2034 + 8000 + 5 * 1695 + 8000 + 4000  # 6 and 5 min at 2:57/km are 2034 and 1695 m; HIT


def test_zone_2_time_by_season_load_week_and_cycle() -> None:
    found = measure(PLAN)
    assert found.z2_per_load_week_s == LOAD_WEEK_S == 5588
    assert found.z2_work_s == 2 * LOAD_WEEK_S + 1440
    assert (found.z2_per_cycle_s, found.cycles) == (2 * LOAD_WEEK_S + 1440, 1)
    assert (found.weeks, found.load_weeks) == (3, 2)


def test_days_and_sessions() -> None:
    found = measure(PLAN)
    assert (found.double_days, found.single_sessions, found.hit_sessions) == (4, 1, 2)
    assert (found.race_pace_sessions, found.races) == (0, 0)
    assert found.hard_days == 7  # Tue Thu Sat, Tue Thu Sat, Thu


def test_gaps_count_the_easy_days_between() -> None:
    found = measure(PLAN)
    assert [(d - START).days for d in hard_dates(PLAN.sessions)] == [1, 3, 5, 8, 10, 12, 17]
    assert (found.shortest_gap_days, found.longest_gap_days) == (1, 4)
    touching = [*PLAN.sessions, hard(2, "pm", "threshold", 4, 360, "s", 177, 60)]
    assert measure(PLAN.model_copy(update={"sessions": touching})).shortest_gap_days == 0


def test_one_hard_day_has_no_gap() -> None:
    one = [s for s in PLAN.sessions if s.kind == "easy"] + [hard(2, "pm", "threshold", 4, 360, "s", 177, 60)]
    found = measure(PLAN.model_copy(update={"sessions": one}))
    assert (found.hard_days, found.shortest_gap_days, found.longest_gap_days) == (1, None, None)


def test_sums_and_shares() -> None:
    found = measure(PLAN)
    load_m, recovery_m = 85_500 + 25_000 + LOAD_WEEK_HARD_M, 90_000 + 5_000 + 4 * 2034
    assert (found.distance_m, found.most_week_m) == (2 * load_m + recovery_m, load_m)
    assert found.hard_km_pct == round(100 * (2 * LOAD_WEEK_HARD_M + 4 * 2034) / (2 * load_m + recovery_m), 1) == 20.5
    assert found.duration_s == sum(w.duration_s for w in PLAN.weeks)
    assert (found.load_block_days, found.recovery_block_days) == ([14], [7])


def test_a_race_counts_as_hard_day_and_in_no_share() -> None:
    race = hard(20, "am", "race", 1, 10_000, "m", 160, 0, zone=3, z2_work_s=0)
    found, before = measure(PLAN.model_copy(update={"sessions": [*PLAN.sessions, race]})), measure(PLAN)
    assert (found.races, found.hard_days) == (1, before.hard_days + 1)
    assert (found.hard_km_pct, found.hard_time_pct) == (before.hard_km_pct, before.hard_time_pct)


def test_without_recovery_there_is_no_cycle() -> None:
    whole = Block.model_validate({"kind": "load", "from": START, "to": PLAN.blocks[-1].to})
    found = measure(PLAN.model_copy(update={"blocks": [whole]}))
    assert (found.z2_per_cycle_s, found.cycles, found.load_block_days, found.recovery_block_days) == (None, 0, [21], [])


def test_the_weeks_as_numbers() -> None:
    first, _, last = week_numbers(PLAN)
    assert (first.week, first.start, first.block, first.z2_work_s, first.double_days, first.hard_days) == (
        1, START, "load", LOAD_WEEK_S, 2, 3,
    )  # fmt: skip
    assert (last.week, last.block, last.z2_work_s, last.z2_cumulative_s) == (
        3,
        "recovery",
        1440,
        2 * LOAD_WEEK_S + 1440,
    )
    assert (last.double_days, last.hard_days) == (0, 1)
