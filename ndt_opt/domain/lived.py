"""The part of a season that is already run: facts that a new plan of the rest starts from."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from ndt_opt.domain.calendar import WEEK, BlockKind, Phase, SessionKind, Slot
from ndt_opt.domain.race import Race
from ndt_opt.domain.record import Date, Record

Family = Literal["double-am", "double-pm", "single"]
"""Analogous threshold sessions: mornings of double days, their afternoons, single ones."""
HARD_KINDS = frozenset({"threshold", "tempo", "hit", "race-pace", "race"})
LACKING_PCT = 90
"""Less of the planned km is a week that lacked some (assumption: watches and routes differ by less)."""

Count = Annotated[int, Field(ge=0, le=1_000_000)]


class LivedRun(Record):
    """One run before the rest of the season: logged, or still planned in the week that has begun.

    Metres and seconds; `hard_m`, `work_s` are those of its reps, or of the race; `muscular_load` in points;
    `is_planned`: nobody has run it yet.
    """

    date: Date
    slot: Slot
    kind: SessionKind
    distance_m: Count
    hard_m: Count
    work_s: Count
    duration_s: Count
    muscular_load: Count = 0
    is_planned: bool = False

    @property
    def is_threshold(self) -> bool:
        """Zone-2 work, broken or continuous."""
        return self.kind in ("threshold", "tempo")

    @property
    def is_hard(self) -> bool:
        return self.kind in HARD_KINDS

    @property
    def z2_s(self) -> int:
        """Seconds of Zone-2 work."""
        return self.work_s if self.is_threshold else 0

    @property
    def trained_m(self) -> int:
        """Metres but for those raced."""
        return self.distance_m - (self.hard_m if self.kind == "race" else 0)

    @property
    def trained_s(self) -> int:
        """Seconds but for those raced."""
        return self.duration_s - (self.work_s if self.kind == "race" else 0)


def longer_rest(rest_s: int, pct: int) -> int:
    """Seconds of a rest, rounded up to whole five; the planned one where it is not lengthened."""
    return rest_s if pct == 100 else -(-rest_s * pct // 500) * 5


class HeldFamily(Record):
    """How sessions of a family are run: per cent of the template's rests, and s/km slower than its pace."""

    family: Family
    rest_pct: Annotated[int, Field(ge=100, le=300)]
    slower_s: Annotated[int, Field(ge=0, le=60)]

    def longer(self, rest_s: int) -> int:
        """Seconds of a rest of the template's."""
        return longer_rest(rest_s, self.rest_pct)


class Away(Record):
    """Days in a row without a run, both ends included; then `easy_days` of coming back."""

    from_: Annotated[Date, Field(alias="from")]
    to: Date
    easy_days: Annotated[int, Field(ge=0, le=120)]

    @property
    def days(self) -> int:
        return (self.to - self.from_).days + 1


class Lived(Record):
    """What had happened by `as_of`; from the Monday `open_from` on the season is planned anew.

    Attributes
    ----------
    kinds, phases, planned_m, planned_z2_s : of every week before `open_from`, from the season's first on; metres but
        for races, and seconds of Zone-2 work, as planned at last
    runs : in date and slot order, all before `open_from`
    races : those behind us, as the scenario's author had them
    away : absences, as far as what was not run tells
    deload : the first open week is a recovery week, because the log mandates one
    held : families that are run with longer rests or slower, in the weeks up to `held_to`
    """

    as_of: Date
    open_from: Date
    kinds: Annotated[list[BlockKind], Field(max_length=104)]
    phases: Annotated[list[Phase], Field(max_length=104)]
    planned_m: Annotated[list[Count], Field(max_length=104)]
    planned_z2_s: Annotated[list[Count], Field(max_length=104)]
    runs: Annotated[list[LivedRun], Field(max_length=3000)] = []
    races: Annotated[list[Race], Field(max_length=200)] = []
    away: Annotated[list[Away], Field(max_length=100)] = []
    deload: bool = False
    held: Annotated[list[HeldFamily], Field(max_length=3)] = []
    held_to: Date | None = None

    @property
    def weeks(self) -> int:
        """Weeks before the open ones."""
        return len(self.kinds)

    @property
    def hard_days(self) -> frozenset[dt.date]:
        """Days with a hard run."""
        return frozenset(run.date for run in self.runs if run.is_hard)

    @property
    def last_hit(self) -> dt.date | None:
        return max((run.date for run in self.runs if run.kind == "hit"), default=None)

    def has_lacked(self, index: int, start: dt.date) -> bool:
        """Whether week `index` of the season from `start` on came to clearly less than was planned."""
        run_m = sum(run.trained_m for run in self.of_week(index, start))
        return 100 * run_m < LACKING_PCT * self.planned_m[index]

    def counted_m(self, index: int, start: dt.date) -> int:
        """What a week counts in steps of volume: as planned, unless it clearly lacked km or had more."""
        run_m = sum(run.trained_m for run in self.of_week(index, start))
        return run_m if self.has_lacked(index, start) else max(run_m, self.planned_m[index])

    def of_week(self, index: int, start: dt.date) -> list[LivedRun]:
        """What was run in week `index` of the season from `start` on."""
        first = start + index * WEEK
        return [run for run in self.runs if first <= run.date < first + WEEK]

    def held_on(self, date: dt.date) -> dict[Family, HeldFamily]:
        """What is held on a date, by family."""
        is_held = self.held_to is not None and self.open_from <= date <= self.held_to
        return {own.family: own for own in self.held} if is_held else {}
