"""Curves of one varied number: which carries more where, and where two of them cross."""

from __future__ import annotations

from itertools import combinations, groupby, pairwise

from ndt_opt.domain.comparison import Crossing, Curves, Lead, Number, Stretch, Variant
from ndt_opt.domain.scenario import Scenario
from ndt_opt.study.vary import Vary, notes_of

_Tried = tuple[Number, Lead]


def curves_of(vary: Vary, scenario: Scenario, points: list[Variant]) -> Curves:
    """The points with what they say of each pair of variants."""
    names = list(dict.fromkeys(point.name for point in points))
    own = {name: [p for p in points if p.name == name] for name in names}
    return Curves(
        key=vary.key, unit=vary.unit, values=list(vary.values), notes=notes_of(vary, scenario), points=points,
        crossings=[_crossing(own[a], own[b], vary) for a, b in combinations(names, 2)],
    )  # fmt: skip


def lead(a: Variant, b: Variant) -> Lead:
    """Which of two plans can hold more Zone 2 work, as far as values and bounds prove it."""
    assert a.measures is not None
    assert b.measures is not None
    assert a.bound_s is not None
    assert b.bound_s is not None
    found, other = a.measures.z2_work_s, b.measures.z2_work_s
    if found > b.bound_s:
        return "first"
    if other > a.bound_s:
        return "second"
    return "same" if a.bound_s == found == other == b.bound_s else "undecided"


def _crossing(first: list[Variant], second: list[Variant], vary: Vary) -> Crossing:
    both = [(a, b) for a, b in zip(first, second, strict=True) if a.measures and b.measures]
    tried = [(value, lead(a, b)) for a, b in both if (value := a.value) is not None]
    stretches = [_stretch(list(run)) for _, run in groupby(tried, key=lambda one: one[1])]
    a, b = first[0].name, second[0].name
    everywhere = "at every value tried" if len(both) == len(first) else "wherever both have a plan"
    return Crossing(first=a, second=b, stretches=stretches, words=_words(stretches, a, b, vary, everywhere))


def _stretch(run: list[_Tried]) -> Stretch:
    return Stretch.model_validate({"more": run[0][1], "from": run[0][0], "to": run[-1][0]})


def _words(stretches: list[Stretch], first: str, second: str, vary: Vary, everywhere: str) -> str:
    """`b carries more than a up to 100 km, a more from 110 km on; not tried between 100 and 110 km`."""
    said = {
        "first": f"{first} carries more than {second}",
        "second": f"{second} carries more than {first}",
        "same": f"{first} and {second} carry the same",
        "undecided": f"which of {first} and {second} carries more is not proved",
    }
    then = {"first": f"{first} more", "second": f"{second} more", "same": "both the same", "undecided": "not proved"}
    if not stretches:
        return f"{first} and {second} have no value with a plan for both"
    if len(stretches) == 1:
        return f"{said[stretches[0].more]} {everywhere}, {_span(stretches[0], vary.unit)}"
    parts = [
        f"{(then if n else said)[s.more]} {_where(s, n, len(stretches), vary.unit)}" for n, s in enumerate(stretches)
    ]
    return "; ".join([", ".join(parts), *(_between(a.to, b.from_, vary) for a, b in pairwise(stretches))])


def _between(low: Number, high: Number, vary: Vary) -> str:
    """What is not known between two values: whether it was not tried, or there are no two plans."""
    tried = any(low < value < high for value in vary.values)
    return f"{'no plan of both' if tried else 'not tried'} between {low:g} and {_of(high, vary.unit)}"


def _where(stretch: Stretch, index: int, count: int, unit: str) -> str:
    if index == 0:
        return f"up to {_of(stretch.to, unit)}"
    if index == count - 1:
        return f"from {_of(stretch.from_, unit)} on"
    return f"at {_span(stretch, unit)}"


def _span(stretch: Stretch, unit: str) -> str:
    low = "" if stretch.from_ == stretch.to else f"{stretch.from_:g} to "
    return f"{low}{_of(stretch.to, unit)}"


def _of(value: Number, unit: str) -> str:
    return f"{value:g} {unit}".rstrip()
