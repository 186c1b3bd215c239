"""How the days of a season lie in load and recovery stretches, and which load block each belongs to."""

from __future__ import annotations

from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel

Layout = tuple[bool, ...]
"""Day by day over the season: is it a recovery day?"""

RECOVERY_DAYS = 7


def is_recovery_week(recovery_days: Layout, model: TrainingModel) -> bool:
    """Whether a week has too few load days to count as a load week (whole weeks have seven or none)."""
    load_days = recovery_days.count(False)
    return bool(load_days < model.rules["load-recovery-cycle"].load_week_days)


def block_owners(layout: Layout, load_week_days: int) -> list[int]:
    """Block of every day: counted where load begins, -1 while the block has no load week."""
    runs: list[list[int]] = []
    for day, is_recovery in enumerate(layout):
        if not runs or (not is_recovery and layout[day - 1]):
            runs.append([])
        runs[-1].append(day)
    owners, block = [], -1
    for run in runs:
        load = [d for d in run if not layout[d]]
        has_load_week = any(
            layout[7 * w : 7 * w + 7].count(False) >= load_week_days and _first_load(layout, w) in load
            for w in {d // 7 for d in load}
        )
        block += has_load_week
        owners += [block if has_load_week else -1] * len(run)
    return owners


def _first_load(layout: Layout, week: int) -> int:
    return next(d for d in range(7 * week, 7 * week + 7) if not layout[d])


def default_layout(scenario: Scenario, model: TrainingModel) -> Layout:
    """Of the day grid: blocks as long as they may be."""
    load_days = model.rules["load-recovery-cycle"].block_days[1]
    already = min(scenario.history.days_since_recovery, load_days)
    return tuple((day + already) % (load_days + RECOVERY_DAYS) >= load_days for day in range(scenario.days))
