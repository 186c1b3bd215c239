"""The numbers each rule takes: one strict record per rule slug.

Values live in `models/*.toml`; the bounds here only keep absurd input out.  Field
descriptions say what the number means, in the unit its name carries.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ndt_opt.domain.record import Record
from ndt_opt.rules.caution_params import Altitude, TransitionCaution
from ndt_opt.rules.muscular import MuscularLoad
from ndt_opt.rules.numbers import Count, Km, Minutes, Pct, Weekdays
from ndt_opt.rules.race_params import LongerRun, PhaseMix, RaceDay, RaceSpecific, Taper
from ndt_opt.rules.speed_params import SpeedLayer


class Availability(Record):
    """Sessions only in open slots, inside their clock window and length."""


class LoadRecoveryCycle(Record):
    """Load days, then `recovery_days` easier ones.

    `grid = "calendar"`: blocks of whole Monday-Sunday weeks, `block_days` = 7 x load weeks.
    `grid = "day"`: a block may start on any day; a week with at least `load_week_days` load days
    counts as a load week.
    """

    grid: Literal["calendar", "day"]
    block_days: Annotated[list[Annotated[int, Field(ge=7, le=28)]], Field(min_length=2, max_length=2)]
    recovery_days: Annotated[int, Field(ge=7, le=7)]
    load_week_days: Annotated[int, Field(ge=1, le=7)]


class DoubleThresholdDays(Record):
    """`count` double days in a load week of tier A or B, up to `count_tier_c` in C, none in D.

    A double day whose slots a dated block closes may move to one of `alternatives`.
    """

    count: Annotated[int, Field(ge=0, le=2)]
    count_tier_c: Annotated[int, Field(ge=0, le=2)]
    days: Weekdays
    alternatives: Weekdays


class SingleThresholdDays(Record):
    """Single threshold sessions of a load week without doubles.

    `max_same_reps`: so many of them at most with reps of the same length.
    """

    min_count: Annotated[int, Field(ge=0, le=4)]
    max_count: Annotated[int, Field(ge=0, le=4)]
    min_count_tier_d: Annotated[int, Field(ge=0, le=4)]
    min_work_min: Minutes
    max_work_min: Minutes
    max_same_reps: Annotated[int, Field(ge=1, le=4)]


class AmBeforePm(Record):
    """AM is slower, lower in lactate and has the longer reps; `min_pace_gap_s` seconds per km."""

    min_pace_gap_s: Annotated[int, Field(ge=1, le=60)]


class AmPmGap(Record):
    """Minutes between the end of AM and the start of PM."""

    min_gap_min: Minutes
    prefer_from_min: Minutes
    prefer_to_min: Minutes


class RestWindow(Record):
    """Planned rest for reps of at most `up_to_rep_s` seconds."""

    up_to_rep_s: Annotated[int, Field(ge=1, le=7200)]
    min_rest_s: Annotated[int, Field(ge=0, le=600)]
    max_rest_s: Annotated[int, Field(ge=0, le=600)]


class BrokenIntervals(Record):
    """Threshold work only as at least `min_reps` reps, rests by rep length.

    `max_continuous_days` single sessions a week may be one continuous tempo (0 in the method).
    """

    min_reps: Annotated[int, Field(ge=1, le=10)]
    max_continuous_days: Count
    rests: Annotated[list[RestWindow], Field(min_length=1, max_length=10)]


class IntensityCeiling(Record):
    """Upper ends of threshold work, and how much slower easy running is.

    `max_mmol` beside the athlete's own LT2; `max_lthr_pct` of LTHR; `max_rpe` on Borg's scale;
    `min_easy_pace_pct` of the slowest threshold pace, in s/km.
    """

    max_mmol: Annotated[float, Field(ge=2.2, le=6)]
    max_lthr_pct: Annotated[int, Field(ge=80, le=110)]
    max_rpe: Annotated[int, Field(ge=6, le=20)]
    min_easy_pace_pct: Annotated[int, Field(ge=100, le=150)]


class SessionWorkMinutes(Record):
    """Work minutes of the two sessions of a double day; the `prefer_` ends are reported as scaled."""

    am_min: Minutes
    am_max: Minutes
    pm_min: Minutes
    pm_max: Minutes
    prefer_am_min: Minutes
    prefer_pm_min: Minutes


class DayWorkMinutes(Record):
    """Work minutes of a double day and the AM share of it, per cent."""

    min_min: Minutes
    max_min: Minutes
    prefer_min: Minutes
    am_min_pct: Pct
    am_max_pct: Pct
    prefer_am_pct: Pct


class BlockStructure(Record):
    """Load weeks of a block are alike; the doubles of one week differ by at most so many minutes."""

    alike_weeks: bool
    max_double_difference_min: Minutes


class HardDaySpacing(Record):
    """At least `gap_days` easy days between hard days; at most `max_in_a_row` where the gap is 0."""

    gap_days: Annotated[int, Field(ge=0, le=6)]
    max_in_a_row: Annotated[int, Field(ge=1, le=7)]


class HitRecovery(Record):
    """Days without any hard session between HIT and the next double."""

    easy_days_before_double: Annotated[int, Field(ge=0, le=6)]


class HitCount(Record):
    """HIT sessions of a load week by the block's planned load km.

    `full_from_km` and more: exactly `full_count` of `full_min_m`..`full_max_m` work metres.
    `half_from_km` up to there: none or up to `half_count` of at most `half_max_m`.  Below: none.
    """

    full_from_km: Km
    full_count: Count
    full_min_m: Annotated[int, Field(ge=0, le=10_000)]
    full_max_m: Annotated[int, Field(ge=0, le=10_000)]
    half_from_km: Km
    half_count: Count
    half_max_m: Annotated[int, Field(ge=0, le=10_000)]


class WeekIntensityShare(Record):
    """Easy share of the week, per cent of `unit`; the higher one below `low_below_km` planned load km."""

    unit: Literal["km", "time"]
    min_easy_pct: Annotated[int, Field(ge=0, le=99)]
    min_easy_pct_low: Annotated[int, Field(ge=0, le=99)]
    low_below_km: Km


class RecoveryWeek(Record):
    """No double, no HIT, little threshold, fewer km and hours than the block's load weeks."""

    max_singles: Count
    max_single_min: Minutes
    max_z2_pct: Pct
    min_km_pct: Pct
    max_km_pct: Pct
    prefer_km_pct: Pct
    min_fewer_min: Minutes


class WeeklyVolume(Record):
    """Never above the athlete's own km and hours."""


class WeeklyRamp(Record):
    """A load week against the mean of the last `mean_of_weeks` load weeks, a block against the last.

    `change_block_pct` stands for `max_block_pct` in a block with a stated change, and with or after lost days.
    """

    max_week_pct: Annotated[int, Field(ge=100, le=200)]
    mean_of_weeks: Annotated[int, Field(ge=1, le=8)]
    max_block_pct: Annotated[int, Field(ge=100, le=200)]
    change_block_pct: Annotated[int, Field(ge=50, le=200)]


class RunSpike(Record):
    """No run longer than `max_pct` of the longest of the `days` before it.

    In a week with a stated change `change_pct` stands for `max_pct`.
    The longest of the last `return_days` counts at `return_pct` per cent, for those who come back from a break;
    `free_min` minutes at the easy pace are never too many.
    """

    max_pct: Annotated[int, Field(ge=100, le=300)]
    days: Annotated[int, Field(ge=7, le=60)]
    return_pct: Pct
    return_days: Annotated[int, Field(ge=7, le=365)]
    free_min: Minutes
    change_pct: Annotated[int, Field(ge=50, le=300)]


class LongRun(Record):
    """The longest run of the week: at most `max_week_pct` or `or_max_min`, never above `max_min`.

    `before_race`: other numbers where the next A race is long, in order of distance.
    """

    max_week_pct: Pct
    or_max_min: Minutes
    max_min: Minutes
    before_race: Annotated[list[LongerRun], Field(max_length=10)]
    prefer_min_pct: Pct
    prefer_max_pct: Pct


class EasyRuns(Record):
    """Minutes of one easy run."""

    min_min: Minutes
    max_min: Minutes


class VolumeTier(Record):
    """Planned load km of a block from which tier A, B and C begin.

    `keep_usual_tier`: a block never plans less than the tier of the athlete's weekly_km, or of the km that
    max_weekly_hours carry; near weeks that may lack km, of `carried_pct` per cent of what easy runs in all open slots
    make.  Below `build_first_km` the plan advises easy mileage before threshold work.
    """

    keep_usual_tier: bool
    carried_pct: Pct
    a_from_km: Km
    b_from_km: Km
    c_from_km: Km
    build_first_km: Km


class Pins(Record):
    """What the coach pinned."""


PARAMS: dict[str, type[Record]] = {
    "availability": Availability,
    "load-recovery-cycle": LoadRecoveryCycle,
    "double-threshold-days": DoubleThresholdDays,
    "single-threshold-days": SingleThresholdDays,
    "am-before-pm": AmBeforePm,
    "am-pm-gap": AmPmGap,
    "broken-intervals": BrokenIntervals,
    "intensity-ceiling": IntensityCeiling,
    "session-work-minutes": SessionWorkMinutes,
    "day-work-minutes": DayWorkMinutes,
    "block-structure": BlockStructure,
    "hard-day-spacing": HardDaySpacing,
    "hit-recovery": HitRecovery,
    "hit-count": HitCount,
    "speed-layer": SpeedLayer,
    "week-intensity-share": WeekIntensityShare,
    "recovery-week": RecoveryWeek,
    "weekly-volume": WeeklyVolume,
    "weekly-ramp": WeeklyRamp,
    "transition-caution": TransitionCaution,
    "altitude": Altitude,
    "run-spike": RunSpike,
    "muscular-load": MuscularLoad,
    "long-run": LongRun,
    "easy-runs": EasyRuns,
    "volume-tier": VolumeTier,
    "pins": Pins,
    "phase-mix": PhaseMix,
    "race-day": RaceDay,
    "taper": Taper,
    "race-specific": RaceSpecific,
}
