"""Every check of the auditor, by rule slug, in catalogue order.

A check looks at the evidence and at its rule's numbers and says only what is broken or cannot be
judged; silence is "kept".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ndt_opt.audit.checks import (
    altitude,
    am_before_pm,
    am_pm_gap,
    availability,
    block_structure,
    broken_intervals,
    day_work_minutes,
    double_threshold_days,
    easy_runs,
    hard_day_spacing,
    hit_count,
    hit_recovery,
    intensity_ceiling,
    load_recovery_cycle,
    long_run,
    muscular_load,
    phase_mix,
    pins,
    race_day,
    race_specific,
    recovery_week,
    run_spike,
    session_work_minutes,
    single_threshold_days,
    speed_layer,
    taper,
    transition_caution,
    volume_tier,
    week_intensity_share,
    weekly_ramp,
    weekly_volume,
)
from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict

Check = Callable[[Evidence, Any], Iterator[Verdict]]

CHECKS: dict[str, Check] = {
    "availability": availability.check,
    "load-recovery-cycle": load_recovery_cycle.check,
    "double-threshold-days": double_threshold_days.check,
    "single-threshold-days": single_threshold_days.check,
    "am-before-pm": am_before_pm.check,
    "am-pm-gap": am_pm_gap.check,
    "broken-intervals": broken_intervals.check,
    "intensity-ceiling": intensity_ceiling.check,
    "session-work-minutes": session_work_minutes.check,
    "day-work-minutes": day_work_minutes.check,
    "block-structure": block_structure.check,
    "hard-day-spacing": hard_day_spacing.check,
    "hit-recovery": hit_recovery.check,
    "hit-count": hit_count.check,
    "speed-layer": speed_layer.check,
    "week-intensity-share": week_intensity_share.check,
    "recovery-week": recovery_week.check,
    "weekly-volume": weekly_volume.check,
    "weekly-ramp": weekly_ramp.check,
    "transition-caution": transition_caution.check,
    "altitude": altitude.check,
    "run-spike": run_spike.check,
    "muscular-load": muscular_load.check,
    "long-run": long_run.check,
    "easy-runs": easy_runs.check,
    "volume-tier": volume_tier.check,
    "pins": pins.check,
    "phase-mix": phase_mix.check,
    "race-day": race_day.check,
    "taper": taper.check,
    "race-specific": race_specific.check,
}
