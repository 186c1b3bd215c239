"""Statistics, on numbers worked out by hand."""

from __future__ import annotations

import math

import pytest
from bench.fakes import run_of

from ndt_opt.bench.statistics import (
    closed_always,
    first_runs,
    growth,
    inner,
    performance_profile,
    reached_s,
    shifted_geometric_mean,
    times_with_limit,
    whole,
)


def test_the_shifted_mean() -> None:
    assert shifted_geometric_mean([0.0, 3.0]) == pytest.approx(1.0)  # sqrt(1 x 4) - 1
    assert shifted_geometric_mean([1.0, 1.0, 7.0]) == pytest.approx(32 ** (1 / 3) - 1)
    with pytest.raises(ValueError, match="no values"):
        shifted_geometric_mean([])


def test_what_was_not_closed_counts_with_the_limit_and_what_does_not_apply_not_at_all() -> None:
    runs = [
        run_of("scip", 2.0), run_of("scip", 4.0, pair=1),
        run_of("scip", None, instance="b"), run_of("scip", None, instance="c", status="skipped"),
        run_of("scip", None, instance="d", status="not-applicable"),
        run_of("scip", None, instance="e", status="not-run"),
    ]  # fmt: skip
    assert times_with_limit(runs, "scip") == [3.0, 10.0, 10.0]
    assert closed_always(runs, "scip") == 1
    again = [*runs, run_of("scip", None, pair=2), run_of("scip", None, pair=3), run_of("scip", None, pair=4)]
    assert times_with_limit(again, "scip") == [10.0, 10.0, 10.0]  # three of five pairs in vain
    assert closed_always(again, "scip") == 0
    assert [run.instance for run in first_runs(runs, "scip")] == ["double-004-a-1", "b", "c"]


def test_the_profile_counts_instances_that_nobody_closes() -> None:
    runs = [
        run_of("ours", 1.0, instance="a"), run_of("scip", 2.0, instance="a"),
        run_of("ours", 6.0, instance="b"), run_of("scip", 2.0, instance="b"),
        run_of("ours", None, instance="c"), run_of("scip", None, instance="c"),
        run_of("ours", 1.0, instance="d"), run_of("scip", None, instance="d"),
        run_of("ours", None, instance="e", status="not-run"),
    ]  # fmt: skip
    assert performance_profile(runs) == {
        "ours": [(1.0, 0.25), (1.0, 0.5), (3.0, 0.75)],
        "scip": [(1.0, 0.25), (2.0, 0.5)],
    }


def test_growth_is_the_slope_that_athletes_share() -> None:
    """Times of weeks ** 1.5, twice that for the second athlete; a third one has too few horizons to count."""
    runs = [
        run_of("ours", factor * weeks**1.5, weeks=weeks, athlete=athlete, build_s=1.0, solve_s=weeks - 1.0, limit_s=1e5)
        for athlete, factor, horizons in ((1, 0.01, (4, 12, 52)), (2, 0.02, (12, 24, 104)), (3, 9.0, (4, 104)))
        for weeks in horizons
    ]
    found = growth(runs, "ours", whole)
    assert found is not None
    assert found.exponent == pytest.approx(1.5)
    assert (found.points, found.ladders, found.shortest, found.longest) == (6, 2, 4, 104)
    within = growth(runs, "ours", inner)
    assert within is not None
    assert within.exponent == pytest.approx(1.0)


def test_growth_by_hand() -> None:
    """Log2: (2, 0), (3, 1), (4, 1): x from its mean is -1, 0, 1, so the slope is (1 - 0) / 2."""
    runs = [run_of("ours", t, weeks=w) for w, t in ((4, 1.0), (8, 2.0), (16, 2.0))]
    found = growth(runs, "ours", whole)
    assert found is not None
    assert math.isclose(found.exponent, 0.5)


def test_when_a_plan_was_near_enough() -> None:
    run = run_of("ours", trace=[(0.1, None, 1200), (0.2, 900, 1100), (0.4, 980, 1000), (0.9, 1000, 1000)])
    assert [reached_s(run, 1000, below) for below in (0.1, 0.05, 0.01, 0)] == [0.2, 0.4, 0.9, 0.9]
    assert reached_s(run, 1100, 0) is None
    assert reached_s(run.model_copy(update={"exact": False}), 1000, 0) is None


def test_no_growth_from_two_horizons() -> None:
    assert growth([run_of("ours", weeks=4), run_of("ours", weeks=12)], "ours", whole) is None
