"""Where two curves cross, in words that say no more than was tried."""

from __future__ import annotations

from ndt_opt.domain.comparison import Variant
from ndt_opt.study.curves import curves_of, lead
from ndt_opt.study.vary import read_vary
from tests.scenarios.library import inputs

from .variant_samples import clashing, planned

SCENARIO, _ = inputs("club-17min-120km")
KM = (80, 100, 120, 140)


def words(*curves: list[Variant]) -> list[str]:
    vary = read_vary("athlete.weekly_km=" + ",".join(map(str, KM)))
    points = [point for curve in curves for point in curve]
    return [crossing.words for crossing in curves_of(vary, SCENARIO, points).crossings]


def curve(name: str, *minutes: int | None, slack: int = 0) -> list[Variant]:
    """`slack`: minutes between value and bound of the second point."""
    return [
        clashing(name, "run-spike", value=km)
        if z2 is None
        else planned(name, 60 * z2, 60 * (z2 + slack) if slack and n == 1 else None, value=km)
        for n, (km, z2) in enumerate(zip(KM, minutes, strict=True))
    ]


def test_one_overtakes_the_other() -> None:
    assert words(curve("double", 400, 500, 700, 800), curve("singles", 500, 600, 600, 600)) == [
        "singles carries more than double up to 100 km, double more from 120 km on; not tried between 100 and 120 km"
    ]


def test_one_is_ahead_everywhere() -> None:
    assert words(curve("a", 5, 6, 7, 8), curve("b", 4, 5, 6, 7)) == [
        "a carries more than b at every value tried, 80 to 140 km"
    ]


def test_equal_and_back_again() -> None:
    assert words(curve("a", 5, 6, 6, 5), curve("b", 4, 6, 6, 6)) == [
        "a carries more than b up to 80 km, both the same at 100 to 120 km, b more from 140 km on; "
        "not tried between 80 and 100 km; not tried between 120 and 140 km"
    ]


def test_a_gap_is_no_value_tried() -> None:
    assert words(curve("a", 5, None, 7, 8), curve("b", 6, 6, 6, 6)) == [
        "b carries more than a up to 80 km, a more from 120 km on; no plan of both between 80 and 120 km"
    ]
    assert words(curve("a", None, 7, 7, 8), curve("b", 6, 6, 6, 6)) == [
        "a carries more than b wherever both have a plan, 100 to 140 km"
    ]
    assert words(curve("a", None, None, None, None), curve("b", 6, 6, 6, 6)) == [
        "a and b have no value with a plan for both"
    ]


def test_bounds_that_overlap_decide_nothing() -> None:
    assert words(curve("a", 5, 5, 7, 7, slack=2), curve("b", 4, 6, 6, 6)) == [
        "a carries more than b up to 80 km, not proved at 100 km, "
        "a more from 120 km on; not tried between 80 and 100 km; not tried between 100 and 120 km"
    ]
    assert lead(planned("a", 600, 660), planned("b", 600)) == "undecided"
    assert lead(planned("a", 600, 660), planned("b", 661)) == "second"
    assert lead(planned("a", 600), planned("b", 600)) == "same"


def test_every_pair_of_curves_is_told() -> None:
    assert len(words(*(curve(name, 1, 2, 3, 4) for name in "abcd"))) == 6
