"""Sessions stand in open slots, inside the clock window and the slot's length."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from ndt_opt.audit.evidence import Evidence, Run
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.domain.record import Window, format_window
from ndt_opt.rules.params import Availability
from ndt_opt.units import minutes


def check(evidence: Evidence, params: Availability) -> Iterator[Verdict]:
    """keeps `availability`"""
    if evidence.scenario is None:
        yield unknown(evidence.start, "no scenario: the open slots are not known")
        return
    for run in (run for run in evidence.runs if run.kind != "race"):
        opened = evidence.scenario.slot_window(run.date, run.slot)
        if opened is None:
            yield broken(run.id, f"{run.kind} in a closed slot", "an open slot")
        elif run.duration_s is None:
            yield unknown(run.id, "duration not known")
        else:
            yield from _length(run, run.duration_s, opened[1])
            yield from _clock(run, run.duration_s, opened[0], evidence.scenario.season.timezone)


def _length(run: Run, duration_s: int, limit_s: int) -> Iterator[Verdict]:
    if duration_s > limit_s:
        yield broken(run.id, f"{minutes(duration_s)} min", f"at most {minutes(limit_s)} min")


def _clock(run: Run, duration_s: int, window: Window, timezone: str) -> Iterator[Verdict]:
    """Local clock time at both ends, also where the clock changes between them, or at the very end."""
    if run.start is None:
        yield unknown(run.id, "start not known")
        return
    clock, midnight = run.start, dt.datetime.combine(run.date, dt.time())
    last = _later(clock, duration_s - 1, timezone)  # its last second: at the end another clock may hold
    begin_s = (clock.replace(tzinfo=None) - midnight) // dt.timedelta(seconds=1)
    end_s = (last.replace(tzinfo=None) - midnight) // dt.timedelta(seconds=1) + 1
    if begin_s < 60 * window.start_min or max(begin_s, end_s) > 60 * window.end_min:
        found = f"starts {clock:%H:%M}, lasts {minutes(duration_s)} min"
        yield broken(run.id, found, f"inside {format_window(window)}")


def _later(clock: dt.datetime, seconds: int, timezone: str) -> dt.datetime:
    """The clock after so many seconds; by the offset it has where the zone is not known."""
    end = clock.astimezone(dt.UTC) + dt.timedelta(seconds=seconds)
    try:
        return end.astimezone(ZoneInfo(timezone))
    except (KeyError, ValueError, OSError):
        return end.astimezone(clock.tzinfo)
