"""Week tables with races and no scenario: what phases, tapers and race weeks may change is not judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ndt_opt.audit.auditor import audit_table, broken
from ndt_opt.domain.plan import Finding
from ndt_opt.files.week_table import Row

from .builder import date, double, load_week, model, reps, season, steady, told
from .race_cases import race_pace, raced
from .test_tables import rows_of

RACE = rows_of([raced(20)])
SEASON = [r for r in rows_of(season()) if r.date != date(20)]


def audited(rows: list[Row], **rules: dict[str, object]) -> list[Finding]:
    return audit_table(rows, model(**rules), None, is_whole=True)


def without(rows: list[Row], *days: int) -> list[Row]:
    return [r for r in rows if r.date not in {date(d) for d in days}]


PRE_COMPETITION = without(SEASON, 3) + rows_of([reps(3, "am", "threshold", 5, {"rep_s": 360}, 177, 60)])
NO_HIT = [r for r in SEASON if r.kind != "hit"]
NO_LONG = [r for r in SEASON if r.kind != "long"]
LONG = [replace(r, distance_m=31_000) if r.kind == "long" else r for r in SEASON]  # 129 min, 18 % and more
FRIDAY = without(SEASON, 3, 4, 5) + rows_of(double(4))
PHASES = {
    "a single beside a double": (PRE_COMPETITION, "double-threshold-days"),
    "one double": (without(SEASON, 3), "double-threshold-days"),
    "a double on an alternative weekday": (FRIDAY, "double-threshold-days"),
    "no HIT": (NO_HIT, "hit-count"),
    "no long run": (NO_LONG, "long-run"),
    "a long run of 129 min": (LONG, "long-run"),
    "load weeks that are not alike": (without(SEASON, 8), "block-structure"),
}


@pytest.mark.parametrize("name", PHASES)
def test_what_a_phase_or_race_may_change_is_not_judged(name: str) -> None:
    """The same weeks without a race are base, and broken."""
    rows, slug = PHASES[name]
    assert told(audited(rows), slug)
    for near in (RACE, rows_of([race_pace(20, 3, 1600, 120)])):
        found = audited(rows + near)
        assert not told(found, slug)
        assert told(found, slug, "not checked")


def test_a_season_with_races_breaks_nothing_without_its_scenario() -> None:
    """A pre-competition week of one double, a taper of one single, a race week, and no long run in it."""
    taper = [r for r in load_week(7) if r.date not in {date(8), date(10), date(12)}]
    taper += [reps(10, "am", "threshold", 5, {"rep_s": 360}, 177, 60), steady(8, "am", 12_000)]
    race_week = [steady(d, "am", 8000) for d in (14, 15, 16, 18)] + [raced(19)]
    rows = [r for r in PRE_COMPETITION if r.date < date(7)] + rows_of([*taper, *race_week])
    assert not broken(audited(rows))


@pytest.mark.parametrize("off", ["load_recovery_cycle", "taper", "phase_mix", "race_day"])
def test_no_season_with_races_is_guessed_at_where_a_rule_is_off(off: str) -> None:
    assert not broken(audited(NO_HIT + RACE, **{off: {"strength": "off"}}))


EASY = rows_of([steady(3, "am", 12_000)])
TOO_MANY = {
    "hard on two days in a row": (rows_of([reps(2, "am", "hit", 20, {"rep_m": 200}, 157, 75)]), "hard-day-spacing", 2),
    "three doubles": (rows_of(double(4)), "double-threshold-days", 1),
    "three doubles, one on a Saturday": (rows_of(double(5)), "double-threshold-days", 2),
    "two HIT sessions": (rows_of([reps(0, "am", "hit", 20, {"rep_m": 200}, 157, 75)]), "hit-count", 1),
    "two long runs": (rows_of([steady(4, "am", 24_000, "long")]), "long-run", 1),
    "an easy run of 80 min": (rows_of([steady(4, "am", 19_200)]), "easy-runs", 1),
}


@pytest.mark.parametrize("name", TOO_MANY)
def test_what_no_week_takes_stays_broken(name: str) -> None:
    added, slug, number = TOO_MANY[name]
    rows = without(SEASON, *{(r.date - date(0)).days for r in added}) + added + RACE
    assert len(told(audited(rows), slug)) == number


def test_numbers_that_no_week_takes_stay_broken() -> None:
    farthest = [replace(r, distance_m=36_200) if r.kind == "long" else r for r in SEASON]  # 151 min
    assert len(told(audited(farthest + RACE), "long-run")) == 2
    hit = [replace(r, reps=26) if r.kind == "hit" else r for r in SEASON]
    assert len(told(audited(hit + RACE), "hit-count")) == 2
    single = [replace(r, reps=6) if r.date == date(17) and r.kind == "threshold" else r for r in SEASON]
    assert told(audited(single + RACE), "single-threshold-days") == [f"{date(17)}-am"]
    singles = rows_of([reps(d, "am", "threshold", 4, {"rep_s": 360}, 177, 60) for d in (1, 2, 3, 5)])
    assert told(audited(without(SEASON, 1, 2, 3, 5) + singles + RACE), "single-threshold-days") == [str(date(0))]
