"""Load and recovery, worked out by the auditor itself: kinds of days, kinds of weeks, load blocks.

Everything is counted in days, so that the calendar grid and the day grid share the code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ndt_opt.domain.calendar import BlockKind
from ndt_opt.domain.plan import Block

DayKind = BlockKind
WeekKind = Literal["load", "recovery", "part", "taper", "race"]


@dataclass(frozen=True)
class LoadBlock:
    """A run of load days and what comes after it: recovery, tapers, races.

    `weeks` are all calendar weeks that carry its tier, `load_weeks` those of them that count as load.
    """

    load_weeks: tuple[int, ...]
    weeks: tuple[int, ...]
    recovery_days: tuple[int, ...]


@dataclass(frozen=True)
class Cycle:
    """Kind of every day and week (None: unknown), the blocks, and the block of every week."""

    days: tuple[DayKind | None, ...]
    weeks: tuple[WeekKind | None, ...]
    blocks: tuple[LoadBlock, ...]

    def block_of(self, week: int) -> LoadBlock | None:
        """The block a week belongs to."""
        return next((b for b in self.blocks if week in b.weeks), None)


def claimed_days(start: dt.date, days: int, blocks: Sequence[Block]) -> list[DayKind | None]:
    """Day kinds as the plan's own blocks say; uncovered days are None."""
    kinds: list[DayKind | None] = [None] * days
    for block in blocks:
        first, last = (block.from_ - start).days, (block.to - start).days
        for day in range(max(first, 0), min(last, days - 1) + 1):
            kinds[day] = block.kind
    return kinds


def cycle_of(days: Sequence[DayKind | None], load_week_days: int) -> Cycle:
    """Weeks and blocks of these day kinds; a week with fewer load days is `recovery` if it has none."""
    numbers = _block_numbers(days)
    weeks: list[WeekKind | None] = []
    owner: list[int | None] = []
    for first in range(0, len(days), 7):
        kind = _week_kind(days[first : first + 7], load_week_days)
        weeks.append(kind)
        wanted = "recovery" if kind == "part" else kind
        owner.append(next((numbers[d] for d in range(first, first + 7) if kind and days[d] == wanted), None))
    blocks = [
        LoadBlock(
            tuple(w for w, o in enumerate(owner) if o == n and weeks[w] == "load"),
            tuple(w for w, o in enumerate(owner) if o == n),
            tuple(d for d, o in enumerate(numbers) if o == n and days[d] == "recovery"),
        )
        for n in sorted({n for n in numbers if n is not None})
    ]
    return Cycle(tuple(days), tuple(weeks), tuple(blocks))


def _week_kind(days: Sequence[DayKind | None], load_week_days: int) -> WeekKind | None:
    load = days.count("load")
    if load >= load_week_days:
        return "load"
    if (only := set(days)) <= {"taper"} or only <= {"race"}:
        return "taper" if "taper" in only else "race"
    if "recovery" not in days:
        return None
    return "part" if load or None in days else "recovery"


def _block_numbers(days: Sequence[DayKind | None]) -> list[int | None]:
    """A block begins with load after anything else, or with another kind after nothing known."""
    numbers: list[int | None] = []
    current = -1
    before: DayKind | None = None
    for kind in days:
        if (kind == "load" and before != "load") or (kind is not None and before is None):
            current += 1
        numbers.append(None if kind is None else current)
        before = kind
    return numbers
