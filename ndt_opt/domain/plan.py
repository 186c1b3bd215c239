"""The season plan as it is written to `plan.json`: what happens on which day, and why."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from ndt_opt.domain.calendar import BlockKind, Phase, Slot
from ndt_opt.domain.calendar import SessionKind as SessionKind
from ndt_opt.domain.change import Cancelled, Change, Original
from ndt_opt.domain.record import Record
from ndt_opt.domain.scenario import Scenario
from ndt_opt.domain.shown import Shown
from ndt_opt.units import distances_in, paces_in

if TYPE_CHECKING:
    import pandas as pd

Tier = Literal["A", "B", "C", "D"]


class PaceTarget(Record):
    """Seconds per km: where to start, and the allowed band (`fast` <= `start` <= `slow`)."""

    start: int
    fast: int
    slow: int


class Band(Record):
    """A closed range of whole numbers (RPE, heart rate)."""

    low: int
    high: int


class LactateBand(Record):
    """A closed range of lactate, mmol/L."""

    low: float
    high: float


class Extra(Record):
    """Strides or hill sprints at the end of an easy run; no session of their own."""

    kind: Literal["strides", "hill-sprints"]
    reps: int
    rep_m: int | None = None
    rep_s: int | None = None


class Adjusted(Record):
    """Rest (seconds) and starting pace (s/km) of a threshold session, by its template and as the log has it run."""

    rest_s: tuple[int, int]
    pace_s_per_km: tuple[int, int]
    why: str = ""


class Session(Record, Shown):
    """One dated session. Metres and seconds are integers; `rep_s` or `rep_m`, never both."""

    id: str
    date: dt.date
    slot: Slot
    start: str
    kind: SessionKind
    title: str
    template: str
    reps: int
    rep_s: int | None
    rep_m: int | None
    rest_s: int | None
    zone: int
    pace_s_per_km: PaceTarget | None
    lactate_mmol: LactateBand | None
    rpe: Band | None
    heart_rate_bpm: Band | None
    warmup_m: int
    cooldown_m: int
    distance_m: int
    easy_m: int
    hard_m: int
    z2_work_s: int
    hard_s: int
    duration_s: int
    load: int
    muscular_load: int = 0
    extras: list[Extra]
    control: str
    revision: int
    why: list[str]
    adjusted: Adjusted | None

    def title_in(self, unit: str) -> str:
        """The title with its pace, and the distance of an easy run, in `km` or `mi`; reps keep their length."""
        title = paces_in(self.title, unit)
        return distances_in(title, unit) if self.kind in ("easy", "long") else title

    @property
    def unheld(self) -> Session:
        """The session with the rests and the pace of its template, had the log not changed them."""
        own, pace = self.adjusted, self.pace_s_per_km
        if own is None:
            return self
        back = own.pace_s_per_km[0] - own.pace_s_per_km[1]
        if pace is not None:
            pace = PaceTarget(start=pace.start + back, fast=pace.fast + back, slow=pace.slow + back)
        return self.model_copy(update={"rest_s": own.rest_s[0], "pace_s_per_km": pace})


class Week(Record, Shown):
    """One calendar week, Monday to Sunday."""

    index: int
    start: dt.date
    phase: Phase
    block: BlockKind
    tier: Tier
    distance_m: int
    easy_m: int
    hard_m: int
    easy_pct: float
    easy_time_pct: float
    duration_s: int
    z2_work_s: int
    z2_cumulative_s: int
    muscular_load: int = 0
    sessions: list[str]


class Block(Record):
    """A stretch of days of one kind, both ends included."""

    kind: BlockKind
    from_: Annotated[dt.date, Field(alias="from")]
    to: dt.date


class Scaled(Record):
    """Something the specification asks for and this athlete's volume does not carry."""

    rule: str
    where: dt.date
    asked: str
    given: str
    why: str
    fits_at_km: float | None


class Finding(Record):
    """The auditor's verdict on one rule at one place."""

    rule: str
    status: Literal["kept", "broken", "not checked"]
    where: str
    found: str
    allowed: str
    covers: list[str]


class SolverStamp(Record):
    """How the plan was found; nothing here depends on the clock."""

    version: str
    seed: int
    workers: int
    deterministic_time: float


class Check(Record):
    """One way in which a claim was tried a second time.

    `question` is what no plan may do.  `result`: "infeasible", no plan does it, so the claim holds; "feasible", one
    does, so somebody is wrong; "not closed", the time ran out, or the answer says nothing (`why`); "not applicable",
    it cannot be asked.  `bound_z2_work_s`: no plan holds more by this check.  `leaves_out`: what was not asked of a
    plan; that there is none holds all the more.  `rests_on`: what was taken over from the first proof.
    """

    engine: str
    formulation: str
    settings: str
    question: str
    result: Literal["infeasible", "feasible", "not closed", "not applicable"]
    why: str
    bound_z2_work_s: int | None
    leaves_out: list[str]
    rests_on: list[str]
    model_sha256: str | None


class Certificate(Record):
    """What the solver claims, and the checks it was put to; `certified`: at least one of them proved it again."""

    claim: Literal["optimal", "infeasible"]
    z2_work_s: int | None
    certified: bool
    checks: list[Check]


class Plan(Record, Shown):
    """A whole season plan, schema `ndt.plan/1`."""

    schema_: Annotated[Literal["ndt.plan/1"], Field(alias="schema")]
    plan_id: str
    revision: int
    original: Original | None
    status: Literal["optimal", "feasible"]
    objective: dict[str, int]
    bound: dict[str, int]
    solver: SolverStamp
    certificate: Certificate | None
    scenario: Scenario
    model: dict[str, Any]
    blocks: list[Block]
    weeks: list[Week]
    sessions: list[Session]
    cancelled: list[Cancelled]
    changes: list[Change]
    scaled: list[Scaled]
    warnings: list[str]
    audit: list[Finding]

    def to_frame(self) -> pd.DataFrame:
        """A pandas table with one row a session, in date and slot order.

        `session` (id), `date`, `start` (in the season's time zone), `slot`, `kind`, `title`, `template`; `week` (from
        1), `phase`, `block`, `tier` of its week; `reps`, `rep_s` or `rep_m`, `rest_s`, `zone`; `pace_s_per_km` and
        its band `pace_fast_s_per_km` to `pace_slow_s_per_km`; `lactate_low_mmol`, `lactate_high_mmol`, `rpe_low`,
        `rpe_high`, `hr_low_bpm`, `hr_high_bpm`; `warmup_m`, `cooldown_m`, `distance_m`, `easy_m`, `hard_m`;
        `z2_work_s`, `hard_s`, `duration_s`; `load`, `muscular_load`; `extras`, `revision`, `is_adjusted`, `why`
        (rules, with commas).
        Words that repeat are categories, numbers that may be missing are of pandas' nullable types.
        """
        from ndt_opt.domain.frame import plan_frame

        return plan_frame(self)
