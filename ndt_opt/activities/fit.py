"""FIT: what watches record (the `fitdecode` library reads, with the CRC kept)."""

from __future__ import annotations

import io
import math
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import fitdecode

from ndt_opt.activities.raw import NAN, Point, RawActivity, number
from ndt_opt.activities.recording import Lap, Pause
from ndt_opt.activities.source import Source
from ndt_opt.activities.sports import NOT_TOLD

_EPOCH_UNIX_S = 631_065_600  # FIT counts from 1989-12-31 00:00 UTC
_MOST_MESSAGES = 500_000  # a day at one sample a second is 86,400
_KEPT = {"file_id", "record", "lap", "session", "event", "sport"}
Messages = dict[str, list[dict[str, Any]]]


def is_fit(data: bytes) -> bool:
    """Whether the header says FIT."""
    return data[8:12] == b".FIT"


def read_fit(source: Source) -> tuple[list[RawActivity], list[str]]:
    """The running parts, and what was left out.

    Raises
    ------
    InputError
        when the file is cut off, a byte is wrong (CRC), or it is not an activity.
    """
    messages = _messages(source)
    kinds = {m.get("type") for m in messages["file_id"]} - {None}
    if kinds and "activity" not in kinds:
        raise source.refused("not a recorded activity", f"a FIT file of type {min(map(str, kinds))}", "activity")
    if not messages["record"] and not messages["session"]:
        raise source.refused("nothing recorded in this FIT file")
    found, left_out = [], []
    sessions = messages["session"] or [_whole(messages)]
    for session in sessions:
        sport = _sport(session)
        if not sport.startswith("running"):
            left_out.append(sport)
        else:
            found.append(_activity(session, sport, messages, alone=len(sessions) == 1))
    return found, left_out


def _messages(source: Source) -> Messages:
    """Every message of the kinds we read, as field name -> value.

    The library raises whatever the bytes provoke (`KeyError`, `AssertionError`, `struct.error`...),
    so everything is caught and told as one line.
    """
    found: Messages = defaultdict(list)
    try:
        for name, fields in _frames(source.data):
            found[name].append(fields)
    except fitdecode.FitCRCError:
        raise source.refused("broken FIT file: a byte is not what was written (CRC)") from None
    except (fitdecode.FitEOFError, fitdecode.FitHeaderError):
        raise source.refused("broken or cut-off FIT file") from None
    except _TooMany:
        raise source.refused("too many messages", allowed=f"at most {_MOST_MESSAGES}") from None
    except Exception as error:
        raise source.refused("not readable as FIT", type(error).__name__) from None
    return found


class _TooMany(Exception):
    pass


def _frames(data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    # without a processor, times stay integers: the library makes dates of some and not of others
    with fitdecode.FitReader(
        io.BytesIO(data),
        processor=None,
        check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    ) as reader:
        for count, frame in enumerate(reader):
            if count > _MOST_MESSAGES:
                raise _TooMany
            if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name in _KEPT:
                yield frame.name, {field.name: field.value for field in frame.fields if field.value is not None}


def _whole(messages: Messages) -> dict[str, Any]:
    """A watch that stopped before it wrote the session: everything is one."""
    times = [t for record in messages["record"] if math.isfinite(t := number(record.get("timestamp")))]
    told = {
        k: v for m in (messages["sport"] or messages["lap"])[:1] for k, v in m.items() if k in ("sport", "sub_sport")
    }
    return {"start_time": min(times, default=NAN), **told}


def _sport(session: dict[str, Any]) -> str:
    """`running`, `running trail`, `cycling`; a watch that tells none was left in the mode of its owner."""
    sport, sub_sport = str(session.get("sport", "running")), str(session.get("sub_sport", "generic"))
    return sport if sub_sport == "generic" else f"{sport} {sub_sport}"


def _activity(session: dict[str, Any], sport: str, messages: Messages, alone: bool) -> RawActivity:
    """A session with what was recorded in its time; one that is alone has everything."""
    points = [point for record in messages["record"] if math.isfinite((point := _point(record)).unix_s)]
    start, end = _unix(session.get("start_time")), math.inf if alone else _end(session)
    if alone or not math.isfinite(start):
        start = min((t for t in (start, *(p.unix_s for p in points)) if math.isfinite(t)), default=0.0)
    laps = [lap for message in messages["lap"] if start - 1 <= (lap := _lap(message)).start_s < min(lap.end_s, end)]
    return RawActivity(
        start_unix_s=start,
        sport=sport,
        device=_device(messages),
        points=[point for point in points if start <= point.unix_s <= end],
        laps=laps,
        pauses=[pause for pause in _pauses(messages["event"], end) if start <= pause.start_s < end],
        elapsed_s=number(session.get("total_elapsed_time")),
        timer_s=number(session.get("total_timer_time")),
        distance_m=number(session.get("total_distance")),
        heart_rate=number(session.get("avg_heart_rate")),
        warnings=[] if "sport" in session else [NOT_TOLD],
    )


def _end(session: dict[str, Any]) -> float:
    """When the session ended by its own length, else by its time stamp, which is written a little later."""
    ends = _unix(session.get("start_time")) + number(session.get("total_elapsed_time")), _unix(session.get("timestamp"))
    return next((end for end in ends if math.isfinite(end)), math.inf)


def _unix(value: object) -> float:
    return number(value) + _EPOCH_UNIX_S


def _point(record: dict[str, Any]) -> Point:
    return Point(
        unix_s=_unix(record.get("timestamp")),
        distance_m=number(record.get("distance")),
        speed_m_s=number(record.get("enhanced_speed", record.get("speed"))),
        heart_rate=number(record.get("heart_rate")),
        altitude_m=number(record.get("enhanced_altitude", record.get("altitude"))),
    )


def _lap(message: dict[str, Any]) -> Lap:
    start, elapsed = _unix(message.get("start_time")), number(message.get("total_elapsed_time"))
    distance, heart = number(message.get("total_distance")), number(message.get("avg_heart_rate"))
    return Lap(
        start_s=start,
        end_s=start + elapsed if math.isfinite(elapsed) else _unix(message.get("timestamp")),
        distance_m=distance if distance >= 0 else None,
        heart_rate=heart if heart > 0 else None,
        intensity=str(message.get("intensity", "")),
        trigger=str(message.get("lap_trigger", "")),
    )


def _pauses(events: list[dict[str, Any]], end: float) -> Iterator[Pause]:
    """From each stop of the timer to the next start; the last stop ends the recording."""
    stopped = NAN
    for event in events:
        if event.get("event") != "timer":
            continue
        kind, time = str(event.get("event_type", "")), _unix(event.get("timestamp"))
        if kind.startswith("stop") and math.isnan(stopped):
            stopped = time
        elif kind == "start" and time > stopped:
            yield Pause(stopped, min(time, end))
            stopped = NAN


def _device(messages: Messages) -> str:
    told = next(iter(messages["file_id"]), {})
    product = told.get("garmin_product", told.get("product_name", ""))
    return f"{told.get('manufacturer', '')} {product}".strip()
