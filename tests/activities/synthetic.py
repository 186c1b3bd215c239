"""Made-up runs with a known truth: stretches of even speed, a heart that follows, a watch with noise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ndt_opt.activities.assemble import assemble
from ndt_opt.activities.raw import Point, RawActivity
from ndt_opt.activities.recording import Lap, Pause, Recording
from ndt_opt.activities.source import Source

START = dt.datetime(2026, 5, 12, 6, 30, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
SOURCE = Source("run.fit", "run.fit", "0" * 16, b"")
REST_BPM, BPM_PER_M_S = 60.0, 25.0  # 4.5 m/s -> 172 bpm


@dataclass(frozen=True)
class Stretch:
    """`seconds` at `m_s`; `kind` is work, rest, warmup, cooldown or easy."""

    seconds: float
    m_s: float
    kind: str = "easy"
    paused: bool = False


@dataclass(frozen=True)
class Watch:
    """How it records: every second or `smart` (2-8 s), noise of the speed in m/s, what may fail."""

    smart: bool = False
    noise_m_s: float = 0.15
    heart: bool = True
    ramp_s: float = 3.0
    drift_bpm: float = 0.0
    seed: int = 1
    laps: str = "none"  # none, workout, pressed, auto


@dataclass
class Truth:
    """Start, seconds and m/s of each rep."""

    reps: list[tuple[float, float, float]] = field(default_factory=list)


def session(
    n: int, work: tuple[float, float], rest: tuple[float, float], paused: bool = False, ends_m_s: float = 3.1
) -> list[Stretch]:
    """Warm-up of 15 min, n reps with rests between, cool-down of 10 min."""
    reps = [Stretch(*work, "work"), Stretch(*rest, "rest", paused)] * n
    return [Stretch(900, ends_m_s, "warmup"), *reps[:-1], Stretch(600, ends_m_s - 0.2, "cooldown")]


def truth(stretches: Sequence[Stretch]) -> Truth:
    """The reps of a session."""
    found, now = Truth(), 0.0
    for s in stretches:
        if s.kind == "work":
            found.reps.append((now, s.seconds, s.m_s))
        now += s.seconds
    return found


def raw(stretches: Sequence[Stretch], watch: Watch = Watch()) -> RawActivity:
    """What a reader would find of this run."""
    rng = np.random.default_rng(watch.seed)
    wanted = np.repeat([s.m_s for s in stretches], [round(s.seconds) for s in stretches])
    paused = np.repeat([s.paused for s in stretches], [round(s.seconds) for s in stretches])
    speed = _followed(wanted, watch.ramp_s) if watch.ramp_s else wanted
    noise = _even_noise(rng, len(speed), watch.noise_m_s)
    speed = np.where(paused, 0.0, np.maximum(speed + noise * (speed > 0.5), 0.0))
    distance = np.concatenate([[0.0], np.cumsum(speed)])
    heart = _heart(wanted, watch, rng)
    edges = {0, len(speed) - 1, *(int(t) for t in np.flatnonzero(np.diff(paused.astype(int))) + 1)}
    kept = sorted(edges | {t for t in _clock(rng, len(speed), watch.smart) if not paused[t]})
    start = START.timestamp()
    points = [
        Point(start + t, float(distance[t]), float(speed[t]), round(heart[t]) if watch.heart else np.nan) for t in kept
    ]
    return RawActivity(
        start, points=points, laps=_laps(stretches, distance, watch.laps, start), pauses=_pauses(stretches, start)
    )


def recording(stretches: Sequence[Stretch], watch: Watch = Watch()) -> Recording:
    """The same, as it leaves the readers."""
    return assemble(raw(stretches, watch), SOURCE, NOW)


def _followed(wanted: np.ndarray, ramp_s: float) -> np.ndarray:
    """A runner changes speed within `ramp_s` around the line."""
    width = round(ramp_s)
    padded = np.pad(wanted.astype(float), (width // 2, width - 1 - width // 2), mode="edge")
    return np.convolve(padded, np.full(width, 1 / width), mode="valid")


def _even_noise(rng: np.random.Generator, n: int, sd: float) -> np.ndarray:
    """Noise that stays for a few seconds, as that of satellites does (AR(1), 0.7 a second)."""
    white, noise = rng.normal(0, sd * np.sqrt(1 - 0.7**2), n), np.zeros(n)
    for t in range(1, n):
        noise[t] = 0.7 * noise[t - 1] + white[t]
    return noise


def _heart(wanted: np.ndarray, watch: Watch, rng: np.random.Generator) -> np.ndarray:
    """First-order kinetics of 30 s towards what the speed asks, and a drift that grows with time."""
    target = REST_BPM + BPM_PER_M_S * wanted + watch.drift_bpm * np.linspace(0, 1, len(wanted))
    beats = np.empty(len(target))
    beats[0] = 80.0
    for t in range(1, len(target)):
        beats[t] = beats[t - 1] + (target[t] - beats[t - 1]) / 30
    return beats + rng.normal(0, 0.5, len(beats))


def _clock(rng: np.random.Generator, n: int, smart: bool) -> list[int]:
    if not smart:
        return list(range(n))
    times = np.cumsum(rng.integers(2, 9, n))
    return [0, *(int(t) for t in times if t < n)]


def _pauses(stretches: Sequence[Stretch], start: float) -> list[Pause]:
    found, now = [], start
    for s in stretches:
        if s.paused:
            found.append(Pause(now, now + s.seconds))
        now += s.seconds
    return found


def _laps(stretches: Sequence[Stretch], distance: np.ndarray, laps: str, start: float) -> list[Lap]:
    ends = np.cumsum([s.seconds for s in stretches]).astype(int)
    starts = np.concatenate([[0], ends[:-1]])
    if laps == "none":
        return []
    if laps == "auto":
        ends = np.append(np.searchsorted(distance, np.arange(1000, distance[-1], 1000)), len(distance) - 1)
        starts = np.concatenate([[0], ends[:-1]])
    words = {"work": "active", "easy": "active"}
    named = [words.get(s.kind, s.kind) if laps == "workout" else "" for s in stretches]
    named += ["active"] * (len(ends) - len(named))
    return [
        Lap(start + float(a), start + float(b), float(distance[b] - distance[a]), None, name, "manual")
        for a, b, name in zip(starts, ends, named, strict=False)
    ]
