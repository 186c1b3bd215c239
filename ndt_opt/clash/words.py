"""Members of a clash in the runner's words, with their dates and numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from ndt_opt.clash.members import Member
from ndt_opt.clash.search import Found
from ndt_opt.domain.calendar import MONTHS, WEEKDAYS
from ndt_opt.domain.clash import Clash, ClashMember
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.in_short import WEEKDAY_NAMES, in_short
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import format_pace

_PIN = {"easy": "an easy run", "long": "the long run", "threshold": "a threshold session", "tempo": "a tempo run",
        "hit": "a HIT session", "rest": "rest"}  # fmt: skip


def told(found: Found, scenario: Scenario, model: TrainingModel) -> Clash:
    """A clash as people read it: first what the runner wrote, then the rules."""
    members = [
        ClashMember(
            kind="rule" if member.is_rule else "wish",
            key=str(member),
            words=in_short(member.slug, scenario, model) if member.is_rule else wish_words(member, scenario),
        )
        for member in sorted(found.members, key=lambda member: member.is_rule)
    ]
    return Clash(
        members=members,
        weeks=found.weeks,
        until=scenario.season.start + dt.timedelta(days=7 * found.weeks - 1),
        minimal=found.is_minimal,
        undecided=[str(member) for member in found.open_members],
        cut_short=found.cut_short,
    )


def wish_words(member: Member, scenario: Scenario) -> str:
    """`every PM is closed`, `a HIT session is pinned on Wed 16 Dec 2026 (AM)`."""
    *_, last = member.path
    value: Any = _at(scenario, member.path)
    if member.path[0] == "availability":
        return _slot_words(member, value)
    if isinstance(last, int):
        return _ENTRY[str(member.path[-2])](value)
    return _VALUE[str(last)](value)


def _at(scenario: Scenario, path: tuple[str | int, ...]) -> Any:
    value: Any = scenario
    for part in path:
        value = value[part] if isinstance(part, int) else getattr(value, part)
    return value


def _slot_words(member: Member, value: Any) -> str:
    if member.path[1] in ("dates", "blocked"):
        return _ENTRY[str(member.path[1])](value)
    key, days = str(member.path[-1]), member.path[2:3] if member.path[1] == "days" else ()
    slot = key[:2].upper()
    name = f"{WEEKDAY_NAMES[WEEKDAYS.index(days[0])]}'s {slot}" if days else f"every {slot}"
    if key.endswith("_max_min"):
        return f"{name} takes at most {value} min"
    return f"{name} is closed" if value is None else f"{name} is open {window_words(value)} only"


def window_words(window: Any) -> str:
    start, end = (f"{m // 60:02}:{m % 60:02}" for m in (window.start_min, window.end_min))
    return f"{start}-{end}"


def day_words(day: dt.date) -> str:
    """`Wed 16 Dec 2026`."""
    return f"{WEEKDAY_NAMES[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def span_words(first: dt.date, last: dt.date) -> str:
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def _pin(pin: Any) -> str:
    length = "" if pin.km is None else f" of {pin.km:g} km"
    return f"{_PIN[pin.kind]}{length} is pinned on {day_words(pin.date)} ({pin.slot.upper()})"


def _because(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _blocked(entry: Any) -> str:
    slots = " and ".join(slot.upper() for slot in entry.slots)
    return f"{slots} blocked on {span_words(entry.from_, entry.to)}{_because(entry.reason)}"


def _dated(entry: Any) -> str:
    written = [key for key in ("am", "pm", "am_max_min", "pm_max_min") if key in entry.model_fields_set]
    keys = {key: getattr(entry, key) for key in written}
    shown = [
        f"{key[:2].upper()} at most {value} min" if key.endswith("min")
        else f"{key.upper()} {'closed' if value is None else window_words(value)}"
        for key, value in keys.items()
    ]  # fmt: skip
    return f"{', '.join(shown)} on {span_words(entry.from_, entry.to)}{_because(entry.reason)}"


_ENTRY: dict[str, Callable[[Any], str]] = {
    "pins": _pin,
    "blocked": _blocked,
    "dates": _dated,
    "races": lambda race: (
        f"{race.name}, {race.priority} race of {race.distance_m / 1000:g} km on {day_words(race.date)}"
    ),
    "transitions": lambda change: f"a change ({change.kind}) from {day_words(change.date)} on, {change.days} days long",
    "camps": lambda camp: f"a camp at {camp.altitude_m} m, {span_words(camp.from_, camp.to)}",
}

_VALUE: dict[str, Callable[[Any], str]] = {
    "max_weekly_hours": lambda hours: f"at most {hours:g} h a week",
    "longest_run_km": lambda km: f"the longest run so far is {km:g} km",
    "easy_pace": lambda pace: f"easy running at {format_pace(pace)}",
    "phases": lambda phases: "the phases have dates of their own",
    "recent_km": lambda km: f"the last four weeks had {', '.join(f'{k:g}' for k in km)} km",
    "last_hard": lambda day: f"the last hard day was {day_words(day)}",
    "hard_days": lambda days: f"hard days were {', '.join(map(day_words, days))}",
    "last_hit": lambda day: f"the last HIT was on {day_words(day)}",
    "days_since_recovery": lambda days: f"{days} days of load since the last recovery week",
    "muscular_load_week": lambda points: f"the usual week has {points} points of muscular load",
}
