"""Calendars, read back by icalendar and by a second library."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest
from export.plans import HOSTILE, PLAIN, away, eased, first, ill, plan_of, told, with_sessions
from ical.calendar_stream import IcsCalendarStream
from replan.season import day, log_of, season

from ndt_opt.domain.plan import Plan
from ndt_opt.domain.scenario import Scenario
from ndt_opt.export.ics import calendar
from ndt_opt.replan import Replanned, replan

Events = dict[str, icalendar.Event]


def events(data: bytes) -> Events:
    found = [e for e in icalendar.Calendar.from_ical(data).walk("VEVENT") if isinstance(e, icalendar.Event)]
    assert len({str(e["UID"]) for e in found}) == len(found)
    return {str(e["UID"]): e for e in found}


def imported(calendar: Events, more: Events) -> Events:
    """What a calendar holds after an import: an event it knows is replaced by a newer one only."""
    newer = {uid: e for uid, e in more.items() if uid not in calendar or e["SEQUENCE"] > calendar[uid]["SEQUENCE"]}
    return {**calendar, **newer}


def shown(calendar: Events) -> dict[str, tuple[object, ...]]:
    """What its owner sees."""
    return {
        uid: (e.decoded("DTSTART"), e.decoded("DTEND"), str(e["SUMMARY"]), str(e["DESCRIPTION"]))
        for uid, e in calendar.items()
        if e["STATUS"] != "CANCELLED"
    }


def zoned(plan: Plan, zone: str) -> Plan:
    """The plan in another zone, every session at the same moment."""
    season = plan.scenario.season.model_copy(update={"timezone": zone})
    return plan.model_copy(update={"scenario": plan.scenario.model_copy(update={"season": season})})


@pytest.mark.parametrize("name", PLAIN)
def test_a_second_library_finds_every_session_at_its_moment(name: str) -> None:
    """Start times carry their offset, so a wrong zone rule would show in the weeks after the clocks change."""
    plan = plan_of(name)
    found = {e.uid: e for e in IcsCalendarStream.calendar_from_ics(calendar(plan).decode("utf-8")).events}
    assert len(found) == len(plan.sessions)
    for session in plan.sessions:
        event, start = found[f"{plan.plan_id}-{session.id}@ndt-opt"], dt.datetime.fromisoformat(session.start)
        assert event.dtstart.isoformat() == session.start
        lasts = (event.dtend - start).total_seconds()
        if session.kind == "race":  # the wait for the gun, and the gun itself told
            assert 600 <= lasts - session.duration_s < 661
            assert event.description.startswith("Gun ")
        else:
            assert lasts == session.duration_s
        assert event.summary == session.title
        assert str(event.dtstart.tzinfo) == plan.scenario.season.timezone
        assert event.sequence == 0
        assert event.dtstamp == dt.datetime.combine(plan.scenario.season.start, dt.time(), dt.UTC)


def test_the_zone_is_told_for_the_season() -> None:
    """Its own rules stand in the file: the reader needs no list of zones."""
    parsed = icalendar.Calendar.from_ical(calendar(plan_of("elite-5000m")))
    zones = parsed.walk("VTIMEZONE")
    assert [str(z["TZID"]) for z in zones] == ["Europe/Oslo"]
    own = icalendar.Timezone.to_tz(zones[0], lookup_tzid=False)
    for moment in (dt.datetime(2027, 3, 27, 8), dt.datetime(2027, 3, 29, 8)):
        assert moment.replace(tzinfo=own).utcoffset() == moment.replace(tzinfo=ZoneInfo("Europe/Oslo")).utcoffset()


def test_all_that_a_session_holds_is_told() -> None:
    plan = plan_of("elite-5000m")
    session = next(s for s in plan.sessions if s.template == "pm-1km")
    event = events(calendar(plan))[f"{plan.plan_id}-{session.id}@ndt-opt"]
    lines = str(event["DESCRIPTION"]).split("\n")
    assert lines[:8] == [
        "Warm-up 3.2 km", "9 x 1 km, 60 s standing after each", "Cool-down 2.2 km", "14.4 km, 56:00 in all",
        "Lactate 2.6-3.2 mmol/L", "RPE 13-14", "Heart rate 165-176 bpm", "Pace 2:44-2:52/km",
    ]  # fmt: skip
    assert lines[8] == session.control
    assert lines[9] == f"By the rules {', '.join(session.why)}"
    hill = first(plan, "hit")
    event = events(calendar(plan))[f"{plan.plan_id}-{hill.id}@ndt-opt"]
    assert "20 x 200 m, 75 s jogged after each" in str(event["DESCRIPTION"])


def test_what_the_log_changed_is_told() -> None:
    plan = plan_of("elite-5000m")
    data = calendar(with_sessions(plan, eased(plan)), "mi").replace(b"\r\n ", b"")
    assert rb"Adjusted: rest 90 s\, not 60\, start at 4:53/mi\, not 4:45/mi: lactate above 4:50/mi twice" in data


def test_miles_wherever_it_is_read() -> None:
    texts = [str(e["SUMMARY"]) + str(e["DESCRIPTION"]) for e in events(calendar(plan_of("elite-5000m"), "mi")).values()]
    assert not [text for text in texts if "/km" in text.replace("s/km", "")]
    assert any("Easy 7.5 mi @ 6:50/mi" in text for text in texts)
    assert any("9 x 1 km @ 4:29/mi" in text for text in texts)


@pytest.mark.parametrize("found", [away, ill], ids=["blocked days", "days without a run"])
def test_a_new_plan_updates_and_never_doubles(found: object) -> None:
    plan, again = found()  # type: ignore[operator]
    new = again.plan
    assert {c.what for c in new.changes} & {"moved", "dropped", "added"}
    old, more = events(calendar(plan)), events(calendar(new))
    assert shown(imported(old, more)) == shown(more)
    assert set(old) <= set(more)
    assert all(e["SEQUENCE"] <= more[uid]["SEQUENCE"] for uid, e in old.items())
    assert shown(imported(more, more)) == shown(more)


def test_what_is_dropped_is_cancelled_at_its_place() -> None:
    plan, again = ill()
    was = {s.id: s for s in plan.sessions}
    found = events(calendar(again.plan))
    assert again.plan.cancelled
    for gone in again.plan.cancelled:
        event = found[f"{plan.plan_id}-{gone.id}@ndt-opt"]
        assert event["STATUS"] == "CANCELLED"
        assert event["SEQUENCE"] == gone.revision == 1
        assert event.decoded("DTSTART").isoformat() == was[gone.id].start == gone.start
        assert (gone.date, gone.slot) == (was[gone.id].date, was[gone.id].slot)


def test_what_is_planned_again_is_not_cancelled() -> None:
    plan = ill()[1].plan
    gone = plan.cancelled[0]
    back = plan.sessions[-1].model_copy(
        update={"id": gone.id, "date": gone.date, "slot": gone.slot, "start": gone.start, "revision": 2}
    )
    event = events(calendar(with_sessions(plan, back)))[f"{ill()[0].plan_id}-{gone.id}@ndt-opt"]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 2)


def test_a_start_that_moves_is_a_newer_event() -> None:
    """Its title stays as it was."""
    plan, model, own = season("improver-20min-75km")
    values = own.model_dump(by_alias=True)
    values["availability"] = {**values["availability"], "am": "07:10-11:00"}
    values["availability"]["days"] = {}
    later = Scenario.model_validate(values)
    found = replan(plan, log_of(plan, day(plan, 21)), day(plan, 21), model, scenario=later)
    assert isinstance(found, Replanned)
    was = {s.id: s for s in plan.sessions}
    moved = [s for s in found.plan.sessions if s.id in was and s.start != was[s.id].start]
    assert moved
    assert {s.id for s in moved} <= {c.session for c in found.plan.changes}
    assert {s.revision for s in moved} == {1}
    old, more = events(calendar(plan)), events(calendar(found.plan))
    assert shown(imported(old, more)) == shown(more)


def test_busy_tells_nothing_but_the_times() -> None:
    plan = told(ill()[1].plan, "Secret")
    gone = [c.model_copy(update={"title": "Secret", "why": "Secret"}) for c in plan.cancelled]
    plan = plan.model_copy(update={"cancelled": gone})
    data = calendar(plan, is_busy=True)
    assert b"Secret" not in data
    assert b"DESCRIPTION" not in data
    full, busy = events(calendar(plan)), events(data)
    assert set(busy) == {f"busy-{uid}" for uid in full}
    assert {str(e["SUMMARY"]) for e in busy.values()} == {"Busy"}
    for uid, event in full.items():
        for key in ("DTSTART", "DTEND", "STATUS", "SEQUENCE"):
            assert busy[f"busy-{uid}"].get(key) == event.get(key)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text: str) -> None:
    plan = told(plan_of("club-races"), text)
    data = calendar(plan)
    assert data == calendar(plan)
    parsed = icalendar.Calendar.from_ical(data)
    assert {c.name for c in parsed.walk()} == {"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"}
    assert len(events(data)) == len(plan.sessions)
    assert len(IcsCalendarStream.calendar_from_ics(data.decode("utf-8")).events) == len(plan.sessions)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not [c for line in lines for c in line if c < 32]


def test_utc_needs_no_zone() -> None:
    data = calendar(zoned(plan_of("club-races"), "UTC"))
    assert b"VTIMEZONE" not in data
    moments = {e.decoded("DTSTART") for e in events(data).values()}
    assert moments == {dt.datetime.fromisoformat(s.start) for s in plan_of("club-races").sessions}


def test_a_time_that_comes_twice_is_told_in_utc() -> None:
    """The calendar's word for it means the first of the two."""
    plan = plan_of("club-races")
    own = plan.sessions[0]
    night = dt.date(2027, 10, 31)
    for offset in ("+02:00", "+01:00"):
        start = f"{night}T02:30:00{offset}"
        twice = own.model_copy(update={"date": night, "start": start, "duration_s": 1200})
        event = events(calendar(plan.model_copy(update={"sessions": [twice]})))[f"{plan.plan_id}-{own.id}@ndt-opt"]
        for key, seconds in (("DTSTART", 0), ("DTEND", 1200)):
            moment = dt.datetime.fromisoformat(start) + dt.timedelta(seconds=seconds)
            assert event.decoded(key).astimezone(dt.UTC) == moment.astimezone(dt.UTC)
