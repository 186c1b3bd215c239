"""The state machine alone."""

from __future__ import annotations

import pytest

from ndt_opt.feedback.machine import State, advance
from ndt_opt.feedback.signals import Signal
from ndt_opt.files.model_file import read_model

FIGURES = read_model("base").feedback
WARNING = [Signal("rpe", "warning", "RPE 15", ())]
NOW = [Signal("rpe", "now", "RPE 17", ())]
LACTATE = [Signal("lactate", "now", "3.4 above 3.2", ())]
FAR = [Signal("lactate", "now", "3.9 above 3.2", (), is_far=True)]
CLEAN: list[Signal] = []


def after(*sessions: list[Signal]) -> tuple[State, list[str]]:
    """The state and all moves after sessions that were looked at."""
    state, moves = State(), []
    for found in sessions:
        state, move = advance(state, found, was_clean=not found, figures=FIGURES)
        moves.append(move)
    return state, moves


@pytest.mark.parametrize(
    ("sessions", "moves", "rests", "steps"),
    [
        ([WARNING], ["none"], False, 0),
        ([WARNING, CLEAN, WARNING], ["none", "none", "none"], False, 0),  # not in a row
        ([WARNING, WARNING], ["none", "rest"], True, 0),
        ([WARNING, WARNING, WARNING], ["none", "rest", "none"], True, 0),  # the change is given its two sessions
        ([WARNING] * 4, ["none", "rest", "none", "pace"], True, 1),
        ([NOW], ["rest"], True, 0),
        ([NOW, NOW], ["rest", "pace"], True, 1),
        ([LACTATE], ["pace"], False, 1),
        ([FAR], ["pace and rest"], True, 1),
        ([FAR, FAR], ["pace and rest", "pace"], True, 2),
        ([LACTATE + WARNING], ["pace"], False, 1),  # one correction a session
    ],
)
def test_trouble_moves_rests_first_and_lactate_the_pace(
    sessions: list[list[Signal]], moves: list[str], rests: bool, steps: int
) -> None:
    state, found = after(*sessions)
    assert found == moves
    assert (state.long_rests, state.steps) == (rests, steps)


def test_two_clean_sessions_go_one_step_back_the_way_it_came() -> None:
    state, moves = after(NOW, NOW, *[CLEAN] * 7)
    assert moves == ["rest", "pace", "none", "back", "none", "back", "none", "none", "none"]
    assert state.is_base


def test_it_never_goes_below_its_base_nor_beyond_its_last_step() -> None:
    """Faster than planned is not rewarded, however many clean sessions there are."""
    state, _ = after(*[CLEAN] * 50)
    assert state.is_base
    state, moves = after(*[LACTATE] * 9)
    assert state.steps == FIGURES.max_pace_steps
    assert moves[-1] == "test again"


def test_a_session_that_nobody_looked_at_changes_nothing() -> None:
    state, _ = after(WARNING)
    assert advance(state, [], was_clean=False, figures=FIGURES) == (state, "none")


def test_the_trail_tells_what_was_said_in_a_row() -> None:
    state, _ = after(WARNING, CLEAN, WARNING, LACTATE)
    assert state.trail == (tuple(WARNING), tuple(LACTATE))


def test_a_mandated_recovery_week_wipes_what_was_said_and_keeps_what_is_held() -> None:
    state, _ = after(WARNING, WARNING, WARNING)
    assert state.rested() == State(long_rests=True)
