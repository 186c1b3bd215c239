"""One room per rule: how the solver keeps it. The order does not matter."""

from __future__ import annotations

from types import ModuleType

from ndt_opt.cpsat.constraints import (
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
    pins,
    recovery_week,
    run_spike,
    session_work_minutes,
    single_threshold_days,
    transition_caution,
    volume_tier,
    week_intensity_share,
    weekly_ramp,
    weekly_volume,
)

ROOMS: dict[str, ModuleType] = {
    "availability": availability,
    "load-recovery-cycle": load_recovery_cycle,
    "double-threshold-days": double_threshold_days,
    "single-threshold-days": single_threshold_days,
    "am-before-pm": am_before_pm,
    "am-pm-gap": am_pm_gap,
    "broken-intervals": broken_intervals,
    "intensity-ceiling": intensity_ceiling,
    "session-work-minutes": session_work_minutes,
    "day-work-minutes": day_work_minutes,
    "block-structure": block_structure,
    "hard-day-spacing": hard_day_spacing,
    "hit-recovery": hit_recovery,
    "hit-count": hit_count,
    "week-intensity-share": week_intensity_share,
    "recovery-week": recovery_week,
    "weekly-volume": weekly_volume,
    "weekly-ramp": weekly_ramp,
    "transition-caution": transition_caution,
    "run-spike": run_spike,
    "long-run": long_run,
    "easy-runs": easy_runs,
    "volume-tier": volume_tier,
    "pins": pins,
}
