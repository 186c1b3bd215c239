"""What a plan has to hold before it can go anywhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from ndt_opt.domain.change import Cancelled
from ndt_opt.domain.plan import Band, PaceTarget, Plan, Session
from ndt_opt.errors import InputError, Problem

_LIMITS = {
    "reps": (1, 200), "rep_s": (1, 86_400), "rep_m": (1, 400_000), "rest_s": (0, 86_400), "warmup_m": (0, 400_000),
    "cooldown_m": (0, 400_000), "distance_m": (1, 400_000), "duration_s": (1, 172_800), "pace_s_per_km": (60, 3600),
    "heart_rate_bpm": (20, 300), "revision": (0, 2**31 - 1),
}  # fmt: skip
"""What formats hold and people run; metres, seconds, s/km, beats a minute."""
_ID = re.compile(r"[A-Za-z0-9._:-]{1,80}")
_YEARS = range(1990, 2100)


def check(plan: Plan, file: str) -> None:
    """Refuse what would overwrite itself, or has no time.

    Raises
    ------
    InputError
        with every id and slot that stands twice, every impossible number, and every start that is no time of its day.
    """
    problems = [*_twice(plan.sessions, file), *_impossible(plan.sessions, file)]
    problems += [*_odd_ids("sessions", plan.sessions, file), *_odd_ids("cancelled", plan.cancelled, file)]
    problems += [*_starts("sessions", plan.sessions, file), *_starts("cancelled", plan.cancelled, file)]
    if problems:
        raise InputError(problems)


def start_of(session: Session | Cancelled) -> dt.datetime:
    """When it starts, with its offset from UTC."""
    return dt.datetime.fromisoformat(session.start)


def _twice(sessions: Sequence[Session], file: str) -> Iterator[Problem]:
    ids, places = set[str](), set[tuple[dt.date, str]]()
    for n, session in enumerate(sessions):
        place = (session.date, session.slot)
        if session.id in ids:
            yield Problem(file, f"sessions[{n}].id", "stands twice", repr(session.id), "an id for each session")
        if place in places:
            yield Problem(file, f"sessions[{n}].slot", "taken", f"{place[0]} {place[1]}", "one session in a slot")
        ids.add(session.id)
        places.add(place)


def _odd_ids(key: str, sessions: Sequence[Session | Cancelled], file: str) -> Iterator[Problem]:
    for n, session in enumerate(sessions):
        if not _ID.fullmatch(session.id):
            allowed = "1 to 80 of A-Z a-z 0-9 . _ : -"
            yield Problem(file, f"{key}[{n}].id", "no id", repr(session.id[:80]), allowed)


def _impossible(sessions: Sequence[Session], file: str) -> Iterator[Problem]:
    for n, session in enumerate(sessions):
        for key, (low, high) in _LIMITS.items():
            for value in _values(session, key):
                if not low <= value <= high:
                    yield Problem(file, f"sessions[{n}].{key}", "impossible", str(value), f"{low} to {high}")
        if session.rep_s is None and session.rep_m is None:
            yield Problem(file, f"sessions[{n}].rep_m", "no length of a rep", allowed="rep_s or rep_m")


def _values(session: Session, key: str) -> list[int]:
    """The numbers of a field, the ends of a range, or none."""
    value = getattr(session, key)
    if isinstance(value, PaceTarget):
        return [value.fast, value.slow]
    if isinstance(value, Band):
        return [value.low, value.high]
    return [] if value is None else [value]


def _starts(key: str, sessions: Sequence[Session | Cancelled], file: str) -> Iterator[Problem]:
    for n, session in enumerate(sessions):
        if not _is_of_its_day(session):
            allowed = f"a time such as {session.date}T06:35:00+01:00"
            yield Problem(file, f"{key}[{n}].start", "no time of its day with a zone", repr(session.start), allowed)


def _is_of_its_day(session: Session | Cancelled) -> bool:
    try:
        start = start_of(session)
    except ValueError:
        return False
    return start.tzinfo is not None and start.date() == session.date and start.year in _YEARS
