"""A session's title says what its numbers say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ndt_opt.audit.books.ledger import REP_KINDS, STEADY_KINDS, same
from ndt_opt.audit.verdict import Verdict, broken
from ndt_opt.domain.plan import Session
from ndt_opt.units import format_duration, format_pace, km

REPS = re.compile(
    r"(?:(?P<reps>\d+) x|Tempo) (?P<length>[\d.]+) (?P<unit>km|m|min|s)(?: hill)?(?: @ (?P<pace>\d+:\d\d/km))?"
    r"(?:, (?P<rest>\d+) s(?: jog)?(?: down)?)?"
)
STEADY = re.compile(
    r"(?P<name>Easy|Long run) (?P<km>[\d.]+) km @ (?P<pace>\d+:\d\d/km) \((?P<time>[\d:]+)\)(?P<extras>.*)"
)
RACE = re.compile(
    r".+ \([ABC] race\): (?P<length>[\d.]+) (?P<unit>km|m) @ (?P<pace>\d+:\d\d/km) \((?P<time>[\d:]+)\)", re.DOTALL
)
UNITS = {"km": 1000, "m": 1, "min": 60, "s": 1}


def check(session: Session) -> Iterator[Verdict]:
    """`5 x 6 min @ 2:57/km, 60 s`, `Easy 12 km @ 4:15/km (51:00) + 6 x 100 m strides`."""
    if session.kind in REP_KINDS or session.kind == "race-pace":
        found = REPS.fullmatch(session.title)
        verdicts = _reps(session, found) if found else _unread(session, "reps, length, pace and rest")
    elif session.kind in STEADY_KINDS:
        found = STEADY.fullmatch(session.title)
        verdicts = _steady(session, found) if found else _unread(session, "km, pace and time")
    else:
        found = RACE.fullmatch(session.title)
        verdicts = _race(session, found) if found else _unread(session, "name, priority, distance, pace and time")
    yield from verdicts


def _unread(session: Session, wanted: str) -> Iterator[Verdict]:
    yield broken(session.id, f"title {session.title!r}", wanted)


def _reps(session: Session, title: re.Match[str]) -> Iterator[Verdict]:
    is_tempo = session.kind == "tempo"
    yield from same(session.id, "reps in the title", title["reps"], None if is_tempo else str(session.reps))
    yield from same(session.id, "rest in the title", title["rest"], None if is_tempo else str(session.rest_s))
    yield from same(session.id, "pace in the title", title["pace"], _pace(session))
    is_long = title["unit"] in ("km", "m")
    length, unit = (session.rep_m, "m") if is_long else (session.rep_s, "s")
    told = float(title["length"]) * UNITS[title["unit"]]
    tenth = 50 if title["unit"] == "km" else 0
    if length is None or abs(told - length) > tenth:
        yield broken(session.id, f"{title['length']} {title['unit']} in the title", f"reps of {length} {unit}")


def _race(session: Session, title: re.Match[str]) -> Iterator[Verdict]:
    yield from same(session.id, "pace in the title", title["pace"], _pace(session))
    yield from same(session.id, "time in the title", title["time"], format_duration(session.hard_s))
    told = float(title["length"]) * UNITS[title["unit"]]
    if session.rep_m is None or abs(told - session.rep_m) > 50:
        yield broken(session.id, f"{title['length']} {title['unit']} in the title", f"{session.rep_m} m")


def _steady(session: Session, title: re.Match[str]) -> Iterator[Verdict]:
    yield from same(session.id, "name in the title", title["name"], "Easy" if session.kind == "easy" else "Long run")
    yield from same(session.id, "km in the title", title["km"], km(session.distance_m))
    yield from same(session.id, "pace in the title", title["pace"], _pace(session))
    yield from same(session.id, "time in the title", title["time"], format_duration(session.duration_s))
    extras = [f" + {e.reps} x {_length(e.rep_m, e.rep_s)} {e.kind.replace('-', ' ')}" for e in session.extras]
    yield from same(session.id, "extras in the title", title["extras"], "".join(extras))


def _length(metres: int | None, seconds: int | None) -> str:
    return f"{metres} m" if metres is not None else f"{seconds} s"


def _pace(session: Session) -> str | None:
    return None if session.pace_s_per_km is None else format_pace(session.pace_s_per_km.start)
