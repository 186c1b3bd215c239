"""A session as a watch takes it: steps, and a part of them that is repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ndt_opt.domain.plan import Band, PaceTarget, Plan, Session
from ndt_opt.errors import InputError, Problem

By = Literal["pace", "heart-rate"]
Cue = Literal["Warm-up", "Work", "Rest", "Jog", "Cool-down", "Run"]
EASY = ("easy", "long")
LED_BY_HEART = ("threshold", "tempo")
"""Zone 2 can be led by heart rate. Short hard reps and races are over before it tells anything."""


@dataclass(frozen=True)
class Step:
    """One step: `seconds` or `metres` long; no target is effort, or ease."""

    cue: Cue
    seconds: int | None = None
    metres: int | None = None
    target: PaceTarget | Band | None = None


@dataclass(frozen=True)
class Workout:
    """What comes before, `times` x `reps`, and what comes after."""

    before: tuple[Step, ...]
    times: int
    reps: tuple[Step, ...]
    after: tuple[Step, ...]


def workout(session: Session, by: By) -> Workout:
    """The steps of a session.

    Every rep has its rest, the last one too: that is where lactate is measured, before the cool-down.
    """
    if session.kind in EASY:
        return Workout((), 1, (Step("Run", metres=session.distance_m, target=_target(session, by)),), ())
    reps = [Step("Work", session.rep_s, session.rep_m, _target(session, by))]
    if session.reps > 1 and session.rest_s:
        reps.append(Step("Jog" if is_jogged(session) else "Rest", session.rest_s))
    before, after = _easy_part("Warm-up", session.warmup_m), _easy_part("Cool-down", session.cooldown_m)
    return Workout(before, session.reps, tuple(reps), after)


def is_jogged(session: Session) -> bool:
    """Whether there are easy metres between the reps."""
    return session.easy_m > session.warmup_m + session.cooldown_m


def refuse_without_heart_rate(sessions: Sequence[Session], file: str) -> None:
    """Refuse to lead by heart rate where it is not known.

    Raises
    ------
    InputError
        in one line, with the first such session and their number.
    """
    missing = [s for s in sessions if s.kind in LED_BY_HEART and s.heart_rate_bpm is None]
    if missing:
        found = f"{missing[0].date} {missing[0].slot}" + (f" and {len(missing) - 1} more" if missing[1:] else "")
        allowed = "--by pace, or a plan of a scenario with athlete.heart_rate.lthr_bpm"
        raise InputError([Problem(file, "sessions.heart_rate_bpm", "no heart rate to go by", found, allowed)])


def quality(plan: Plan) -> list[Session]:
    """Quality sessions, races among them, in date and slot order."""
    return sorted((s for s in plan.sessions if s.kind not in EASY), key=lambda s: (s.date, s.slot))


def _target(session: Session, by: By) -> PaceTarget | Band | None:
    if by == "heart-rate" and session.heart_rate_bpm is not None:
        return session.heart_rate_bpm
    return session.pace_s_per_km


def _easy_part(cue: Cue, metres: int) -> tuple[Step, ...]:
    return (Step(cue, metres=metres),) if metres else ()
