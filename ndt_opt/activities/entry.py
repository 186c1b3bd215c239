"""A recorded run in the log's terms: its day, its reps, its heart rates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

from ndt_opt.activities.drift import decoupling, rep_drift
from ndt_opt.activities.recording import Recording
from ndt_opt.activities.reps import Reps, work_reps
from ndt_opt.domain.calendar import Slot
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import SessionKind
from ndt_opt.files.training_log import cells, parse_cell

NOON = 12 * 60
STRIDE_S, STRIDES = 35, 12
"""So many reps of so many seconds are strides or hill sprints at the end of an easy run, not a session of their own."""
LONG_S = 75 * 60
"""An unplanned easy run from here on is logged as a long one (`easy-runs` ends there)."""
HIT_S = 60
"""Unplanned reps up to this long are taken for HIT, unless their rests are shorter than they are."""
DOUBTFUL = 0.6
"""Reps that are less sure than this are worth a look."""
SHORTEST_S, SHORTEST_M = 120, 300
"""Less is a false start."""


@dataclass(frozen=True, eq=False)
class Run:
    """A recording, the zone in which its day is told, and its place where a file has several (else 0)."""

    recording: Recording
    zone: dt.tzinfo
    place: int = 0

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

    @property
    def is_false_start(self) -> bool:
        return self.recording.timer_s < SHORTEST_S and self.recording.distance_m < SHORTEST_M

    @cached_property
    def reps(self) -> Reps | None:
        """All repetitions, strides among them."""
        return work_reps(self.recording) if len(self.recording.samples) or self.recording.laps else None

    @property
    def session_reps(self) -> Reps | None:
        """Those of a session of reps; strides are none."""
        found = self.reps
        if found is None or len(found.reps) > STRIDES:
            return found
        return None if median(rep.duration_s for rep in found.reps) <= STRIDE_S else found

    @property
    def richness(self) -> tuple[bool, int]:
        """Of two recordings of one run the richer is taken."""
        return self.reps is not None, len(self.recording.samples)

    @property
    def source(self) -> str:
        """File and digest, and the place in it: what a run is known by."""
        file = self.recording.file.encode("utf-8", "backslashreplace").decode()
        return f"{file} {self.recording.digest}{f'#{self.place}' if self.place else ''}"

    @property
    def kind(self) -> SessionKind:
        """What it looks like where no plan tells."""
        if self.session_reps is None:
            return "long" if self.recording.timer_s >= LONG_S else "easy"
        length = median(rep.duration_s for rep in self.session_reps.reps)
        rests = [rep.rest_s for rep in self.session_reps.reps if rep.rest_s is not None]
        return "hit" if length <= HIT_S and rests and median(rests) >= length else "threshold"

    @cached_property
    def plain(self) -> LogEntry:
        """As it looks where no plan tells."""
        return self.entry()

    def entry(self, kind: SessionKind | None = None, note: str = "") -> LogEntry:
        """All that the device knows of it as a session of some kind, without what the log would not believe."""
        kind = kind or self.kind
        reps = self.session_reps if kind in ("easy", "long") else self.reps
        first_bpm, last_bpm, drift_pct = self._drift(kind, reps)
        entry = LogEntry(
            date=self.date,
            slot=self.slot,
            kind=kind,
            start=self.start,
            distance_m=round(self.recording.distance_m),
            duration_s=round(self.recording.timer_s),
            hard_m=None if reps is None else round(sum(rep.distance_m for rep in reps.reps)),
            work_s=None if reps is None else round(sum(rep.duration_s for rep in reps.reps)),
            pace=self._pace(kind, reps),
            rest_s=_rest(reps),
            hr_first_bpm=_whole(first_bpm),
            hr_last_bpm=_whole(last_bpm),
            hr_drift_pct=None if drift_pct is None else round(drift_pct, 1) + 0.0,
            source=self.source,
        )
        doubt = "reps doubtful" if reps is not None and reps.confidence < DOUBTFUL else ""
        return _believed(entry, [note, doubt, *self.recording.warnings])

    def _drift(self, kind: SessionKind, reps: Reps | None) -> tuple[float | None, float | None, float | None]:
        """bpm of the first and the last like reps, and the change in per cent; of a steady easy run its decoupling."""
        if reps is not None:
            found = rep_drift(self.recording, reps)
            return found.first_bpm, found.last_bpm, found.percent
        return None, None, decoupling(self.recording).percent if kind in ("easy", "long") else None

    def _pace(self, kind: SessionKind, reps: Reps | None) -> int | None:
        """Of the reps, or of an easy run; a hard session without reps has none that means its work."""
        if reps is None and kind not in ("easy", "long"):
            return None
        if reps is None:
            seconds, metres = self.recording.timer_s, self.recording.distance_m
        else:
            seconds, metres = (sum(getattr(rep, key) for rep in reps.reps) for key in ("duration_s", "distance_m"))
        return round(1000 * seconds / metres) if metres else None


def _believed(entry: LogEntry, notes: list[str]) -> LogEntry:
    """The entry without the cells that the log would refuse, and a note about them.

    Raises
    ------
    ValueError
        when its day is none that a log can hold.
    """
    empty: dict[str, None] = {}
    for name, cell in cells(entry).items():
        try:
            if cell is not None:
                parse_cell(name, str(cell))
        except ValueError as error:
            if name == "date":
                raise ValueError(f"{cell}: not {error}") from None
            empty[name] = None
            notes.append(f"{name} {cell} cannot be")
    return replace(entry, **empty, note="; ".join(filter(None, notes)))  # type: ignore[arg-type]


def _rest(reps: Reps | None) -> int | None:
    rests = [] if reps is None else [rep.rest_s for rep in reps.reps if rep.rest_s is not None]
    return round(median(rests)) if rests else None


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
