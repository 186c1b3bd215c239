"""What a plan tells its reader to beware of."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import parse_override, read_model
from ndt_opt.planner import plan_season

START = dt.date(2027, 1, 4)
RESULT = {"distance_m": 5000, "time": "17:00"}


def told(name: str = "norwegian-double", sets: tuple[str, ...] = (), history: Any = None, **athlete: Any) -> str:
    raw = {
        "schema": "ndt.scenario/1",
        "athlete": {"results": [RESULT], "weekly_km": 120, "longest_run_km": 20, **athlete},
        "season": {"start": START, "weeks": 1},
        "history": history or {},
    }
    found = plan_season(Scenario.model_validate(raw), read_model(name, [parse_override(text) for text in sets]))
    assert isinstance(found, Solved)
    return "; ".join(found.plan.warnings)


def test_a_plain_plan_is_not_called_changed() -> None:
    text = told()
    others = ("changed in the model", "no recovery weeks", "history.recent_km", "the results make it", "runs:")
    assert not any(words in text for words in others)


def test_the_users_own_numbers_are_named() -> None:
    text = told(sets=("rules.week-intensity-share.min_easy_pct=70", "rules.long-run.strength=off"))
    changed = "week-intensity-share.min_easy_pct = 70, long-run.strength = off"
    assert f"changed in the model norwegian-double: {changed}" in text


def test_a_model_without_recovery_is_for_comparison() -> None:
    assert "no recovery weeks: a plan to compare others with, not to train by" in told("variants/no-cycle")


def test_history_below_the_usual_week() -> None:
    history = {"recent_km": [80, 90, 100, 110]}
    assert "weekly_km is 120, the mean of history.recent_km 95: the plan starts" in told(history=history)


def test_a_test_that_the_results_do_not_bear_out() -> None:
    assert "is 4:00/km, the results make it 3:40/km" in told(lactate={"lt2_mmol": 3.0, "lt2_pace": "4:00/km"})
    assert "the results make it" not in told(lactate={"lt2_mmol": 3.0, "lt2_pace": "3:45/km"})


def test_hours_that_do_not_carry_the_usual_week() -> None:
    own = {"weekly_km": 40, "results": [{"distance_m": 5000, "time": "24:00"}], "longest_run_km": 12}
    assert "3.5 h a week hold load weeks at 3" in told("norwegian-singles", max_weekly_hours=3.5, **own)
    assert "hold load weeks" not in told("norwegian-singles", max_weekly_hours=6, **own)


def test_weeks_without_easy_days() -> None:
    assert "load weeks of 2 runs" in told("low-volume", weekly_km=20, longest_run_km=12)
