"""Titles as a coach writes them."""

from __future__ import annotations

from ndt_opt.domain.scenario import Race
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.units import format_duration, format_pace, km


def quality_title(session: MenuSession) -> str:
    """`5 x 6 min @ 2:57/km, 60 s`."""
    if session.rep_m is not None:
        rep = f"{km(session.rep_m)} km" if session.rep_m >= 1000 else f"{session.rep_m} m"
    else:
        assert session.rep_s is not None
        whole = session.rep_s % 60 == 0 and session.rep_s >= 120
        rep = f"{session.rep_s // 60} min" if whole else f"{session.rep_s} s"
    if session.kind == "tempo":
        return f"Tempo {rep} @ {format_pace(session.pace)}"
    reps = f"{session.reps} x {rep}"
    rest = f"{session.rest_s} s{' jog' if session.jogged else ''}"
    return f"{reps} hill, {rest} down" if session.hill else f"{reps} @ {format_pace(session.pace)}, {rest}"


def race_title(session: MenuSession, name: str, priority: str) -> str:
    """`Championship (A race): 5 km @ 2:37/km (13:06)`."""
    assert session.rep_m is not None
    length = f"{km(session.rep_m)} km" if session.rep_m >= 2000 else f"{session.rep_m} m"
    return f"{name} ({priority} race): {length} @ {format_pace(session.pace)} ({format_duration(session.work_s)})"


def easy_title(kind: str, metres: int, pace: int, extra: str) -> str:
    """`Easy 12 km @ 4:15/km (51:00)`, with strides or hill sprints where there are any."""
    name = "Long run" if kind == "long" else "Easy"
    return f"{name} {km(metres)} km @ {format_pace(pace)} ({format_duration(metres * pace // 1000)}){extra}"


def race_name(race: Race) -> str:
    """`City Marathon (2027-04-25)`."""
    return f"{race.name} ({race.date})"


def mmol(hundredths: int) -> str:
    """`250` -> `2.5`, `245` -> `2.45`."""
    return f"{hundredths / 100:.2f}".rstrip("0").ljust(3, "0") if hundredths % 100 else f"{hundredths // 100}.0"
