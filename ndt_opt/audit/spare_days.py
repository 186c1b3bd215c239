"""Days of a disturbed week that could take a hard session, and what missing it costs."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken
from ndt_opt.audit.work import total
from ndt_opt.domain.calendar import SLOTS
from ndt_opt.rules.params import HardDaySpacing, HitRecovery, LoadRecoveryCycle, WeekIntensityShare
from ndt_opt.units import km

ROOM_MIN = 120
"""A slot of so many minutes takes any hard session."""


def free_day(evidence: Evidence, week: int, *, before_double: bool) -> int | None:
    """A day of a disturbed week that could take a hard session: a long free slot, no hard day or race too near.

    With `before_double` (HIT) no double soon after either.
    """
    model, least = evidence.model, 60 * ROOM_MIN
    spacing: HardDaySpacing = model.rules["hard-day-spacing"]
    recovery: HitRecovery = model.rules["hit-recovery"]
    if not has_days(evidence, week):
        return None
    reach = (spacing.gap_days or spacing.max_in_a_row) if model.holds("hard-day-spacing") else 0
    ahead = recovery.easy_days_before_double if before_double and model.holds("hit-recovery") else 0
    for day in range(7 * week, 7 * week + 7):
        near = any(d in evidence.hard_days for d in range(day - reach, day + reach + 1))
        before = any(d in evidence.double_days for d in range(day + 1, day + ahead + 1))
        is_easy = day in evidence.first_days_back or evidence.is_quiet(day) or not evidence.dated.takes_hit(day)
        is_free = not is_easy and evidence.longest_free_s(day) >= least and _is_free_beside(evidence, day)
        if not near and not before and is_free:
            return day
    return None


def has_days(evidence: Evidence, week: int) -> bool:
    """Enough days are left, and it is not on the way back."""
    cycle: LoadRecoveryCycle = evidence.model.rules["load-recovery-cycle"]
    return evidence.way_back(week) is None and 7 - evidence.lost_in(week) >= cycle.load_week_days


def _is_free_beside(evidence: Evidence, day: int) -> bool:
    """Whether what is pinned on the day leaves it time: rest, or an easy run of any length far enough away."""
    pins, scenario, model = evidence.pins_on(day), evidence.scenario, evidence.model
    if scenario is None or any(p.km is not None for p in pins):
        return False
    if all(p.kind == "rest" for p in pins) or not model.holds("availability"):
        return True
    am, pm = (scenario.slot_window(evidence.date(day), slot) for slot in SLOTS)
    if am is None or pm is None:
        return False
    gap = model.rules["am-pm-gap"].min_gap_min if model.holds("am-pm-gap") else 0
    least = model.rules["easy-runs"].min_min if model.holds("easy-runs") else 0
    hour = 60  # the clock may skip one
    return bool(pm[0].end_min - am[0].start_min >= ROOM_MIN + gap + least + hour)


def share_with_missed(
    evidence: Evidence, week: int, missed_m: int, planned_m: int, name: str
) -> Iterator[Verdict]:
    """A missed session's metres count against the share of km: threshold work may not have them."""
    share: WeekIntensityShare = evidence.model.rules["week-intensity-share"]
    is_counted = evidence.model.holds("week-intensity-share") and share.unit == "km"
    whole, hard = evidence.distance_m(week), total(r.hard_m for r in evidence.of_week(week))
    if not is_counted or whole is None or hard is None:
        return
    pct = 100 - (share.min_easy_pct_low if planned_m < 1000 * share.low_below_km else share.min_easy_pct)
    if 100 * (hard + missed_m) > pct * whole:
        found = f"{km(hard)} km of hard work without {name}"
        yield broken(evidence.monday(week), found, f"{pct} % of {km(whole)} km less {km(missed_m)} km for it")
