"""What was really run: one entry a session, in the units of the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ndt_opt.domain.calendar import SLOTS, Slot
from ndt_opt.domain.plan import SessionKind


@dataclass(frozen=True)
class LogEntry:
    """One run, or a planned session that was missed (`completed` 0); None is unknown.

    Attributes
    ----------
    date, slot : local training day; `start` is minutes after midnight there
    session_id : the planned session it was, or None
    distance_m, duration_s : the whole run; hard_m, work_s : its reps alone
    pace : of the reps, or of an easy run, s/km; rest_s : between reps
    rpe : Borg's 6 to 20, of the whole session
    lactate_mmol : readings in their order
    hr_first_bpm, hr_last_bpm : mean heart rates of the first and the last third of the like reps, the first rep left
        out; hr_drift_pct : the change in per cent, of a steady run its decoupling
    soreness : muscular state the day after, 0 fresh to 10
    completed : per cent of what was planned
    source : file and digest of a recording, so that the same file twice changes nothing
    """

    date: dt.date
    slot: Slot
    kind: SessionKind
    start: int | None = None
    session_id: str | None = None
    distance_m: int | None = None
    hard_m: int | None = None
    duration_s: int | None = None
    work_s: int | None = None
    pace: int | None = None
    rest_s: int | None = None
    rpe: int | None = None
    lactate_mmol: tuple[float, ...] = ()
    hr_first_bpm: int | None = None
    hr_last_bpm: int | None = None
    hr_drift_pct: float | None = None
    soreness: int | None = None
    completed: int | None = None
    source: str = ""
    note: str = ""

    @property
    def is_missed(self) -> bool:
        return self.completed == 0

    @property
    def when(self) -> tuple[dt.date, int, int]:
        """Sorts entries by day, slot and start."""
        return self.date, SLOTS.index(self.slot), -1 if self.start is None else self.start


MOVED_DAYS = 6
"""A session or a race that was run on another day still is that one, up to a week off."""

HARD_KINDS: tuple[SessionKind, ...] = ("threshold", "tempo", "hit", "race-pace")


def missing(entry: LogEntry) -> list[str]:
    """What no device knows and the runner has not told yet: `rpe`, `lactate_mmol` of hard sessions, `soreness`."""
    if entry.is_missed:
        return []
    unknown = ["rpe"] if entry.rpe is None else []
    unknown += ["lactate_mmol"] if entry.kind in HARD_KINDS and not entry.lactate_mmol else []
    return unknown + (["soreness"] if entry.soreness is None else [])


def last_day(entries: Sequence[LogEntry]) -> dt.date | None:
    """The latest day that the log knows of."""
    return max((entry.date for entry in entries), default=None)


def in_order(entries: Sequence[LogEntry]) -> list[LogEntry]:
    """By day, slot and start; entries of one time keep their order."""
    return sorted(entries, key=lambda entry: entry.when)
