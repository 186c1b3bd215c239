"""The plan that a new one stays close to: what each coming week held, and how dear a change is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ndt_opt.domain.calendar import SLOTS, Slot, monday_of
from ndt_opt.domain.plan import Session
from ndt_opt.domain.replanning import Replanning

Work = tuple[str, int]
"""Template and reps of a session."""

_LETTERS = {"hit": "H", "race-pace": "P", "race": "R", "long": "L"}
_THRESHOLD = ("threshold", "tempo")


@dataclass(frozen=True)
class OldWeek:
    """A week as planned before.

    Attributes
    ----------
    letters : of its days, D S H P R L or E; slots : of the session a letter stands for, None for doubles and easy days
    threshold : the sessions of each threshold day in weekday order
    alone : HIT and race-pace sessions
    distance_m, long_m, z2_s : metres, metres of the long run, seconds of Zone-2 work
    easy_m : metres of each easy run, by weekday and slot
    dearness : what a change in it counts, more in the weeks that come first
    """

    letters: str
    slots: tuple[Slot | None, ...]
    threshold: tuple[tuple[Work, ...], ...]
    alone: tuple[Work, ...]
    distance_m: int
    long_m: int
    z2_s: int
    easy_m: Mapping[tuple[int, Slot], int]
    dearness: int


@dataclass(frozen=True)
class Near:
    """Old weeks by their Monday, and the figures of closeness."""

    weeks: Mapping[dt.date, OldWeek]
    figures: Replanning


def near_of(sessions: Iterable[Session], open_from: dt.date, figures: Replanning) -> Near:
    """What the plan held from a Monday on."""
    by_week: dict[dt.date, list[Session]] = defaultdict(list)
    for session in sessions:
        if session.date >= open_from:
            by_week[monday_of(session.date)].append(session)
    weeks = {m: _old_week(own, figures.dearness((m - open_from).days // 7)) for m, own in by_week.items()}
    return Near(weeks, figures)


def _old_week(sessions: list[Session], dearness: int) -> OldWeek:
    days = [[s for s in sessions if s.date.weekday() == day] for day in range(7)]
    letters = [_letter(day) for day in days]
    return OldWeek(
        letters="".join(letter for letter, _ in letters),
        slots=tuple(slot for _, slot in letters),
        threshold=tuple(own for day in days if (own := tuple(_works(day, _THRESHOLD)))),
        alone=tuple(_works(sessions, ("hit", "race-pace"))),
        distance_m=sum(s.distance_m - (s.hard_m if s.kind == "race" else 0) for s in sessions),
        long_m=max((s.distance_m for s in sessions if s.kind == "long"), default=0),
        z2_s=sum(s.z2_work_s for s in sessions),
        easy_m={(s.date.weekday(), s.slot): s.distance_m for s in sessions if s.kind == "easy"},
        dearness=dearness,
    )


def _works(sessions: Iterable[Session], kinds: tuple[str, ...]) -> list[Work]:
    own = sorted((s for s in sessions if s.kind in kinds), key=lambda s: (s.date, SLOTS.index(s.slot)))
    return [(s.template, s.reps) for s in own]


def _letter(day: list[Session]) -> tuple[str, Slot | None]:
    threshold = [s for s in day if s.kind in _THRESHOLD]
    if len(threshold) > 1:
        return "D", None
    if threshold:
        return "S", threshold[0].slot
    return next(((_LETTERS[s.kind], s.slot) for s in day if s.kind in _LETTERS), ("E", None))
