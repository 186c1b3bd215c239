"""Two weeks in full: every session with its time, and what to hold in the hard ones."""

from __future__ import annotations

import datetime as dt
import re

from ndt_opt.domain.plan import Band, LactateBand, Plan, Session, Week
from ndt_opt.report.page import Page
from ndt_opt.report.season import day_month, is_away
from ndt_opt.report.text import flow, pad, wrap
from ndt_opt.units import half_up

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CLOCK = re.compile(r"T(\d\d:\d\d)")
Told = dict[str, str]
"""Control lines printed already, and at which day and slot."""

_EASY = {"easy": "", "long": "Long run: "}
_SLOT = len("Tue  1  AM ")
_INDENT = len("Tue  1  AM 06:30  ")


def full_weeks(plan: Plan, page: Page, count: int = 2, first: int = 0) -> list[str]:
    """So many weeks day by day, from the week `first` on (0 is the season's first)."""
    lines: list[str] = []
    told: Told = {}
    for week in plan.weeks[first : first + count]:
        lines += ["", *_week_head(week, page), *_muscular(plan, week, page)]
        for n in range(7):
            date = week.start + dt.timedelta(days=n)
            lines += _day(date, [s for s in plan.sessions if s.date == date], page, told)
    return lines[1:]


def _week_head(week: Week, page: Page) -> list[str]:
    span = f"{day_month(week.start).strip()} - {day_month(week.start + dt.timedelta(days=6)).strip()}"
    items = [f"WEEK {week.index + 1}", span]
    if is_away(week):
        items.append("away")
    else:
        items.append(f"{week.block}, tier {week.tier}, {week.phase}")
        items.append(f"{page.distance(week.distance_m)}, {half_up(week.z2_work_s, 60)} min in Zone 2")
    return [page.paint(line, "bold") for line in flow(items, page.width, "   ")]


def _muscular(plan: Plan, week: Week, page: Page) -> list[str]:
    """What the days of the week cost the legs."""
    if not week.muscular_load:
        return []
    days = [week.start + dt.timedelta(days=n) for n in range(7)]
    loads = [sum(s.muscular_load for s in plan.sessions if s.date == date) for date in days]
    named = [f"{_WEEKDAYS[n]} {load}" for n, load in enumerate(loads) if load]
    lines = flow([f"Muscular load {week.muscular_load}:", *named], page.width, " ")
    return [page.paint(line, "dim") for line in lines]


def _day(date: dt.date, sessions: list[Session], page: Page, told: Told) -> list[str]:
    name = _day_name(date)
    if not sessions:
        return [f"{name}  {page.paint('rest', 'dim')}"]
    lines: list[str] = []
    for session in sessions:
        lines += _session(name if not lines else "", session, page, told)
    return lines


def _day_name(date: dt.date) -> str:
    return f"{_WEEKDAYS[date.weekday()]} {date.day:2d}"


def _session(name: str, session: Session, page: Page, told: Told) -> list[str]:
    hard = session.kind not in _EASY
    head = f"{pad(name, 6)}  {session.slot.upper()} {_clock(session, page)}  "
    total = [f"({page.distance(session.distance_m)} in all)"] if hard else []
    titles = flow([page.title(session) or session.kind, *_extras(session), *total], page.width - _INDENT)
    looks = ("bold", "cyan") if hard else ()
    first, *more = (page.paint(title, *looks) for title in titles)
    below = _indented(flow(_targets(session, page), page.width - _INDENT), _INDENT) if hard else []
    below += _control(session, page, told) if hard else []
    return [
        head + first,
        *_indented(more, _INDENT),
        *(page.paint(line, "dim") for line in below),
    ]


def easy_control(plan: Plan, page: Page, count: int = 2) -> list[str]:
    """How to run the easy runs of the first `count` weeks: once, and what a long run adds to it."""
    shown = {name for week in plan.weeks[:count] for name in week.sessions}
    told = {s.control: s.kind for s in plan.sessions if s.id in shown and s.kind in _EASY and s.control}
    easy = next((text for text, kind in told.items() if kind == "easy"), "")
    news = {text: text.removeprefix(f"{easy}; ") if kind == "long" else text for text, kind in told.items()}
    lines = [f"{_EASY[kind]}{page.control(news[text])}" for text, kind in told.items()]
    return [part for line in lines for part in wrap(line, page.width)]


def _control(session: Session, page: Page, told: Told) -> list[str]:
    """When to measure, what to do above the ceiling, when to stop; told once, then by its day."""
    here = " ".join(f"{_day_name(session.date)} {session.slot.upper()}".split())
    first = told.setdefault(session.control, here)
    text = page.control(session.control) if first == here else f"Measure and stop as on {first}"
    return _indented(wrap(text, page.width - _SLOT), _SLOT) if session.control else []


def _indented(lines: list[str], cells: int) -> list[str]:
    return [" " * cells + line for line in lines]


def _targets(session: Session, page: Page) -> list[str]:
    pace = session.pace_s_per_km
    items = [
        f"lactate {lactate_text(session.lactate_mmol)} mmol/L" if session.lactate_mmol else "",
        f"RPE {band_text(session.rpe)}" if session.rpe else "",
        f"HR {band_text(session.heart_rate_bpm)}" if session.heart_rate_bpm else "",
        f"{page.pace(pace.fast).rpartition('/')[0]}-{page.pace(pace.slow)}" if pace else "",
    ]
    return [item for item in items if item]


def _extras(session: Session) -> list[str]:
    """Strides and hill sprints the title does not name already."""
    texts = []
    for extra in session.extras:
        name = extra.kind.replace("-", " ")
        if name not in session.title:
            length = f"{extra.rep_m} m" if extra.rep_m else f"{extra.rep_s} s"
            texts.append(f"+ {extra.reps} x {length} {name}")
    return texts


def _clock(session: Session, page: Page) -> str:
    return clock_text(session) or pad(page.fit(page.text(session.start), 5), 5)


def clock_text(session: Session) -> str:
    """`06:35`; empty where the session has no time of day."""
    found = _CLOCK.search(session.start)
    return found[1] if found else ""


def lactate_text(band: LactateBand) -> str:
    """`2.0-2.6`."""
    return "-".join(f"{x:.2f}".removesuffix("0") for x in (band.low, band.high))


def band_text(band: Band) -> str:
    """`158-169`."""
    return f"{band.low}-{band.high}"
