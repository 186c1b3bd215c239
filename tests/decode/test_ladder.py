"""What is told of race-pace ladders that the usual week does not carry."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from ndt_opt.decode.choice import SeasonChoice, WeekChoice
from ndt_opt.decode.ladder import ladder_entries
from ndt_opt.domain.calendar import Phase
from ndt_opt.domain.plan import Scaled
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_file import read_model
from ndt_opt.rules.training_model import TrainingModel

START = dt.date(2027, 1, 4)
MODEL = read_model("low-volume")
PHASES: tuple[Phase, ...] = ("base", "pre-competition", "pre-competition", "competition", "competition")


def scenario(weekly_km: float, distance_m: int) -> Scenario:
    race = {"date": START + dt.timedelta(days=34), "distance_m": distance_m, "priority": "A"}
    raw: dict[str, Any] = {
        "schema": "ndt.scenario/1",
        "athlete": {"results": [{"distance_m": 5000, "time": "20:00"}], "weekly_km": weekly_km},
        "season": {"start": START, "weeks": len(PHASES), "races": [race]},
    }
    return Scenario.model_validate(raw)


def week(index: int, phase: Phase) -> WeekChoice:
    return WeekChoice(
        index=index, start=START + dt.timedelta(weeks=index), kind="race" if index == 4 else "load", phase=phase,
        races=(), recovery_days=(False,) * 7, block=index, affected=False, is_way_back=False, planned_m=45_000,
        quality=(), long=None, pinned_easy=(), easy=(), run_limit_m=0, open_slots=(),
    )  # fmt: skip


CHOICE = SeasonChoice(tuple(week(n, phase) for n, phase in enumerate(PHASES)), None, None, None)


def entries(weekly_km: float, distance_m: int, model: TrainingModel = MODEL) -> list[Scaled]:
    return ladder_entries(CHOICE, scenario(weekly_km, distance_m), model)


def test_a_ladder_that_ends_early_tells_its_end_and_the_km_of_the_whole() -> None:
    (entry,) = entries(45, 42_195)  # 16 % of 45 km are 7.2 km; 2 x 8 km are 16 % of 100 km
    assert (entry.rule, entry.where, entry.fits_at_km) == ("race-specific", START + dt.timedelta(weeks=1), 100.0)
    assert entry.asked == "sessions for 42.2 km up to 2 x 8 km at race pace"
    assert entry.given == "up to 2 x 3 km at race pace"
    assert entry.why == "a session takes 16 % of the usual 45 km, 7.2 km"


@pytest.mark.parametrize(
    ("km", "metres", "given"), [(30, 21_097, "none"), (50, 5000, "up to 4 x 1 km at race pace")]
)
def test_no_session_at_all_and_fewer_reps(km: float, metres: int, given: str) -> None:
    (entry,) = entries(km, metres)
    assert entry.given == given


@pytest.mark.parametrize(("km", "metres"), [(100, 42_195), (125, 21_097), (60, 5000)])
def test_a_ladder_whose_end_is_whole_needs_no_word(km: float, metres: int) -> None:
    assert not entries(km, metres)


def test_only_weeks_that_ask_for_race_pace_count() -> None:
    base = SeasonChoice(tuple(replace(own, phase="base") for own in CHOICE.weeks), None, None, None)
    assert not ladder_entries(base, scenario(45, 42_195), MODEL)
    off = TrainingModel(**{**vars(MODEL), "strengths": {**MODEL.strengths, "phase-mix": "off"}})
    assert not entries(45, 42_195, off)
