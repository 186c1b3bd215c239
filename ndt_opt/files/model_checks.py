"""What the numbers of a training model must be to each other: least and most, whole weeks, windows."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.errors import Problem
from ndt_opt.files.problems import shown, wrong
from ndt_opt.rules.training_model import TrainingModel

_NOT_ABOVE = {
    "single-threshold-days": (
        ("min_count", "max_count"),
        ("min_count_tier_d", "max_count"),
        ("min_work_min", "max_work_min"),
    ),
    "am-pm-gap": (("prefer_from_min", "prefer_to_min"),),
    "session-work-minutes": (("am_min", "am_max"), ("pm_min", "pm_max")),
    "day-work-minutes": (("min_min", "max_min"), ("am_min_pct", "am_max_pct")),
    "hit-count": (("half_from_km", "full_from_km"), ("full_min_m", "full_max_m")),
    "speed-layer": (("hill_sprint_runs", "runs"),),
    "recovery-week": (("min_km_pct", "max_km_pct"),),
    "long-run": (("prefer_min_pct", "prefer_max_pct"),),
    "easy-runs": (("min_min", "max_min"),),
    "volume-tier": (("c_from_km", "b_from_km"), ("b_from_km", "a_from_km")),
}
"""Pairs of a rule whose first number may not be above the second."""

_PHYSIOLOGY = (
    ("z2_floor_mmol", "z2_ceiling_mmol"),
    ("z2_floor_mmol", "untested_lt2_mmol"),
    ("easy_slow_vdot_pct", "easy_vdot_pct"),
    ("easy_vdot_pct", "easy_fast_vdot_pct"),
    ("easy_fast_multiple", "easy_multiple"),
    ("easy_min_lthr_pct", "easy_max_lthr_pct"),
)
_BANDS = ("rpe", "lthr_pct", "lactate_mmol")


def model_contradictions(model: TrainingModel, prefix: str = "", file: str = "") -> list[Problem]:
    """Every number that is allowed by itself and wrong beside the others, with the file that gave it last.

    `file` is named where a number's own file is not known.
    """
    found = [p for check in (_pairs, _cycle, _doubles, _rests, _physiology, _templates) for p in check(model)]
    return [Problem(file or _file_of(model, p.where), prefix + p.where, p.what, p.found, p.allowed) for p in found]


def _file_of(model: TrainingModel, where: str) -> str:
    origin = model.origins.get(where.partition("[")[0])
    return model.name if origin is None else origin.file


def _pairs(model: TrainingModel) -> Iterator[Problem]:
    for slug, pairs in _NOT_ABOVE.items():
        if model.holds(slug):
            for low, high in pairs:
                yield from _above(model, f"rules.{slug}", model.rules[slug], low, high)


def _physiology(model: TrainingModel) -> Iterator[Problem]:
    for low, high in _PHYSIOLOGY:
        yield from _above(model, "physiology", model.physiology, low, high)
    for key in ("easy_rpe", "hrmax_guide_pct"):
        yield from _band(f"physiology.{key}", getattr(model.physiology, key))


def _templates(model: TrainingModel) -> Iterator[Problem]:
    for name, template in model.templates.items():
        for key in _BANDS:
            yield from _band(f"templates.{name}.{key}", getattr(template, key))


def _above(model: TrainingModel, table: str, record: object, low: str, high: str) -> Iterator[Problem]:
    """One line for a pair the wrong way round, at the number that was written last."""
    least, most = getattr(record, low), getattr(record, high)
    if least <= most:
        return
    written = {path: n for n, path in enumerate(model.origins)}
    if written.get(f"{table}.{low}", -1) > written.get(f"{table}.{high}", -1):
        yield wrong(f"{table}.{low}", f"above {high}", least, f"at most {most}")
    else:
        yield wrong(f"{table}.{high}", f"below {low}", most, f"at least {least}")


def _band(where: str, band: list[int] | list[float] | None) -> Iterator[Problem]:
    if band is not None and band[0] > band[1]:
        yield wrong(where, "the first above the second", shown(band), "the lower number first")


def _cycle(model: TrainingModel) -> Iterator[Problem]:
    """The calendar has whole weeks, the day grid a least and a most."""
    if not model.holds("load-recovery-cycle"):
        return
    rule, where = model.rules["load-recovery-cycle"], "rules.load-recovery-cycle.block_days"
    low, high = rule.block_days
    if rule.grid == "calendar" and (low != high or low % 7):
        allowed = 'twice the same multiple of 7, such as [14, 14]; grid = "day" takes a range'
        yield wrong(where, "not whole weeks, which the calendar grid has", shown(rule.block_days), allowed)
    elif low > high:
        yield wrong(where, "the first above the second", shown(rule.block_days), "the shorter block first")


def _doubles(model: TrainingModel) -> Iterator[Problem]:
    rule, where = model.rules["double-threshold-days"], "rules.double-threshold-days"
    if model.holds("double-threshold-days") and len(set(rule.days)) < rule.count:
        yield wrong(f"{where}.days", "fewer weekdays than doubles", shown(rule.days), f"at least {rule.count}")


def _rests(model: TrainingModel) -> Iterator[Problem]:
    where, windows = "rules.broken-intervals.rests", model.rules["broken-intervals"].rests
    for i, window in enumerate(windows):
        if window.min_rest_s > window.max_rest_s:
            what, allowed = "above max_rest_s", f"at most {window.max_rest_s}"
            yield wrong(f"{where}[{i}].min_rest_s", what, window.min_rest_s, allowed)
        if i and window.up_to_rep_s <= windows[i - 1].up_to_rep_s:
            allowed = f"more than {windows[i - 1].up_to_rep_s}, the window before"
            yield wrong(f"{where}[{i}].up_to_rep_s", "windows not in order", window.up_to_rep_s, allowed)
