"""The state machine of one family of sessions.

    as planned -> longer rests -> slower by one step -> by two ...      on trouble
    back by one step at a time           when clean, longer each time a step back did not hold

It knows nothing of plans and logs: what a session said comes in, a state and what changed go out. It never goes below
its base: faster than planned is not rewarded (R-044).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ndt_opt.feedback.signals import Signal
from ndt_opt.rules.feedback import Feedback

MOST_RELAPSES = 4
"""More of them ask for no longer a row: by then a test says more."""

Move = Literal["rest", "pace", "pace and rest", "back", "test again", "none"]


@dataclass(frozen=True)
class State:
    """`long_rests`, and `steps` of pace by which the family runs slower.

    `troubled`: sessions in a row with a signal since the last change; `clean`: clean ones in a row. `trail`: what those
    since the last clean one have said, the oldest first.  `has_gone_back`: its last change was a step back; `relapses`:
    steps back that trouble has taken back again.
    """

    long_rests: bool = False
    steps: int = 0
    troubled: int = 0
    clean: int = 0
    trail: tuple[tuple[Signal, ...], ...] = ()
    has_gone_back: bool = False
    relapses: int = 0

    @property
    def is_base(self) -> bool:
        return not self.long_rests and self.steps == 0

    def rested(self) -> State:
        """After a recovery week was mandated: what was said before counts no more, what is held stays."""
        return replace(self, troubled=0, clean=0, trail=())


def advance(state: State, found: Sequence[Signal], was_clean: bool, figures: Feedback) -> tuple[State, Move]:
    """The state after a session, and what it changes for the next analogous one.

    Parameters
    ----------
    found : its signals; none and not `was_clean`: nobody looked, nothing changes.
    """
    if found:
        return _troubled(state, found, figures)
    return _clean(state, figures) if was_clean else (state, "none")


def _troubled(state: State, found: Sequence[Signal], figures: Feedback) -> tuple[State, Move]:
    trail = (*state.trail, tuple(found))
    state = replace(state, troubled=state.troubled + 1, clean=0, trail=trail)
    lactate = next((signal for signal in found if signal.name == "lactate"), None)
    if lactate is not None:  # measured: the pace at once, the rests too where it is far above (E-29)
        return _slower(state, figures, with_rest=lactate.is_far)
    if any(signal.urgency == "now" for signal in found) or state.troubled >= figures.in_a_row:
        if not state.long_rests:
            return _relapsed(replace(state, long_rests=True, troubled=0)), "rest"
        return _slower(state, figures)
    return state, "none"


def _slower(state: State, figures: Feedback, with_rest: bool = False) -> tuple[State, Move]:
    lengthens = with_rest and not state.long_rests
    state = replace(state, long_rests=state.long_rests or with_rest, troubled=0)
    if state.steps == figures.max_pace_steps:
        return state, "rest" if lengthens else "test again"
    return _relapsed(replace(state, steps=state.steps + 1)), "pace and rest" if lengthens else "pace"


def _relapsed(state: State) -> State:
    """A step back that did not hold is not tried again so soon."""
    return replace(state, has_gone_back=False, relapses=state.relapses + state.has_gone_back)


def _wanted(state: State, figures: Feedback) -> int:
    """Clean sessions in a row that bring a step back: `again_times` as many after each relapse."""
    return int(figures.clean_in_a_row * figures.again_times ** min(state.relapses, MOST_RELAPSES))


def _clean(state: State, figures: Feedback) -> tuple[State, Move]:
    """Back by the way it came: pace first, then rests."""
    state = replace(state, troubled=0, clean=state.clean + 1, trail=())
    if state.clean < _wanted(state, figures) or state.is_base:
        return state, "none"
    if state.steps:
        return replace(state, steps=state.steps - 1, clean=0, has_gone_back=True), "back"
    return replace(state, long_rests=False, clean=0, has_gone_back=True), "back"
