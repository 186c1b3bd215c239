"""What variants of one season come to, side by side, and what one varied number makes of them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from ndt_opt.domain.calendar import BlockKind, Phase
from ndt_opt.domain.clash import Clash
from ndt_opt.domain.plan import Tier
from ndt_opt.domain.record import Record
from ndt_opt.domain.shown import Shown

Ending = Literal["optimal", "feasible", "infeasible", "out of time"]
Number = int | float
Lead = Literal["first", "second", "same", "undecided"]


class Measures(Record):
    """One plan in numbers; seconds, metres and points of muscular load, shares in per cent.

    A load week is one that most days of a load block lie in.  A cycle is a load block and the recovery block after it.
    Hard shares leave races out, as the rule on easy running does.  A gap counts the easy days between two hard days.
    """

    weeks: int
    load_weeks: int
    z2_work_s: int
    z2_per_load_week_s: int | None
    z2_per_cycle_s: int | None
    cycles: int
    hard_km_pct: float
    hard_time_pct: float
    double_days: int
    hard_days: int
    single_sessions: int
    hit_sessions: int
    race_pace_sessions: int
    races: int
    distance_m: int
    most_week_m: int
    duration_s: int
    muscular_mean_week: int
    muscular_peak_week: int
    shortest_gap_days: int | None
    longest_gap_days: int | None
    load_block_days: list[int]
    recovery_block_days: list[int]


class WeekNumbers(Record):
    """One calendar week of a variant."""

    week: int
    start: dt.date
    phase: Phase
    block: BlockKind
    tier: Tier
    z2_work_s: int
    z2_cumulative_s: int
    hard_m: int
    distance_m: int
    duration_s: int
    muscular_load: int
    double_days: int
    hard_days: int


class Variant(Record):
    """One training model with its changed numbers, and how its season ended.

    `differs_in`: rules (and other parts) of the model that do not say what the first variant's do.
    `value`: of the varied number, None where none is varied.  `bound_s`: no plan holds more Zone 2 work.
    `clash`: where there is no plan, what cannot hold together; `notes` help to understand it.
    `seconds` on the wall clock: shown, but in no file.
    """

    name: str
    model: str
    sets: list[str]
    differs_in: list[str] = []
    value: Number | None
    status: Ending
    bound_s: int | None = None
    measures: Measures | None = None
    weeks: list[WeekNumbers] = []
    clash: Clash | None = None
    notes: list[str] = []
    seconds: float

    @property
    def clashing(self) -> str:
        """The names of the rules and wishes that cannot hold together; empty where there is a plan."""
        return ", ".join(member.key for member in self.clash.members) if self.clash else ""


class Stretch(Record):
    """Values of a varied number, both ends tried, over which the same of two curves carries more."""

    more: Lead
    from_: Annotated[Number, Field(alias="from")]
    to: Number


class Crossing(Record):
    """Two curves against each other, from the lowest value to the highest that both have a plan for."""

    first: str
    second: str
    stretches: list[Stretch]
    words: str


class Curves(Record):
    """One number varied: a point for every variant and value, the variants in order, then the values.

    `notes`: what else was changed with it.
    """

    key: str
    unit: str
    values: list[Number]
    notes: list[str]
    points: list[Variant]
    crossings: list[Crossing]


class Comparison(Record, Shown):
    """Variants of one scenario, `ndt.compare/1`; differences are to the first."""

    schema_: Annotated[Literal["ndt.compare/1"], Field(alias="schema")]
    scenario: str
    seed: int
    question: str | None
    asks: str
    variants: list[Variant]
    curves: Curves | None
    reading: list[str]

    @property
    def every_variant(self) -> list[Variant]:
        """Those side by side, then the points of curves."""
        return [*self.variants, *(self.curves.points if self.curves else [])]
