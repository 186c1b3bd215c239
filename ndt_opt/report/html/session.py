"""A session as it is shown: a line in the calendar, and the prescription it opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ndt_opt.domain.lived import LivedRun
from ndt_opt.domain.plan import Adjusted, Session
from ndt_opt.report.days import band_text, clock_text, lactate_text
from ndt_opt.report.page import Page
from ndt_opt.report.season import day_month
from ndt_opt.units import format_duration, minutes

LETTERS = {"easy": "E", "long": "L", "threshold": "T", "tempo": "C", "hit": "H", "race-pace": "P", "race": "R"}
NAMES = {
    "easy": "easy run",
    "long": "long run",
    "threshold": "threshold",
    "tempo": "continuous threshold (tempo)",
    "hit": "HIT, short and hard",
    "race-pace": "race pace",
    "race": "race",
}
_EASY = ("easy", "long")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Prescription:
    """All that a session asks; many sessions of a season ask the same.

    `rows`: names and values.
    """

    title: str
    looks: str
    rows: tuple[tuple[str, str], ...]
    control: str
    adjusted: str
    why: str


Day = tuple[str, str]
"""A day that a prescription is for, and what came of it where it is past."""


@dataclass(frozen=True)
class Chip:
    """A session in the calendar; `sheet` is the number of its prescription, `mark` tells what came of it."""

    sheet: int
    looks: str
    letter: str
    slot: str
    mark: str
    short: str


@dataclass
class Sheets:
    """The prescriptions of a season, each once, with the days it is for, in the order of their first day."""

    page: Page
    days: dict[Prescription, list[Day]] = field(default_factory=dict)

    def chip(self, session: Session, run: LivedRun | None = None, is_past: bool = False) -> Chip:
        """The session's line, its prescription kept.  `run`: what was logged of it; `is_past`: none means missed."""
        asked = prescription(session, self.page)
        done = "" if not is_past else "not run" if run is None else done_text(run, self.page)
        self.days.setdefault(asked, []).append((day_text(session), done))
        is_missed = is_past and run is None
        return Chip(
            sheet=list(self.days).index(asked) + 1,
            looks=asked.looks + (" missed" if is_missed else ""),
            letter=LETTERS[session.kind],
            slot=session.slot.upper(),
            mark=("✗" if is_missed else "✓" if is_past else "") + ("±" if session.adjusted is not None else ""),
            short=_short(session, asked.title),
        )


def prescription(session: Session, page: Page) -> Prescription:
    """What the session asks, in the page's unit."""
    own = session.adjusted
    return Prescription(
        title=page.title(session) or session.kind,
        looks=f"{session.kind} {session.slot}",
        rows=tuple(_rows(session, page)),
        control=page.control(session.control),
        adjusted=adjusted_text(own, page) if own is not None else "",
        why=page.text(", ".join(session.why)),
    )


def day_text(session: Session) -> str:
    """`Tue 1 Dec AM`."""
    return f"{WEEKDAYS[session.date.weekday()]} {day_month(session.date).strip()} {session.slot.upper()}"


def adjusted_text(own: Adjusted, page: Page) -> str:
    """`rest 60 s -> 90 s, pace 4:30/km -> 4:35/km: why`."""
    (rest, longer), (pace, slower) = own.rest_s, own.pace_s_per_km
    parts = [f"rest {rest} s → {longer} s"] if rest != longer else []
    parts += [f"pace {page.pace(pace)} → {page.pace(slower)}"] if pace != slower else []
    why = f": {page.control(own.why)}" if own.why else ""
    return f"{', '.join(parts) or 'as planned'}{why}"


def done_text(run: LivedRun, page: Page) -> str:
    """What was logged, in one line."""
    work = f", {minutes(run.work_s)} min of work" if run.work_s else ""
    return f"{run.kind}, {page.distance(run.distance_m)} in {format_duration(run.duration_s)}{work}"


def _short(session: Session, title: str) -> str:
    """The title without the pace of an easy run, and with what stands at its end."""
    if session.kind not in _EASY:
        return title
    extras = "".join(f" + {extra.kind.replace('-', ' ')}" for extra in session.extras)
    return title.partition(" @ ")[0] + extras


def _rows(session: Session, page: Page) -> Iterator[tuple[str, str]]:
    pace, hard = session.pace_s_per_km, session.kind not in _EASY
    start = f"{clock_text(session)}, " if clock_text(session) else ""
    yield "Start", f"{start}{format_duration(session.duration_s)} in all"
    yield "Distance", page.distance(session.distance_m)
    if hard:
        yield "Work", f"{session.reps} x {_length(session)}" if session.reps > 1 else _length(session)
    if session.rest_s:
        yield "Rest", f"{session.rest_s} s"
    if pace is not None:
        fast = page.pace(pace.fast).rpartition("/")[0]
        yield "Pace", f"{page.pace(pace.start)}, between {fast} and {page.pace(pace.slow)}"
    if session.lactate_mmol is not None:
        yield "Lactate", f"{lactate_text(session.lactate_mmol)} mmol/L"
    if session.rpe is not None:
        yield "RPE", band_text(session.rpe)
    if session.heart_rate_bpm is not None:
        yield "Heart rate", f"{band_text(session.heart_rate_bpm)} bpm"
    if session.warmup_m or session.cooldown_m:
        yield "Warm-up, cool-down", f"{page.distance(session.warmup_m)}, {page.distance(session.cooldown_m)}"
    for extra in session.extras:
        length = f"{extra.rep_m} m" if extra.rep_m else f"{extra.rep_s} s"
        yield "At the end", f"{extra.reps} x {length} {extra.kind.replace('-', ' ')}"
    if session.z2_work_s:
        yield "In Zone 2", f"{minutes(session.z2_work_s)} min"
    if session.muscular_load:
        yield "Muscular load", str(session.muscular_load)


def _length(session: Session) -> str:
    """A rep: `5 min`, `90 s`, `1 km` or `400 m`; reps keep their length in any unit."""
    if session.rep_s:
        return f"{minutes(session.rep_s)} min" if session.rep_s >= 120 else f"{session.rep_s} s"
    metres = session.rep_m or session.hard_m
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres} m"
