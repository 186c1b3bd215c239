"""The part of a season that is already run: facts that a new plan of the rest starts from."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from ndt_opt.domain.calendar import BlockKind, Phase, Slot
from ndt_opt.domain.race import Race
from ndt_opt.domain.record import Date, Record

Family = Literal["double-am", "double-pm", "single"]
"""Analogous threshold sessions: mornings of double days, their afternoons, single ones."""
RunKind = Literal["easy", "long", "threshold", "tempo", "hit", "race-pace", "race"]
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
    kind: RunKind
    distance_m: Count
    hard_m: Count
    work_s: Count
    duration_s: Count
    muscular_load: Count = 0
    is_planned: bool = False


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
        return frozenset(run.date for run in self.runs if run.kind in HARD_KINDS)

    @property
    def last_hit(self) -> dt.date | None:
        return max((run.date for run in self.runs if run.kind == "hit"), default=None)

    def has_lacked(self, index: int, start: dt.date) -> bool:
        """Whether week `index` of the season from `start` on came to clearly less than was planned."""
        return 100 * self._trained_m(index, start) < LACKING_PCT * self.planned_m[index]

    def counted_m(self, index: int, start: dt.date) -> int:
        """What a week counts in steps of volume: as planned, unless it clearly lacked km or had more."""
        run_m = self._trained_m(index, start)
        return run_m if self.has_lacked(index, start) else max(run_m, self.planned_m[index])

    def _trained_m(self, index: int, start: dt.date) -> int:
        """Metres run but for those raced."""
        first = start + dt.timedelta(weeks=index)
        runs = [run for run in self.runs if 0 <= (run.date - first).days < 7]
        return sum(run.distance_m - (run.hard_m if run.kind == "race" else 0) for run in runs)

    def held_on(self, date: dt.date) -> dict[Family, HeldFamily]:
        """What is held on a date, by family."""
        is_held = self.held_to is not None and self.open_from <= date <= self.held_to
        return {own.family: own for own in self.held} if is_held else {}
