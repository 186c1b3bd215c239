"""What is slower than before, and what is only noise."""

from __future__ import annotations

import pytest
from bench.fakes import run_of

from ndt_opt.bench.comparison import closed_no_more, summary, verdict
from ndt_opt.bench.run import Run


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ((2.0, 2.1, 2.2), (1.0, 1.1, 1.9), "slower"),
        ((2.0, 2.1, 2.2), (1.0, 2.1, 2.3), "within noise"),  # the spreads overlap
        ((2.0, 2.0, 2.0, 2.0, 2.0), (1.0, 1.0, 1.0, 1.0, 2.0), "slower"),  # one slow old run hides no doubling
        ((2.0, 2.0, 2.0, 2.0, 2.0), (1.0, 1.0, 1.0, 2.1, 2.1), "within noise"),
        ((1.08, 1.09, 1.09), (1.0, 1.01, 1.02), "within noise"),  # less than a tenth
        ((1.0, 1.1, 1.2), (2.0, 2.1, 2.2), "faster"),
        ((9.0, 9.1), (1.0, 1.1, 1.2), "too few runs"),
        ((9.0, 9.1, 9.2), (1.0,), "too few runs"),
    ],
)
def test_the_verdict(new: tuple[float, ...], old: tuple[float, ...], expected: str) -> None:
    assert verdict(new, old) == expected


def thrice(*times: float, **values: object) -> list[Run]:
    return [run_of("ours", t, pair=n, **values) for n, t in enumerate(times)]


def test_the_summary_names_what_changed() -> None:
    old = [*thrice(1.0, 1.1, 1.2), *thrice(1.0, 1.1, 1.2, instance="b")]
    new = [*thrice(2.0, 2.2, 2.3), *thrice(1.0, 1.1, 1.2, instance="b")]
    assert list(summary(new, old)) == [
        "double-004-a-1: ours slower, 1.10 s then, 2.20 s now (2.00)",
        "1 slower, 0 faster, 1 within noise, 0 too few runs of 2 compared",
        "ours: 1.10 s then, 1.59 s now (1.45) in the mean of 2",  # sqrt(3.2 x 2.1) - 1
    ]


def test_what_is_closed_no_more_is_no_noise() -> None:
    old = [run_of("ours", 2.0), run_of("scip", 2.0), run_of("highs", 2.0)]
    new = [run_of("ours", None), run_of("scip", None, status="not-run")]
    assert closed_no_more(new, old) == ["double-004-a-1: ours closed it in 2.00 s then: now timed-out"]
    assert closed_no_more([run_of("ours", None, limit_s=1.0)], old) == []  # it had no time for it


def test_another_limit_is_told() -> None:
    assert "the limits of the two files differ" in list(summary([run_of("ours")], [run_of("ours", limit_s=60.0)]))
