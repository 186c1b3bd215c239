"""The state machine of one family of sessions.

    base -> longer rests -> slower by one step -> by two ...      on trouble
    back by one step at a time                                    when clean

It knows nothing of plans and logs: a verdict comes in, a state and what changed go out. It never goes below its base:
faster than planned is not rewarded (R-044).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ndt_opt.feedback.signals import Signal
from ndt_opt.rules.feedback import Feedback

Move = Literal["rest", "pace", "pace and rest", "back", "none"]


@dataclass(frozen=True)
class State:
    """`long_rests`, and `steps` of pace by which the family runs slower; `troubled` and `clean` sessions in a row.

    `trail`: what those troubled in a row have said, the oldest first.
    """

    long_rests: bool = False
    steps: int = 0
    troubled: int = 0
    clean: int = 0
    trail: tuple[str, ...] = ()

    @property
    def is_base(self) -> bool:
        return not self.long_rests and self.steps == 0


def advance(state: State, found: Sequence[Signal], is_seen: bool, figures: Feedback) -> tuple[State, Move]:
    """The state after a session, and what it changes for the next analogous one.

    Parameters
    ----------
    found : its signals; none and `is_seen`: it was clean; none and not `is_seen`: nobody looked, nothing changes.
    """
    if found:
        return _troubled(state, found, figures)
    return _clean(state, figures) if is_seen else (state, "none")


def _troubled(state: State, found: Sequence[Signal], figures: Feedback) -> tuple[State, Move]:
    trail = (*state.trail, "; ".join(signal.text for signal in found))
    state = replace(state, troubled=state.troubled + 1, clean=0, trail=trail)
    lactate = next((signal for signal in found if signal.name == "lactate"), None)
    if lactate is not None:  # measured: the pace at once, the rests too where it is far above (E-29)
        return _slower(state, figures, with_rest=lactate.is_far)
    if any(signal.urgency == "now" for signal in found) or state.troubled >= figures.in_a_row:
        if not state.long_rests:
            return replace(state, long_rests=True), "rest"
        return _slower(state, figures)
    return state, "none"


def _slower(state: State, figures: Feedback, with_rest: bool = False) -> tuple[State, Move]:
    can_slow, lengthens = state.steps < figures.max_pace_steps, with_rest and not state.long_rests
    state = replace(state, steps=state.steps + can_slow, long_rests=state.long_rests or with_rest)
    if can_slow:
        return state, "pace and rest" if lengthens else "pace"
    return state, "rest" if lengthens else "none"


def _clean(state: State, figures: Feedback) -> tuple[State, Move]:
    """Back by the way it came: pace first, then rests."""
    state = replace(state, troubled=0, clean=state.clean + 1, trail=())
    if state.clean < figures.clean_in_a_row or state.is_base:
        return state, "none"
    if state.steps:
        return replace(state, steps=state.steps - 1, clean=0), "back"
    return replace(state, long_rests=False, clean=0), "back"
