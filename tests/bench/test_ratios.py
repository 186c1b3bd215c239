"""The peer's time over ours, on numbers worked out by hand."""

from __future__ import annotations

import pytest
from bench.fakes import run_of

from ndt_opt.bench.ratios import Ratio, Ratios, geometric_mean, ratios
from ndt_opt.bench.run import Run

NAME = "double-004-a-1"


def pairs(ours: tuple[float | None, ...], theirs: tuple[float | None, ...]) -> list[Run]:
    return [run_of(peer, t, pair=n) for peer, own in (("ours", ours), ("scip", theirs)) for n, t in enumerate(own)]


def found(ours: tuple[float | None, ...], theirs: tuple[float | None, ...]) -> Ratios:
    own = ratios(pairs(ours, theirs), NAME, "scip")
    assert own is not None
    return own


def test_ratios_are_taken_pair_by_pair() -> None:
    own = found((1.0, 2.0, 4.0), (3.0, 10.0, 8.0))
    assert [ratio.value for ratio in own.values] == [3.0, 5.0, 2.0]
    assert str(own) == "3.00 (2.00 to 5.00) *3 pairs*"


def test_a_pair_that_ours_did_not_close_is_no_ratio() -> None:
    assert ratios(pairs((None,), (2.0,)), NAME, "scip") is None


def test_runs_in_vain_count_with_the_limit() -> None:
    """Ours 1 s each; the peer closes two pairs of five in 5 s and runs into its limit of 10 s in three."""
    own = found((1.0,) * 5, (5.0, 5.0, None, None, None))
    assert own.median == Ratio(10.0, is_open=True)
    assert str(own) == "> 10.0 (5.00 to > 10.0)"


def test_a_median_that_no_vain_run_could_move_is_exact() -> None:
    assert found((1.0,) * 5, (5.0, 5.0, 6.0, 5.0, None)).median == Ratio(5.0)
    assert found((4.0, 1.0, 1.0), (None, 3.0, 4.0)).median == Ratio(3.0, is_open=True)  # 2.5 at least, maybe endless


def test_a_single_vain_run_is_the_least_it_can_be() -> None:
    assert str(found((1.624,), (None,))) == "> 6.1"  # 6.157: never rounded up


def test_what_took_longer_than_its_limit_took_that_long() -> None:
    own = ratios([run_of("ours", 2.0), run_of("scip", 11.0, limit_s=10.0)], NAME, "scip")
    assert own is not None
    assert own.values == (Ratio(5.5),)


def test_a_relaxation_is_marked() -> None:
    own = ratios([run_of("ours"), run_of("limit", 0.5, exact=False)], NAME, "limit")
    assert str(own) == "0.50 (0.50 to 0.50) *1 pair* *limit only*"


def test_a_peer_that_failed_has_none() -> None:
    assert ratios([run_of("ours"), run_of("scip", None, status="failed")], NAME, "scip") is None


def test_the_mean_of_medians_is_open_where_one_is() -> None:
    closed, vain = Ratios((Ratio(2.0),)), Ratios((Ratio(8.0, is_open=True),))
    mean = geometric_mean([closed, vain])
    assert mean is not None
    assert (mean.value, mean.is_open) == (pytest.approx(4.0), True)
    assert geometric_mean([closed, closed]) == Ratio(pytest.approx(2.0))
    assert geometric_mean([]) is None
