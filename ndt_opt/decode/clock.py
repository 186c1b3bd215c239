"""Start times inside the slots' windows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from ndt_opt.decode.choice import OpenSlot
from ndt_opt.domain.calendar import Slot

STEP_MIN = 5


def start_times(open_slots: Iterable[OpenSlot], durations: dict[Slot, int], wanted_gap_min: int) -> dict[Slot, int]:
    """Minutes after midnight for one day's sessions.

    The morning starts with its window.  The afternoon starts `wanted_gap_min` after the morning's end, on
    a five-minute mark, not before its window and early enough to end inside it.
    """
    rooms = {o.slot: o for o in open_slots}
    starts: dict[Slot, int] = {}
    if "am" in durations:
        starts["am"] = rooms["am"].start_min
    if "pm" in durations:
        latest = rooms["pm"].end_min - -(-durations["pm"] // 60)
        wanted = rooms["pm"].start_min
        if "am" in durations:
            end = starts["am"] + -(-durations["am"] // 60)
            wanted = max(wanted, -(-(end + wanted_gap_min) // STEP_MIN) * STEP_MIN)
        starts["pm"] = min(wanted, latest)
    return starts


def local(date: dt.date, minutes: int, zone: ZoneInfo) -> str:
    """ISO text of a local clock time with its offset."""
    return dt.datetime(date.year, date.month, date.day, *divmod(minutes, 60), tzinfo=zone).isoformat()
