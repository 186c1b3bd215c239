"""Every rule's natural step loosens it, and stays inside what its numbers may be."""

from __future__ import annotations

import pytest

from ndt_opt.files.model_checks import model_contradictions
from ndt_opt.files.model_file import read_model
from ndt_opt.rules.steps import STEPS, dropped, loosened, step_of

MODEL = read_model("norwegian-double")
DAY_GRID = read_model("day-grid")
WITHOUT_NUMBERS = {
    "availability",
    "double-threshold-days",
    "am-before-pm",
    "weekly-volume",
    "volume-tier",
    "pins",
    "speed-layer",
}


def test_rules_without_a_number_to_loosen() -> None:
    assert set(MODEL.rules) - set(STEPS) == WITHOUT_NUMBERS


@pytest.mark.parametrize("slug", STEPS)
def test_every_limit_named_moves(slug: str) -> None:
    moved = loosened(MODEL, slug)
    assert moved is not None
    assert {s for s in MODEL.rules if moved.rules[s] != MODEL.rules[s]} == {slug}
    before, after = (m.rules[slug].model_dump() for m in (MODEL, moved))
    named = {path.partition(".")[0] for path, _ in STEPS[slug].moves}
    assert {key for key in before if before[key] != after[key]} == named
    assert model_contradictions(moved) == []


def test_steps_add_up() -> None:
    moved = loosened(MODEL, "week-intensity-share", 3)
    assert moved is not None
    assert moved.rules["week-intensity-share"].min_easy_pct == 72


def test_entries_of_lists_and_tables_move() -> None:
    moved = loosened(MODEL, "transition-caution")
    assert moved is not None
    assert moved.rules["transition-caution"].change_max_doubles["shoes"] == 2
    taper = loosened(MODEL, "taper")
    assert taper is not None
    assert [r.max_km_pct for r in taper.rules["taper"].recovery] == [76, 61, 46]


def test_a_limit_at_its_end_stays() -> None:
    loose = loosened(MODEL, "hard-day-spacing")
    assert loose is not None
    again = loosened(MODEL, "hard-day-spacing", 3)
    assert again is not None
    assert (again.rules["hard-day-spacing"].gap_days, again.rules["hard-day-spacing"].max_in_a_row) == (0, 4)
    assert loosened(loose, "hard-day-spacing") is not None
    assert loosened(MODEL, "pins") is None


def test_dropping_leaves_the_others() -> None:
    free = dropped(MODEL, "pins", "hit-count")
    assert not free.holds("pins")
    assert not free.holds("hit-count")
    assert free.holds("run-spike")
    assert MODEL.holds("pins")


def test_doubles_may_stand_on_any_weekday_in_one_step() -> None:
    moved = loosened(MODEL, "double-threshold-days")
    assert moved is not None
    assert moved.rules["double-threshold-days"].days == ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    assert loosened(MODEL, "double-threshold-days", 2) is None


def test_a_block_grows_by_a_day_on_the_day_grid_and_by_a_week_on_the_calendar() -> None:
    by_days, by_weeks = loosened(DAY_GRID, "load-recovery-cycle"), loosened(MODEL, "load-recovery-cycle")
    assert by_days is not None
    assert by_weeks is not None
    low, high = DAY_GRID.rules["load-recovery-cycle"].block_days
    assert by_days.rules["load-recovery-cycle"].block_days == [low, high + 1]
    assert by_weeks.rules["load-recovery-cycle"].block_days == [21, 21]
    assert step_of(DAY_GRID, "load-recovery-cycle") != step_of(MODEL, "load-recovery-cycle")
