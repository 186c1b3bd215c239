"""What came of a season: time above LT2, work in Zone 2, how soon the paces were right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal, get_args

from ndt_opt.domain.plan import Plan
from ndt_opt.domain.scenario import Scenario
from ndt_opt.physiology.profile import profile
from ndt_opt.rules.training_model import TrainingModel

from .effort import Effort
from .season import Season

Family = Literal["morning", "afternoon", "single"]
FAMILIES: tuple[Family, ...] = get_args(Family)

WITHIN_PCT = 1.5
"""So near the true target a pace is right: 3 s/km, less than a step of the feedback."""
IN_A_ROW = 3
"""And it must stay there."""
Z2_FLOOR_MMOL = 2.0
"""Zone 2 begins here (specification II.A)."""


@dataclass(frozen=True)
class Measures:
    """Of one season.

    Attributes
    ----------
    planned_min, run_min : reps of threshold work in the first plan, and run
    z2_min : run in Zone 2: reps not above LT2, of sessions whose last rep was not below 2 mmol/L
    above_min : reps at whose end lactate was above LT2, as it truly was
    until : threshold sessions of a family before its pace was right and stayed so; None is never
    right_pct : threshold sessions whose planned pace was right
    end_pct : by how much the family's last three paces were faster than the true target (negative: slower)
    recovery_weeks : load weeks of the first plan that became recovery; cut : sessions ended early
    refused : weeks before which no new plan was made
    """

    planned_min: float
    run_min: float
    z2_min: float
    above_min: float
    until: Mapping[Family, int | None]
    right_pct: float
    end_pct: Mapping[Family, float | None]
    recovery_weeks: int
    cut: int
    refused: int


def measured(season: Season, targets: Mapping[str, int], lt2_mmol: float) -> Measures:
    """Parameters: `targets`: template -> the pace that an exact test would have given it, s/km."""
    work = [effort for effort in season.efforts if effort.reps]
    off = _off_pct(work, targets)
    return Measures(
        planned_min=sum(week.z2_work_s for week in season.first.weeks) / 60,
        run_min=sum(rep.seconds for effort in work for rep in effort.reps) / 60,
        z2_min=sum(_z2_s(effort, lt2_mmol) for effort in work) / 60,
        above_min=sum(effort.above_s for effort in work) / 60,
        until={family: until(off[family]) for family in FAMILIES},
        right_pct=100 * fmean(is_right(pct) for family in FAMILIES for pct in off[family]),
        end_pct={family: fmean(off[family][-IN_A_ROW:]) if off[family] else None for family in FAMILIES},
        recovery_weeks=recovery_weeks(season.first, season.last),
        cut=sum(effort.is_cut for effort in work),
        refused=season.refused,
    )


def true_targets(exact: Scenario, model: TrainingModel) -> dict[str, int]:
    """Template -> planned pace of its reps, s/km, where the lactate test is exact."""
    pace_5k = profile(exact.athlete, model.physiology, exact.season.start).pace_5k
    multiples = {name: template.pace_multiple for name, template in model.templates.items()}
    return {name: round(pace_5k * multiple) for name, multiple in multiples.items() if multiple is not None}


def until(off_pct: Sequence[float]) -> int | None:
    """Sessions before the first of three in a row whose pace was right."""
    right = [is_right(off) for off in off_pct]
    return next((i for i in range(len(right) - IN_A_ROW + 1) if all(right[i : i + IN_A_ROW])), None)


def is_right(off_pct: float) -> bool:
    return abs(off_pct) <= WITHIN_PCT


def recovery_weeks(first: Plan, last: Plan) -> int:
    """Weeks of load that became recovery."""
    return sum(a.block == "load" and b.block == "recovery" for a, b in zip(first.weeks, last.weeks, strict=True))


def _off_pct(work: Sequence[Effort], targets: Mapping[str, int]) -> dict[Family, list[float]]:
    """Speed of each planned pace against the true target's, in the order run; positive: the plan is too fast."""
    on_day = Counter(effort.session.date for effort in work)
    found: dict[Family, list[float]] = {family: [] for family in FAMILIES}
    for session in (effort.session for effort in work):
        assert session.pace_s_per_km is not None
        double: Family = "morning" if session.slot == "am" else "afternoon"
        family = double if on_day[session.date] > 1 else "single"
        found[family].append(100 * (targets[session.template] / session.pace_s_per_km.start - 1))
    return found


def _z2_s(effort: Effort, lt2_mmol: float) -> float:
    if effort.reps[-1].lactate_mmol < Z2_FLOOR_MMOL:
        return 0.0
    return sum(rep.seconds for rep in effort.reps if rep.lactate_mmol <= lt2_mmol)
