"""What the solver decided, in the decoder's words: no solver type passes this line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ndt_opt.domain.calendar import Slot
from ndt_opt.domain.plan import BlockKind
from ndt_opt.menu.sessions import MenuSession


@dataclass(frozen=True)
class OpenSlot:
    """A slot with its clock window (minutes after midnight)."""

    day: int
    slot: Slot
    start_min: int
    end_min: int


@dataclass(frozen=True)
class Quality:
    """A threshold, tempo or HIT session on a weekday (0 is Monday)."""

    day: int
    slot: Slot
    session: MenuSession


@dataclass(frozen=True)
class EasySlotChoice:
    """A slot that may take an easy run of at most `longest_s` seconds."""

    day: int
    slot: Slot
    longest_s: int
    pinned: bool


@dataclass(frozen=True)
class FixedRun:
    """A run whose distance is decided: the long run, or a pinned easy run."""

    day: int
    slot: Slot
    distance_m: int


@dataclass(frozen=True)
class EasyChoice:
    """`metres` of easy running spread over `runs[longest_s]` easy runs in `slots` of that length."""

    slots: tuple[EasySlotChoice, ...]
    runs: dict[int, int]
    metres: int


@dataclass(frozen=True)
class WeekChoice:
    """One week's decisions.

    `easy` has one entry, or two in a week with load and recovery days; no easy run is longer than
    `run_limit_m`; `planned_m` are the planned load km of its block, in metres.
    """

    index: int
    start: dt.date
    kind: BlockKind
    recovery_days: tuple[bool, ...]
    block: int
    affected: bool
    planned_m: int
    quality: tuple[Quality, ...]
    long: FixedRun | None
    pinned_easy: tuple[FixedRun, ...]
    easy: tuple[EasyChoice, ...]
    run_limit_m: int
    open_slots: tuple[OpenSlot, ...]


@dataclass(frozen=True)
class SeasonChoice:
    """All weeks, and from which planned km a week things would fit that were scaled.

    `doubles_fit_m`: all doubles of the smallest allowed work; `full_method_m`: all doubles at the
    specification's day minutes, and HIT (None where the method has no doubles).
    """

    weeks: tuple[WeekChoice, ...]
    doubles_fit_m: int | None
    full_method_m: int | None
