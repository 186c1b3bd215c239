"""Week tables: what the rows tell is judged, what they do not tell is not."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ndt_opt.audit.auditor import audit_table, broken
from ndt_opt.audit.checks import CHECKS
from ndt_opt.domain.plan import Finding
from ndt_opt.files.week_table import KINDS, Row, read_week_table, write_week_table
from ndt_opt.rules.catalogue import SLUGS

from .builder import date, load_week, model, plan, scenario, season, told


def rows_of(runs: list[Any]) -> list[Row]:
    names = list(Row.__dataclass_fields__)[:-1]
    return [Row(**{name: getattr(run, name) for name in names}) for run in runs]


def statuses(findings: list[Finding]) -> dict[str, str]:
    return {f.rule: f.status for f in findings}


WEEK = rows_of(load_week(0))


def test_the_registry_is_the_catalogue() -> None:
    assert tuple(CHECKS) == SLUGS
    for slug, check in CHECKS.items():
        assert check.__module__ == f"ndt_opt.audit.checks.{slug.replace('-', '_')}"


def test_a_typed_in_week_without_a_scenario() -> None:
    found = statuses(audit_table(WEEK, model(), None))
    needs_more = {
        "availability",
        "load-recovery-cycle",
        "am-pm-gap",
        "intensity-ceiling",
        "block-structure",
        "hit-recovery",
        "speed-layer",
        "recovery-week",
        "weekly-volume",
        "weekly-ramp",
        "transition-caution",
        "altitude",
        "run-spike",
        "volume-tier",
        "pins",
        "phase-mix",
        "race-day",
        "taper",
        "muscular-load",
        "race-specific",
    }
    assert found == {s: "not checked" if s in needs_more else "kept" for s in SLUGS}


def test_the_plan_table_with_its_scenario_breaks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(write_week_table(plan(season())), encoding="utf-8")
    found = audit_table(read_week_table(path), model(), scenario())
    unknown = {"availability", "am-pm-gap", "speed-layer", "volume-tier"}
    assert statuses(found) == {s: "not checked" if s in unknown else "kept" for s in SLUGS}


def test_a_missing_day_leaves_the_totals_open() -> None:
    six = [r for r in WEEK if r.date != date(4)]
    found = statuses(audit_table(six, model(), None))
    assert found["week-intensity-share"] == found["double-threshold-days"] == "not checked"
    assert found["session-work-minutes"] == "kept"
    whole = statuses(audit_table(six, model(), None, is_whole=True))
    assert whole["week-intensity-share"] == "broken"


def test_what_a_missing_day_cannot_mend_is_broken() -> None:
    extra = [replace(r, date=date(4), slot="pm") for r in WEEK if r.kind == "long"]
    assert told(audit_table([*WEEK[:4], *extra, WEEK[-1]], model(), None), "long-run") == [str(date(0))]


def test_unknown_numbers_are_never_kept() -> None:
    bare = [Row(r.date, r.slot, r.kind) for r in WEEK]
    found = statuses(audit_table(bare, model(), None))
    needs_numbers = (
        "am-before-pm",
        "intensity-ceiling",
        "broken-intervals",
        "session-work-minutes",
        "day-work-minutes",
        "week-intensity-share",
        "easy-runs",
        "long-run",
        "run-spike",
        "hit-count",
    )
    assert {found[s] for s in needs_numbers} == {"not checked"}
    assert found["hard-day-spacing"] == "kept"


def test_a_window_too_high_for_anybody_is_broken_without_a_scenario() -> None:
    high = [
        replace(r, lactate_low=600, lactate_high=900) if r.kind == "threshold" and r.slot == "pm" else r for r in WEEK
    ]
    evenings = [f"{r.date}-pm" for r in WEEK if r.kind == "threshold" and r.slot == "pm"]
    assert told(audit_table(high, model(), None), "intensity-ceiling") == evenings
    middling = [replace(r, lactate_low=250, lactate_high=400) if r.kind == "threshold" else r for r in WEEK]
    assert statuses(audit_table(middling, model(), None))["intensity-ceiling"] == "not checked"
    assert len(told(audit_table(middling, model(), scenario()), "intensity-ceiling")) == 4
    low = [replace(r, lactate_low=100) if r.kind == "threshold" else r for r in WEEK]
    assert len(told(audit_table(low, model(), None), "intensity-ceiling")) == 4


def hard_tuesday(**own: Any) -> list[Row]:
    return [replace(r, **own) if (r.date, r.slot) == (date(1), "am") else r for r in WEEK]


def test_a_threshold_row_faster_than_its_reps_take() -> None:
    """A row names no template: 6 min start at 2:57, reps that no template has at most like 400 m, at 2:43."""
    place = [f"{date(1)}-am"]
    for own, where in (
        ({"pace": 177}, []),
        ({"pace": 176}, []),
        ({"pace": 175}, place),
        ({"pace": 143}, place),
        ({"rep_s": 333, "pace": 163}, []),
        ({"rep_s": 333, "pace": 161}, place),
        ({"rep_s": None, "pace": 161}, place),
    ):
        assert told(audit_table(hard_tuesday(**own), model(), scenario()), "intensity-ceiling") == where, own
    assert not told(audit_table(hard_tuesday(pace=143), model(), None), "intensity-ceiling")


def test_a_threshold_row_without_a_pace_is_not_judged() -> None:
    found = audit_table(hard_tuesday(pace=None), model(), scenario())
    assert told(found, "intensity-ceiling", "not checked") == [f"{date(1)}-am"]


def test_the_pace_of_home_in_a_camp() -> None:
    camp = scenario(camps=[{"from": date(0), "to": date(6), "altitude_m": 1850}])
    assert len(told(audit_table(WEEK, model(), camp), "intensity-ceiling")) == 4
    slower = [replace(r, pace=(r.pace or 0) + 6) if r.kind == "threshold" else r for r in WEEK]
    assert not told(audit_table(slower, model(), camp), "intensity-ceiling")


def test_easy_rows_as_fast_as_threshold_work() -> None:
    fast = [replace(r, pace=190) if r.kind == "easy" else r for r in WEEK]
    assert len(told(audit_table(fast, model(), None), "intensity-ceiling")) == 7


def test_a_week_from_wednesday_to_tuesday() -> None:
    """Its doubles stand on Thursday and on Saturday."""
    shifted = [replace(r, date=r.date + dt.timedelta(days=2)) for r in WEEK]
    found = audit_table(shifted, model(), None)
    assert told(found, "double-threshold-days") == [str(date(5))]
    assert not told(found, "week-intensity-share")


def test_a_singles_week_is_not_taken_for_a_load_week_without_reason() -> None:
    one = [r for r in WEEK if r.kind in ("easy", "long")] + [r for r in WEEK if r.date == date(1) and r.slot == "am"]
    assert statuses(audit_table(one, model(), None, is_whole=True))["single-threshold-days"] == "not checked"
    two = one + [r for r in WEEK if r.date == date(3) and r.slot == "am"]
    assert statuses(audit_table(two, model(), None, is_whole=True))["single-threshold-days"] == "kept"


def test_a_distance_that_follows_from_the_rest() -> None:
    bare = [replace(r, distance_m=None) if r.kind == "threshold" else r for r in WEEK]
    assert statuses(audit_table(bare, model(), None))["week-intensity-share"] == "kept"
    hit = [replace(r, distance_m=None) if r.kind == "hit" else r for r in WEEK]
    assert statuses(audit_table(hit, model(), None))["week-intensity-share"] == "not checked"


def test_the_share_is_judged_where_both_percentages_agree() -> None:
    easy = [r for r in WEEK if r.kind in ("easy", "long")]
    assert statuses(audit_table(easy, model(), None, is_whole=True))["week-intensity-share"] == "kept"
    hard = [*easy[-1:], *[r for r in WEEK if r.date == date(1) and r.slot == "am"]]
    found = audit_table(hard, model(), None, is_whole=True)
    assert told(found, "week-intensity-share") == [str(date(0))]


def by_time(rows: list[Row], of: Any = None, pct: int = 70) -> str:
    unit = {"unit": "time", "min_easy_pct": pct, "min_easy_pct_low": pct}
    return statuses(audit_table(rows, model(week_intensity_share=unit), of))["week-intensity-share"]


def test_the_share_by_time_where_durations_follow() -> None:
    """6900 s of work in 40 395 s of running, as in the plan of the same week: 82.9 % are easy."""
    assert by_time(WEEK, pct=82) == "kept"
    assert by_time(WEEK, pct=83) == "broken"


def test_the_share_by_time_where_durations_do_not_follow() -> None:
    """Warm-ups are run at the one easy pace of the rows, or at the scenario's."""
    uneven = [replace(r, pace=260) if r.kind == "long" else r for r in WEEK]
    assert by_time(uneven) == "not checked"
    assert by_time(uneven, scenario()) == "kept"
    assert by_time(uneven, scenario(athlete={"easy_pace": None})) == "not checked"
    for name in ("rest_s", "warmup_m", "pace", "reps"):
        unknown = [replace(r, **{name: None}) if r.kind == "threshold" else r for r in WEEK]
        assert by_time(unknown, scenario()) == "not checked", name
    bare = [replace(r, warmup_m=0, cooldown_m=0, distance_m=None) if r.kind == "threshold" else r for r in uneven]
    assert by_time([replace(r, warmup_m=0, cooldown_m=0) if r.kind == "hit" else r for r in bare]) != "not checked"


def test_hard_on_the_first_day_of_a_lone_week() -> None:
    first = [r for r in WEEK if r.date > date(0)]
    monday = [*first, replace(first[0], date=date(0), kind="hit")]
    spaced = [r for r in monday if r.date != date(1)]
    assert statuses(audit_table(spaced, model(), None))["hard-day-spacing"] == "not checked"
    assert told(audit_table(monday, model(), None), "hard-day-spacing") == [str(date(1))]


def test_rows_of_another_season_are_not_judged() -> None:
    old = [replace(r, date=r.date - dt.timedelta(days=700)) for r in WEEK]
    assert set(statuses(audit_table(old, model(), scenario())).values()) == {"not checked"}
    assert set(statuses(audit_table([], model(), None)).values()) == {"not checked"}


def test_rows_before_the_season_are_its_history() -> None:
    before = replace(WEEK[-1], date=date(-1), kind="hit", reps=20, rep_m=200)
    hard_monday = [before, replace(before, date=date(0))]
    assert told(audit_table(hard_monday, model(), scenario()), "hard-day-spacing") == [str(date(0))]


@pytest.mark.parametrize("seed", range(150))
def test_no_table_makes_the_auditor_stumble(seed: int) -> None:
    rng = random.Random(seed)

    def maybe(*values: int) -> int | None:
        return rng.choice([None, *values])

    rows = [
        Row(
            date(rng.randint(-10, 45)),
            rng.choice(["am", "pm"]),
            rng.choice(KINDS),
            maybe(1, 5),
            None,
            maybe(200, 2000),
            maybe(0, 60),
            maybe(180, 260),
            maybe(200),
            maybe(250),
            maybe(0, 3000),
            maybe(2000),
            maybe(0, 12000),
        )
        for _ in range(rng.randint(0, 60))
    ]
    grid = {"load_recovery_cycle": {"grid": rng.choice(["day", "calendar"])}}
    of = rng.choice([None, scenario(), scenario(6)])
    found = audit_table(rows, model(**grid), of, is_whole=rng.choice([None, True, False]))
    assert set(statuses(found)) == set(SLUGS)
    assert all(f.status == "broken" for f in broken(found))


PARTS = {
    "Monday to Wednesday": [r for r in WEEK if r.date <= date(2)],
    "Tuesday's double": [r for r in WEEK if r.date == date(1)],
    "two singles and HIT": [r for r in WEEK if r.slot == "am" and r.kind in ("threshold", "hit")],
    "Friday to Sunday": [r for r in WEEK if r.date >= date(4)],
    "one easy run": WEEK[:1],
}
WHOLE_WEEK_RULES = (
    "double-threshold-days",
    "single-threshold-days",
    "block-structure",
    "hit-count",
    "week-intensity-share",
    "recovery-week",
    "weekly-volume",
    "weekly-ramp",
    "long-run",
    "volume-tier",
)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("alike", [True, False])
def test_rules_about_a_whole_week_do_not_judge_a_part_of_it(part: str, alike: bool) -> None:
    own = model(block_structure={"alike_weeks": alike})
    found = statuses(audit_table(PARTS[part], own, None))
    assert {s for s in WHOLE_WEEK_RULES if found[s] != "not checked"} == set()


def test_a_part_of_a_recovery_week() -> None:
    rows = rows_of([r for r in season() if date(14) <= r.date <= date(16)])
    found = statuses(audit_table(rows, model(), scenario(), is_whole=False))
    assert {found[s] for s in ("recovery-week", "hit-count", "long-run")} == {"not checked"}


def test_load_weeks_alone_say_nothing_about_recovery() -> None:
    """Neither with a scenario, nor without one, where it is the rule itself that tells load from recovery."""
    assert statuses(audit_table(WEEK, model(), scenario()))["recovery-week"] == "not checked"
    assert statuses(audit_table(WEEK, model(), None))["recovery-week"] == "not checked"


def test_days_without_a_row_are_unseen_in_a_part_of_a_week() -> None:
    tuesday = [r for r in WEEK if r.date == date(1)]
    found = statuses(audit_table(tuesday, model(), None))
    assert found["hard-day-spacing"] == found["hit-recovery"] == "not checked"
    long = [replace(r, distance_m=40_000) for r in WEEK if r.kind == "long"]
    assert statuses(audit_table(long, model(), scenario(), is_whole=False))["run-spike"] == "not checked"
    assert statuses(audit_table(long, model(), scenario(), is_whole=True))["run-spike"] == "broken"


def test_a_slot_pinned_as_rest_is_not_seen_empty() -> None:
    pin = {"date": date(4), "slot": "pm", "kind": "rest"}
    pinned = scenario(season={"pins": [pin]})
    assert statuses(audit_table(PARTS["Monday to Wednesday"], model(), pinned, is_whole=False))["pins"] == "not checked"
