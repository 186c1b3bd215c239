"""A recording second by second: speed, distance and heart rate on one even clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ndt_opt.activities.recording import Recording, Series

STANDING_M_S = 1.5  # slower than a brisk walk: not running (TrainingPeaks drops such samples, too)
CONTRAST = 0.12  # a rest is at least this much slower than the work
_OLDEST_BEAT_S = 10.0  # smart recording leaves out up to 8 s while nothing changes
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Signal:
    """Arrays with one value a second from the recording's start on.

    Attributes
    ----------
    distance_m : metres covered at that second
    speed_m_s : metres covered in the second that follows; 0 while paused
    heart_rate : bpm, NaN where no sample is near
    """

    distance_m: Series
    speed_m_s: Series
    heart_rate: Series

    def __len__(self) -> int:
        return len(self.speed_m_s)

    @property
    def moving(self) -> Mask:
        """Seconds in which the runner runs."""
        return self.speed_m_s >= STANDING_M_S

    def covered(self, start_s: float, end_s: float) -> float:
        """Metres between two times."""
        places = np.interp([start_s, end_s], np.arange(len(self)), self.distance_m)
        return float(places[1] - places[0])

    def mean_heart_rate(self, start_s: float, end_s: float) -> float | None:
        """Mean bpm between two times; None where less than half of the seconds have one, for those are no sample."""
        all_ = self.heart_rate[round(max(start_s, 0)) : round(end_s)]
        known = all_[np.isfinite(all_)]
        return float(known.mean()) if len(known) and 2 * len(known) >= len(all_) else None


@dataclass(frozen=True)
class Span:
    """From one second to another; what the device told of it, None where it is to be computed."""

    start_s: float
    end_s: float
    distance_m: float | None = None
    heart_rate: float | None = None

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s


@lru_cache(maxsize=2)  # reps, drift and decoupling of one recording ask one after the other
def signal(recording: Recording) -> Signal:
    """The recording at one value a second; speed comes from distance, so that no metre is lost."""
    samples = recording.samples
    clock = np.arange(np.ceil(samples.time_s[-1]) + 1 if len(samples) else 0)
    if not len(clock):
        return Signal(clock, clock, clock)
    time, metres = _stopped_in_pauses(recording)
    distance = np.interp(clock, time, metres)
    return Signal(distance, np.diff(distance, append=distance[-1]), _beats(clock, samples.time_s, samples.heart_rate))


def _stopped_in_pauses(recording: Recording) -> tuple[Series, Series]:
    """Samples with each pause's two ends put in: the distance stands still between them."""
    time, metres = recording.samples.time_s, recording.samples.distance_m
    for pause in recording.pauses:
        outside = (time <= pause.start_s) | (time >= pause.end_s)
        place = int(np.searchsorted(time[outside], pause.end_s))
        stands = metres[outside][max(place - 1, 0)]
        time = np.insert(time[outside], place, [pause.start_s, pause.end_s])
        metres = np.insert(metres[outside], place, [stands, stands])
    return time, metres


def _beats(clock: Series, time: Series, heart: Series) -> Series:
    known = np.isfinite(heart)
    if not known.any():
        return np.full(len(clock), np.nan)
    place = np.interp(clock, time[known], np.arange(known.sum()))
    age = np.abs(clock - time[known][np.round(place).astype(int)])
    return np.where(age <= _OLDEST_BEAT_S, np.interp(clock, time[known], heart[known]), np.nan)


def runs_of(mask: Mask) -> Iterator[tuple[int, int]]:
    """Start and end (excluded) of each stretch of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    yield from ((int(a), int(b)) for a, b in edges.reshape(-1, 2))
