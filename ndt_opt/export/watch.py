"""Quality sessions as FIT workouts, and a schedule that puts them on their dates."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

from ndt_opt.domain.calendar import MONTHS
from ndt_opt.domain.plan import Band, PaceTarget, Plan, Session
from ndt_opt.errors import InputError, Problem
from ndt_opt.export.checked import start_of
from ndt_opt.export.fit_file import ENUM, STRING, UINT16, UINT32, UINT32Z, Field, Message, cut, fit_bytes, fit_time
from ndt_opt.export.identity import season_stamp, serials
from ndt_opt.export.steps import By, Cue, Step, quality, refuse_without_heart_rate, workout
from ndt_opt.export.words import control, reps, targets, title
from ndt_opt.units import half_up

DAYS = 28
"""Watches take about thirty workouts to come: four weeks of quality sessions."""
SCHEDULE = "schedule.fit"
_FILE_ID, _WORKOUT, _STEP, _SCHEDULE = 0, 26, 27, 28
_TYPE_WORKOUT, _TYPE_SCHEDULES = 5, 7
_DEVELOPMENT, _PRODUCT, _RUNNING = 255, 1, 1
_TIME, _DISTANCE, _REPEAT = 0, 1, 6
_SPEED, _HEART_RATE, _OPEN = 0, 1, 2
_NOTHING = 0xFFFFFFFF
_BPM_OFFSET = 100
"""Below it FIT reads a heart rate as per cent of the maximum."""
_ACTIVE, _REST, _WARM_UP, _COOL_DOWN, _RECOVERY, _INTERVAL = range(6)
_INTENSITIES: dict[Cue, int] = {
    "Warm-up": _WARM_UP, "Work": _INTERVAL, "Rest": _REST, "Jog": _RECOVERY, "Cool-down": _COOL_DOWN, "Run": _ACTIVE,
}  # fmt: skip


def window(plan: Plan, first: dt.date | None = None, days: int = DAYS) -> list[Session]:
    """Quality sessions of so many days; from the first day that is still open where none is given.

    Raises
    ------
    InputError
        when there are none.
    """
    lived, season = plan.scenario.lived, plan.scenario.season
    start = first or (season.start if lived is None else lived.open_from)
    found = [s for s in quality(plan) if 0 <= (s.date - start).days < days]
    if not found:
        last = season.start + dt.timedelta(weeks=season.weeks, days=-1)
        allowed = f"days of the season, {season.start} to {last}"
        raise InputError([Problem("--from", "", f"no quality session in {days} days", str(start), allowed)])
    return found


def watch_files(plan: Plan, sessions: Sequence[Session], by: By, unit: str, file: str) -> dict[str, bytes]:
    """Files by name: a workout for each session, named by its day, and the schedule of them all.

    Raises
    ------
    InputError
        when they cannot go by heart rate.
    """
    if by == "heart-rate":
        refuse_without_heart_rate(sessions, file)
    numbers, made = serials(plan), fit_time(int(season_stamp(plan).timestamp()))
    files = {
        f"{s.date}-{s.slot}.fit": fit_bytes([_file_id(_TYPE_WORKOUT, numbers[s.id], made), *messages(s, by, unit)])
        for s in sessions
    }
    own = next(n for n in range(1, len(numbers) + 2) if n not in numbers.values())
    entries = [_entry(session, numbers[session.id], made) for session in sessions]
    return files | {SCHEDULE: fit_bytes([_file_id(_TYPE_SCHEDULES, own, made), *entries])}


def messages(session: Session, by: By, unit: str) -> list[Message]:
    """The workout and its steps; a repeat stands after what it repeats."""
    plan = workout(session, by)
    noted = [*plan.reps, *plan.after]
    notes = dict(zip(noted, _notes(session, unit, len(noted)), strict=False))
    body, after = (*plan.before, *plan.reps), plan.after
    steps = [_step(n, step, notes.get(step, "")) for n, step in enumerate(body)]
    if plan.times > 1:
        steps.append(_repeat(len(body), len(plan.before), plan.times))
    steps += [_step(n, step, notes.get(step, "")) for n, step in enumerate(after, len(steps))]
    head = (
        Field(254, UINT16, 0), Field(4, ENUM, _RUNNING), Field(6, UINT16, len(steps)),
        Field(8, STRING, short_name(session)), Field(17, STRING, title(session, unit)),
    )  # fmt: skip
    return [Message(_WORKOUT, head), *steps]


def short_name(session: Session) -> str:
    """`6x5min 1 Dec`: what a watch shows, about fifteen characters, and other than on other days."""
    what = "Race" if session.kind == "race" else reps(session).replace(" ", "")
    return f"{what} {session.date.day} {MONTHS[session.date.month - 1]}"


def _file_id(kind: int, serial: int, made: int) -> Message:
    return Message(_FILE_ID, (Field(0, ENUM, kind), *_identity(serial, made, first=1)))


def _entry(session: Session, serial: int, made: int) -> Message:
    """Which workout, and its local time, which FIT counts as if the clock stood in UTC."""
    local = fit_time(calendar.timegm(start_of(session).timetuple()))
    return Message(
        _SCHEDULE,
        (*_identity(serial, made, first=0), Field(4, ENUM, 0), Field(5, ENUM, 0), Field(6, UINT32, local)),
    )


def _identity(serial: int, made: int, first: int) -> tuple[Field, ...]:
    """Manufacturer, product, serial number, time: what a schedule knows a workout by."""
    return (
        Field(first, UINT16, _DEVELOPMENT), Field(first + 1, UINT16, _PRODUCT),
        Field(first + 2, UINT32Z, serial), Field(first + 3, UINT32, made),
    )  # fmt: skip


def _step(index: int, step: Step, note: str) -> Message:
    kind, length = (_TIME, 1000 * step.seconds) if step.seconds is not None else (_DISTANCE, 100 * (step.metres or 0))
    target, value, low, high = _target(step.target)
    return _shaped(index, step.cue, (kind, length), (target, value, low, high), _INTENSITIES[step.cue], note)


def _repeat(index: int, first: int, times: int) -> Message:
    return _shaped(index, "", (_REPEAT, first), (_OPEN, times, _NOTHING, _NOTHING), _ACTIVE, "")


def _shaped(
    index: int, name: str, duration: tuple[int, int], target: tuple[int, int, int, int], intensity: int, note: str
) -> Message:
    named = (Field(0, STRING, name),) if name else ()
    noted = (Field(8, STRING, note),) if note else ()
    values = (
        Field(254, UINT16, index), *named, Field(1, ENUM, duration[0]), Field(2, UINT32, duration[1]),
        Field(3, ENUM, target[0]), *(Field(4 + n, UINT32, value) for n, value in enumerate(target[1:])),
        Field(7, ENUM, intensity), *noted,
    )  # fmt: skip
    return Message(_STEP, values)


def _target(target: PaceTarget | Band | None) -> tuple[int, int, int, int]:
    """Its type, 0 for a range of one's own, the low end and the high one: mm/s, or bpm above the offset."""
    if isinstance(target, PaceTarget):
        return _SPEED, 0, half_up(1_000_000, target.slow), half_up(1_000_000, target.fast)
    if isinstance(target, Band):
        return _HEART_RATE, 0, target.low + _BPM_OFFSET, target.high + _BPM_OFFSET
    return _OPEN, _NOTHING, _NOTHING, _NOTHING


def _notes(session: Session, unit: str, fields: int) -> list[str]:
    """Targets and the control line, in so many pieces at most that fields of notes hold them."""
    pieces = [""]
    for part in ["; ".join(targets(session, unit)), *control(session, unit).split("; ")]:
        joined = f"{pieces[-1]}; {part}" if pieces[-1] else part
        if cut(joined) != joined and len(pieces) < fields:
            pieces.append(part)
        else:
            pieces[-1] = joined
    return pieces
