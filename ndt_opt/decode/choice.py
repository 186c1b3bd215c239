"""What the solver decided, in the decoder's words: no solver type passes this line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from ndt_opt.domain.calendar import BlockKind, Phase, Slot
from ndt_opt.domain.scenario import Race
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

    `easy` has one entry, or two in a week with load and recovery days; no easy run is longer than `run_limit_m`;
    `planned_m` are the planned load km of its block, in metres; `first_back` are days that are the first after days
    away, `no_hit` those that races, changes and camps keep free of HIT; `caution` is the rule that makes it easier
    for a stated change or a camp; `is_full`: muscular load leaves it no room.
    """

    index: int
    start: dt.date
    kind: BlockKind
    phase: Phase
    races: tuple[Race, ...]
    recovery_days: tuple[bool, ...]
    block: int
    affected: bool
    is_way_back: bool
    planned_m: int
    quality: tuple[Quality, ...]
    long: FixedRun | None
    pinned_easy: tuple[FixedRun, ...]
    easy: tuple[EasyChoice, ...]
    run_limit_m: int
    open_slots: tuple[OpenSlot, ...]
    first_back: frozenset[int] = frozenset()
    after_race: frozenset[int] = frozenset()
    no_hit: frozenset[int] = frozenset()
    caution: str | None = None
    is_full: bool = False

    @property
    def has_runs(self) -> bool:
        """Whether anything is run at all."""
        return self.distance_m > 0

    @property
    def distance_m(self) -> int:
        """All its metres, raced ones too."""
        runs = (*self.pinned_easy, *((self.long,) if self.long else ()))
        hard_m = sum(q.session.distance_m for q in self.quality)
        return hard_m + sum(r.distance_m for r in runs) + sum(e.metres for e in self.easy)


@dataclass(frozen=True)
class Fit:
    """The planned metres a week from which something fits, and how long such a week takes.

    `limit` says what stands in the way at that volume: the hours of the week, open slots too few or too
    short, or doubles that such a week would have to hold and cannot.
    """

    metres: int
    duration_s: int
    limit: Literal["hours", "slots", "doubles"] | None


@dataclass(frozen=True)
class SeasonChoice:
    """All weeks, and from which planned km a week things would fit that were scaled (None: not asked for).

    `doubles`: all doubles of the smallest allowed work; `full_method`: all doubles at the specification's
    day minutes, and HIT.
    """

    weeks: tuple[WeekChoice, ...]
    doubles: Fit | None
    full_method: Fit | None
    hit: Fit | None
