"""The season as an iCalendar file: a timed event for every session, in the athlete's zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from ndt_opt.domain.calendar import DAY
from ndt_opt.domain.change import Cancelled
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.export.checked import start_of
from ndt_opt.export.identity import global_id, plan_stamp
from ndt_opt.export.words import details, title
from ndt_opt.text import clean


def calendar(plan: Plan, unit: str = "km", *, is_busy: bool = False) -> bytes:
    """The calendar file of a plan that `check` has passed.

    A session keeps its UID over all revisions and its SEQUENCE is the revision that changed it last; what was dropped
    is cancelled.  `is_busy`: another calendar, with the same times, other UIDs and nothing else.
    """
    own = Calendar()
    own.add("PRODID", "-//ndt-opt//ndt export//EN")
    own.add("VERSION", "2.0")
    own.add("METHOD", "PUBLISH")
    own.add("X-WR-CALNAME", "Busy" if is_busy else clean(plan.scenario.title) or "Training")
    for session in plan.sessions:
        own.add_component(_event(plan, session, unit, is_busy))
    planned = {session.id for session in plan.sessions}
    gone = {cancelled.id: cancelled for cancelled in plan.cancelled if cancelled.id not in planned}
    for cancelled in gone.values():
        own.add_component(_cancellation(plan, cancelled, unit, is_busy))
    season = plan.scenario.season
    own.add_missing_timezones(season.start - DAY, season.start + dt.timedelta(weeks=season.weeks) + DAY)
    return own.to_ical()


def _event(plan: Plan, session: Session, unit: str, is_busy: bool) -> Event:
    start = start_of(session)
    event = _named(plan, session, "CONFIRMED", is_busy)
    event.add("SUMMARY", "Busy" if is_busy else title(session, unit))
    gun = gun_of(plan, session)
    end = start + dt.timedelta(seconds=session.duration_s) if gun is None else gun + _from_gun(session)
    event.add("DTEND", _local(end, plan))
    if not is_busy:
        lines = details(session, unit)
        event.add("DESCRIPTION", "\n".join(lines if gun is None else [f"Gun {gun:%H:%M}", *lines]))
    return event


def gun_of(plan: Plan, session: Session) -> dt.datetime | None:
    """When a race starts; None of training."""
    race = next((race for race in plan.scenario.season.races if race.date == session.date), None)
    if session.kind != "race" or race is None:
        return None
    start = start_of(session)
    return start.replace(hour=race.start // 60, minute=race.start % 60, second=0)


def _from_gun(session: Session) -> dt.timedelta:
    """The race and its cool-down; what is run before the gun is over by then."""
    easy_s, around_m = session.duration_s - session.hard_s, session.warmup_m + session.cooldown_m
    return dt.timedelta(seconds=session.hard_s + (easy_s * session.cooldown_m // around_m if around_m else 0))


def _cancellation(plan: Plan, cancelled: Cancelled, unit: str, is_busy: bool) -> Event:
    event = _named(plan, cancelled, "CANCELLED", is_busy)
    event.add("SUMMARY", "Busy" if is_busy else clean(cancelled.title_in(unit)) or "cancelled")
    if not is_busy:
        event.add("DESCRIPTION", clean(cancelled.why))
    return event


def _named(plan: Plan, session: Session | Cancelled, status: str, is_busy: bool) -> Event:
    """What every event has."""
    event = Event()
    event.add("UID", f"{'busy-' if is_busy else ''}{global_id(plan, session.id)}")
    event.add("DTSTAMP", plan_stamp(plan))
    event.add("DTSTART", _local(start_of(session), plan))
    event.add("SEQUENCE", session.revision)
    event.add("STATUS", status)
    return event


def _local(time: dt.datetime, plan: Plan) -> dt.datetime:
    """The moment on the athlete's clock; in UTC where that clock shows it for the second time."""
    local = time.astimezone(ZoneInfo(plan.scenario.season.timezone))
    return time.astimezone(dt.UTC) if local.fold else local
