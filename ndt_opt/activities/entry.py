"""A recorded run in the log's terms: its day, its reps, its heart rates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from ndt_opt.activities.drift import decoupling, rep_drift
from ndt_opt.activities.recording import Recording
from ndt_opt.activities.reps import Reps, work_reps
from ndt_opt.domain.calendar import Slot
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import SessionKind

NOON = 12 * 60
STRIDE_S = 35
"""Reps up to this long are strides or hill sprints at the end of an easy run, not a session of their own."""
LONG_S = 75 * 60
"""An unplanned easy run from here on is logged as a long one (`easy-runs` ends there)."""
HIT_S = 60
"""Unplanned reps up to this long are taken for HIT, unless their rests are shorter than they are."""


@dataclass(frozen=True, eq=False)
class Run:
    """A recording, and the zone in which its day is told."""

    recording: Recording
    zone: dt.tzinfo

    @cached_property
    def local(self) -> dt.datetime:
        return self.recording.start.astimezone(self.zone)

    @property
    def date(self) -> dt.date:
        return self.local.date()

    @property
    def start(self) -> int:
        """Minutes after midnight."""
        return 60 * self.local.hour + self.local.minute

    @property
    def slot(self) -> Slot:
        """By the clock alone."""
        return "am" if self.start < NOON else "pm"

    @cached_property
    def reps(self) -> Reps | None:
        """The reps of the session; strides are none."""
        found = work_reps(self.recording) if len(self.recording.samples) or self.recording.laps else None
        return None if found is None or median(r.duration_s for r in found.reps) <= STRIDE_S else found

    @property
    def source(self) -> str:
        return f"{self.recording.file} {self.recording.digest}"

    @property
    def kind(self) -> SessionKind:
        """What it looks like where no plan tells."""
        if self.reps is None:
            return "long" if self.recording.timer_s >= LONG_S else "easy"
        length = median(rep.duration_s for rep in self.reps.reps)
        rests = [rep.rest_s for rep in self.reps.reps if rep.rest_s is not None]
        return "hit" if length <= HIT_S and rests and median(rests) >= length else "threshold"

    def entry(self, note: str = "") -> LogEntry:
        """All that the device knows; `note` comes before its own warnings."""
        first_bpm, last_bpm, drift_pct = self._drift
        return LogEntry(
            date=self.date,
            slot=self.slot,
            kind=self.kind,
            start=self.start,
            distance_m=round(self.recording.distance_m),
            duration_s=round(self.recording.timer_s),
            hard_m=None if self.reps is None else round(sum(rep.distance_m for rep in self.reps.reps)),
            work_s=None if self.reps is None else round(sum(rep.duration_s for rep in self.reps.reps)),
            pace=self._pace,
            rest_s=self._rest,
            hr_first_bpm=_whole(first_bpm),
            hr_last_bpm=_whole(last_bpm),
            hr_drift_pct=None if drift_pct is None else round(drift_pct, 1),
            source=self.source,
            note="; ".join(filter(None, [note, *self.recording.warnings])),
        )

    @cached_property
    def _drift(self) -> tuple[float | None, float | None, float | None]:
        """bpm of the first and the last like reps, and the change in per cent; of a steady run its decoupling."""
        if self.reps is not None:
            found = rep_drift(self.recording, self.reps)
            return found.first_bpm, found.last_bpm, found.percent
        return None, None, decoupling(self.recording).percent

    @property
    def _pace(self) -> int | None:
        """Of the reps, else of the run; None for what is no running pace."""
        if self.reps is None:
            seconds, metres = self.recording.timer_s, self.recording.distance_m
        else:
            seconds, metres = (sum(getattr(rep, key) for rep in self.reps.reps) for key in ("duration_s", "distance_m"))
        pace = round(1000 * seconds / metres) if metres else 0
        return pace if 120 <= pace <= 900 else None

    @property
    def _rest(self) -> int | None:
        rests = [] if self.reps is None else [rep.rest_s for rep in self.reps.reps if rep.rest_s is not None]
        return round(median(rests)) if rests else None


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
