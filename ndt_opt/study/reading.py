"""Two lines of plain words on a pair of variants; they say what the numbers of this run show, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ndt_opt.domain.comparison import Measures, Variant
from ndt_opt.report.comparison_table import span
from ndt_opt.study.curves import lead

_CAVEAT = "Zone 2 minutes are what the solver maximises; they are not fitness"


def read_pair(a: Variant, b: Variant, watch: Sequence[str]) -> list[str]:
    """The difference in Zone 2 time and how sure it is; what else differs."""
    if a.measures and b.measures:
        return [_difference(a, b), f"{_beside(a, b, watch)}. {_CAVEAT}."]
    planned = [v for v in (a, b) if v.measures]
    without = "; ".join(_no_plan(v) for v in (a, b) if not v.measures)
    if not planned:
        return [f"{without}: there is nothing to compare.", "Neither has Zone 2 minutes to tell of."]
    (one,) = planned
    assert one.measures is not None
    held = f"{one.name} holds {_minutes(one.measures.z2_work_s)} min in Zone 2"
    return [f"{without}; {held}.", f"{one.name}: {_listed(one.measures, watch)}. {_CAVEAT}."]


def _difference(a: Variant, b: Variant) -> str:
    assert a.measures and b.measures and a.bound_s is not None and b.bound_s is not None  # noqa: PT018
    found, other, ahead = a.measures.z2_work_s, b.measures.z2_work_s, lead(a, b)
    if ahead == "same":
        return f"Both hold {_minutes(found)} min in Zone 2: no difference, and both are proved to hold no more."
    held = f"{a.name} holds {_minutes(found)} min in Zone 2{_limit(a)}, {b.name} {_minutes(other)}{_limit(b)}"
    if ahead == "undecided":
        return f"{held}: which of them can hold more is not proved."
    more, least, most = (
        (a.name, found - b.bound_s, a.bound_s - other)
        if ahead == "first"
        else (b.name, other - a.bound_s, b.bound_s - found)
    )
    if least == most:
        pct = 100 * least / min(found, other) if min(found, other) else 0
        shown = abs(Decimal(_minutes(found)) - Decimal(_minutes(other)))  # so that the numbers add up
        size = f"{shown} min ({pct:.1f} %) more" if pct else f"{shown} min more"
        return f"{held}: {size} under {more}, proved."
    return f"{held}: more under {more}, proved, by {_minutes(least)} to {_minutes(most)} min."


def _limit(variant: Variant) -> str:
    """What is possible at most, where the plan is not proved."""
    assert variant.bound_s is not None
    return "" if variant.status == "optimal" else f" (at most {_minutes(variant.bound_s)} possible)"


def _beside(a: Variant, b: Variant, watch: Sequence[str]) -> str:
    """What is not the same, the first against the second; what is, in a word."""
    assert a.measures is not None
    assert b.measures is not None
    pairs = [(_NAMES[key], _text(a.measures, key), _text(b.measures, key)) for key in watch]
    differ = [f"{name} {one} against {other}" for name, one, other in pairs if one != other]
    alike = [f"{name} {one}" for name, one, other in pairs if one == other]
    said = [f"{a.name} against {b.name}: {', '.join(differ)}"] if differ else []
    return ". ".join([*said, *([f"The same in both: {', '.join(alike)}"] if alike else [])])


def _listed(measures: Measures, watch: Sequence[str]) -> str:
    return ", ".join(f"{_NAMES[key]} {_text(measures, key)}" for key in watch)


def _no_plan(variant: Variant) -> str:
    if variant.status == "out of time":
        return f"{variant.name} found no plan in time"
    return f"{variant.name} has no plan here (these clash: {variant.clashing})"


_NAMES = {
    "double_days": "double days",
    "hard_days": "hard days",
    "hit_sessions": "HIT sessions",
    "distance_m": "km",
    "hard_km_pct": "hard share of the km",
    "hard_time_pct": "hard share of the time",
    "muscular_mean_week": "muscular load of the mean week",
    "muscular_peak_week": "muscular load of the peak week",
    "shortest_gap_days": "fewest easy days between hard ones",
    "longest_gap_days": "most easy days between hard ones",
    "load_block_days": "days of a load block",
    "recovery_block_days": "days of a recovery block",
}


def _text(measures: Measures, key: str) -> str:
    value: Any = getattr(measures, key)
    if isinstance(value, list):
        return span(value) or "none"
    if key.endswith("_pct"):
        return f"{value:.1f} %"
    if key.endswith("_m"):
        return f"{value / 1000:.0f}"
    return "none" if value is None else str(value)


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:.1f}"
