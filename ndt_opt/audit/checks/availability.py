"""Sessions stand in open slots, inside the clock window and the slot's length."""

from __future__ import annotations

from collections.abc import Iterator

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
            yield from _clock(run, run.duration_s, opened[0])


def _length(run: Run, duration_s: int, limit_s: int) -> Iterator[Verdict]:
    if duration_s > limit_s:
        yield broken(run.id, f"{minutes(duration_s)} min", f"at most {minutes(limit_s)} min")


def _clock(run: Run, duration_s: int, window: Window) -> Iterator[Verdict]:
    """Local clock time; the zone offset plays no part."""
    if run.start is None:
        yield unknown(run.id, "start not known")
        return
    clock = run.start
    begin_s = 3600 * clock.hour + 60 * clock.minute + clock.second
    if begin_s < 60 * window.start_min or begin_s + duration_s > 60 * window.end_min:
        found = f"starts {clock:%H:%M}, lasts {minutes(duration_s)} min"
        yield broken(run.id, found, f"inside {format_window(window)}")
