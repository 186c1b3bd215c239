"""Days of a disturbed week that could take a hard session, and what missing it costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import Constraint

from ndt_opt.cpsat.day_slots import DaySlots
from ndt_opt.cpsat.history import hard_days_before
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.pattern import HARD_LETTERS

if TYPE_CHECKING:
    from ndt_opt.cpsat.facts import Facts
    from ndt_opt.cpsat.grid import Grid
    from ndt_opt.cpsat.week_vars import Linear, WeekVars
    from ndt_opt.rules.training_model import TrainingModel

ROOM_MIN = 120
"""More minutes than any hard session lasts."""


def has_days(week: Week, model: TrainingModel) -> bool:
    """Whether enough days are left for a hard session, and the week is not on the way back."""
    enough = 7 - week.lost_days >= model.rules["load-recovery-cycle"].load_week_days
    return bool(enough) and week.way_back is None


def excuses(grid: Grid, week: WeekVars, needed_s: int | None, *, before_double: bool) -> Iterator[Linear]:
    """For each day that could take a session of so many seconds, what keeps it off.

    That is a hard day too near, and with `before_double` (HIT) a double soon after.
    """
    reach, ahead = _reaches(grid.model)
    for d in _free_days(grid, week.week, needed_s, reach):
        at = 7 * week.week.index + d
        near = [grid.letter_on(n, HARD_LETTERS) for n in range(at - reach, at + reach + 1)]
        soon = [grid.letter_on(n, "D") for n in range(at + 1, at + ahead + 1)] if before_double else []
        yield sum(near) + sum(soon)


def share_with_missed(
    grid: Grid, week: WeekVars, missed_m: Linear, only_if: Linear | None
) -> list[Constraint]:
    """The week's share of km, with the metres of missed sessions counted as hard."""
    share = grid.model.rules["week-intensity-share"]
    if not grid.model.holds("week-intensity-share") or share.unit != "km":
        return []
    high = grid.plans_at_least(week.week.block, 1000 * share.low_below_km)
    posted = []
    for pct, literal in ((share.min_easy_pct, high), (share.min_easy_pct_low, ~high)):
        keeps = grid.cp.add(100 * (week.hard_m + missed_m) <= (100 - pct) * week.volume_m)
        keeps.only_enforce_if(*(x for x in (only_if, literal) if x is not None))
        posted.append(keeps)
    return posted


def _reaches(model: TrainingModel) -> tuple[int, int]:
    """Days around a hard day, and before a double, that it may keep HIT away from: unlike `pinned.distances` not only
    those that it surely does."""
    spacing, recovery = model.rules["hard-day-spacing"], model.rules["hit-recovery"]
    reach = (spacing.gap_days or spacing.max_in_a_row) if model.holds("hard-day-spacing") else 0
    return reach, recovery.easy_days_before_double if model.holds("hit-recovery") else 0


def _free_days(facts: Facts, own: Week, needed_s: int | None, reach: int) -> Iterator[int]:
    """Days with a free slot of so many seconds, no race near, and no hard day of the history too near."""
    history = max(hard_days_before(facts.scenario), default=None)
    kept_free = own.first_back | own.quiet | own.cautions.no_hit
    for d, day in enumerate(own.days):
        is_late = history is None or 7 * own.index + d - history > reach
        is_free = d not in kept_free and (not day.pins or _is_free_beside(day, facts.model))
        if needed_s is not None and is_free and day.longest_free_s >= needed_s and is_late:
            yield d


def _is_free_beside(day: DaySlots, model: TrainingModel) -> bool:
    """Whether the day's pin leaves the session its place: rest does, and an easy run that still has time."""
    if any(p.km is not None for p in day.pins):
        return False
    if all(p.kind == "rest" for p in day.pins):
        return True
    gap = model.rules["am-pm-gap"].min_gap_min if model.holds("am-pm-gap") else 0
    least = model.rules["easy-runs"].min_min if model.holds("easy-runs") else 0
    if day.am is None or day.pm is None:
        return False
    return bool(day.pm.end_min - day.am.start_min - day.pm.lost_min >= ROOM_MIN + gap + least)
