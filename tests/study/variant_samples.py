"""Ends of solves made by hand, for what is said and drawn of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ndt_opt.domain.clash import Clash, ClashMember
from ndt_opt.domain.comparison import Comparison, Measures, Variant, WeekNumbers
from ndt_opt.study.measures import measure, week_numbers
from tests.report.sample import START, sample_plan

PLAN = sample_plan()


def measures(**own: Any) -> Measures:
    """Those of the three-week sample plan, some replaced."""
    return measure(PLAN).model_copy(update=own)


def weeks() -> list[WeekNumbers]:
    return week_numbers(PLAN)


def planned(name: str, z2_work_s: int = 12_000, bound_s: int | None = None, value: Any = None, **own: Any) -> Variant:
    """A variant with a plan, proved unless a bound is given."""
    return Variant(
        name=name, model=name, sets=[], value=value, status="optimal" if bound_s is None else "feasible",
        bound_s=z2_work_s if bound_s is None else bound_s, measures=measures(z2_work_s=z2_work_s, **own),
        weeks=weeks(), seconds=1.5,
    )  # fmt: skip


def clash_of(*members: ClashMember, weeks: int = 1) -> Clash:
    until = START + dt.timedelta(days=7 * weeks - 1)
    return Clash(members=list(members), weeks=weeks, until=until, minimal=True, undecided=[], cut_short=False)


def clashing(name: str, *rules: str, value: Any = None) -> Variant:
    members = [ClashMember(kind="rule", key=rule, words=f"what {rule} keeps") for rule in rules]
    clash = clash_of(*members, weeks=2)
    return Variant(name=name, model=name, sets=[], value=value, status="infeasible", clash=clash, seconds=0.5)


def late(name: str, value: Any = None) -> Variant:
    return Variant(name=name, model=name, sets=[], value=value, status="out of time", seconds=9.0)


def comparison(*variants: Variant, **own: Any) -> Comparison:
    values: dict[str, Any] = {
        "schema": "ndt.compare/1", "scenario": "A winter", "seed": 1, "question": None, "asks": "",
        "variants": list(variants), "curves": None, "reading": [],
    }  # fmt: skip
    return Comparison(**{**values, **own})
