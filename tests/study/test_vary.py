"""A varied number: its key, its values, and what goes with it."""

from __future__ import annotations

import pytest

from ndt_opt.errors import InputError
from ndt_opt.study.asked import Asked
from ndt_opt.study.vary import notes_of, points_of, read_vary, set_and_varied
from tests.scenarios.library import inputs


@pytest.mark.parametrize(
    ("text", "key", "values", "unit"),
    [
        ("athlete.weekly_km=120, 60,90", "athlete.weekly_km", (60, 90, 120), "km"),
        ("athlete.weekly_km=60..160:20,165", "athlete.weekly_km", (60, 80, 100, 120, 140, 160, 165), "km"),
        ("week-intensity-share.min_easy_pct=75..80:2", "rules.week-intensity-share.min_easy_pct", (75, 77, 79), "%"),
        ("rules.week-intensity-share.min_easy_pct_low=80", "rules.week-intensity-share.min_easy_pct_low", (80,), "%"),
        ("athlete.max_weekly_hours=7..8:0.5", "athlete.max_weekly_hours", (7, 7.5, 8), "h"),
        ("single-threshold-days.min_count=1,2,2", "rules.single-threshold-days.min_count", (1, 2), ""),
        ("day-work-minutes.max_min=60", "rules.day-work-minutes.max_min", (60,), "min"),
        ("hit-recovery.easy_days_before_double=1", "rules.hit-recovery.easy_days_before_double", (1,), "days"),
        ("intensity-ceiling.max_mmol=3.0,3.5", "rules.intensity-ceiling.max_mmol", (3, 3.5), "mmol/L"),
    ],
)
def test_key_values_and_unit(text: str, key: str, values: tuple[float, ...], unit: str) -> None:
    vary = read_vary(text)
    assert (vary.key, vary.values, vary.unit) == (key, values, unit)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("weekly_km", ["--vary: not understood, found 'weekly_km'"]),
        ("athlete.weekly=60", ["--vary: athlete.weekly: not a number that can be varied, allowed: did you mean"]),
        ("hit-cuont.full_count=1", ["--vary: rules.hit-cuont: unknown rule, found 'hit-cuont', allowed: did you mean"]),
        ("hit-count.x=1,y", ["--vary: rules.hit-count.x: unknown key", "--vary: rules.hit-count.x: not a number"]),
        ("athlete.weekly_km=160..60:20", ["--vary: athlete.weekly_km: not a number, found '160..60:20'"]),
        ("athlete.weekly_km=60..160", ["--vary: athlete.weekly_km: not a number, found '60..160'"]),
        ("athlete.weekly_km=60..160:0", ["--vary: athlete.weekly_km: not a number"]),
        ("athlete.weekly_km=nan,inf,1e99,", ["--vary: athlete.weekly_km: not a number"] * 4),
        ("athlete.weekly_km=1..200:0.0001", ["--vary: athlete.weekly_km: too many values"]),
    ],
)  # fmt: skip
def test_what_cannot_be_varied_is_told(text: str, lines: list[str]) -> None:
    with pytest.raises(InputError) as told:
        read_vary(text)
    found = str(told.value).splitlines()
    assert len(found) == len(lines)
    assert all(line.startswith(start) for line, start in zip(found, lines, strict=True)), found


def test_habits_of_volume_keep_their_proportion() -> None:
    scenario, _ = inputs("elite-5000m")  # 165 km a week, up to 180, longest run 24 km
    vary = read_vary("athlete.weekly_km=82.5,165,300")
    half, own, most = points_of(vary, scenario)
    athlete, history = scenario.athlete, scenario.history
    assert athlete.max_weekly_km is not None
    assert athlete.longest_run_km is not None
    assert half.changes["athlete.max_weekly_km"] == athlete.max_weekly_km / 2
    assert half.changes["athlete.longest_run_km"] == athlete.longest_run_km / 2
    assert half.changes.get("history.recent_km") == (
        None if history.recent_km is None else [km / 2 for km in history.recent_km]
    )
    assert own.changes == {"athlete.weekly_km": 165}
    assert most.changes["athlete.longest_run_km"] <= 60
    assert "athlete.max_weekly_km, athlete.longest_run_km" in notes_of(vary, scenario)[0]


def test_other_numbers_change_alone() -> None:
    scenario, _ = inputs("elite-5000m")
    vary = read_vary("athlete.max_weekly_km=170")
    assert [p.changes for p in points_of(vary, scenario)] == [{"athlete.max_weekly_km": 170}]
    assert notes_of(vary, scenario) == []


def test_a_number_is_not_set_and_varied_at_once() -> None:
    vary = read_vary("hit-count.full_count=0,1")
    asked = [Asked("x", ("rules.hit-count.full_count = 1", "rules.hit-count.half_count=1"))]
    (problem,) = set_and_varied(vary, asked)
    assert str(problem).startswith("--set: rules.hit-count.full_count: set and varied at once")
