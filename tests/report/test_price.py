"""The prices as a runner reads them: lines that fit, intervals where there is no proof, faults that are loud."""

from __future__ import annotations

import pytest
from study.price_samples import BASE_S, between, curve, exact, price, prices

from ndt_opt.domain.price import Gain, Prices, RulePrice
from ndt_opt.report.price import gain_text, growth_text, render_prices


def rows(text: str) -> dict[str, list[str]]:
    """The table's cells by rule."""
    lines = text.partition("WHAT EACH RULE COSTS")[2].partition("\n\n")[0].splitlines()[2:]
    return {cells[0]: cells[1:] for cells in (line.split() for line in lines) if cells}


@pytest.mark.parametrize("width", [60, 80, 100, 400])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_lines_fit_and_say_only_what_the_stream_can(width: int, encoding: str) -> None:
    long = prices(title="Sæson " * 40, model="x" * 90, rules=[price("double-threshold-days", 7, 10**6)] * 3)
    text = render_prices(long, width=width, encoding=encoding)
    text.encode(encoding)
    assert max(map(len, text.splitlines())) <= min(max(width, 60), 100)
    assert "\x1b" not in text


def test_gains_are_minutes_with_a_sign() -> None:
    found = rows(render_prices(prices()))
    assert found["week-intensity-share"][:2] == ["+50.0", "+55.0"]
    assert found["volume-tier"][:2] == ["-", "-1.0*"]


def test_colour_adds_nothing_but_colour() -> None:
    plain, painted = render_prices(prices()), render_prices(prices(), colour=True)
    assert "\x1b[" in painted
    for code in ("1", "2", "32", "0"):
        painted = painted.replace(f"\x1b[{code}m", "")
    assert painted == plain


@pytest.mark.parametrize(
    ("gain", "text"),
    [
        (None, "-"),
        (exact(0), "0.0"),
        (exact(-90, asks_more=["pins"]), "-1.5*"),
        (between(0, 600), "0.0..+10.0"),
        (between(60, None), "at least +1.0"),
        (between(None, 600), "at most +10.0"),
        (Gain(status="unknown"), "unknown"),
        (Gain(status="infeasible", asks_more=["pins"]), "no plan*"),
        (Gain(status="contradiction"), "fault"),
    ],
)
def test_a_gain_is_never_a_guess(gain: Gain | None, text: str) -> None:
    assert gain_text(gain) == text


def test_what_is_not_proved_is_named() -> None:
    open_ = RulePrice(rule="long-run", step="5 min", by_step=exact(0), dropped=between(0, 600))
    text = " ".join(render_prices(prices(rules=[open_], curves=[])).split())
    assert "every number is proved" not in text
    assert "not proved within its limit" in text
    assert "long-run (dropped)" in text


def test_a_season_that_is_not_proved_makes_no_price_exact() -> None:
    text = render_prices(prices(status="feasible", bound_s=BASE_S + 60))
    assert "1000.0 min found, at most 1001.0" in text
    assert "no price is exact" in text


def test_a_fault_is_loud() -> None:
    wrong = RulePrice(rule="long-run", step=None, by_step=None, dropped=Gain(status="contradiction"))
    text = " ".join(render_prices(prices(rules=[wrong], curves=[])).split())
    assert "a fault of the program" in text
    assert "every number is proved" not in text


def test_rules_without_a_price_take_a_line_each() -> None:
    text = render_prices(prices())
    assert "Cost nothing, proved: long-run, easy-runs.\n" in text
    assert "Have nothing to say here: pins (no pins).\n" in text
    free: Prices = prices(rules=[], curves=[])
    assert "no rule costs anything" in render_prices(free)


@pytest.mark.parametrize(
    ("gains", "is_at_end", "says"),
    [
        ((60, 120, 180, 300, 480), False, "and still grows"),
        ((60, 120, 120, 120, 120), False, "no more from 2 steps on: other rules bind there"),
        ((60, 60), True, "no more from 1 step on: other rules bind there"),
        ((60, 120, 140, 180, 240), False, "more slowly after 2 steps: other rules begin to bind"),
        ((120, 60), True, "less after 1 step: another season each time, not a looser one"),
        ((60, 120), True, "no further than 2 steps: its numbers end there"),
    ],
)
def test_where_a_curve_bends(gains: tuple[int, ...], is_at_end: bool, says: str) -> None:
    assert growth_text(curve("long-run", *gains, is_at_end=is_at_end)) == says


def test_the_safety_of_rules_is_not_for_sale() -> None:
    assert "are not for sale" in " ".join(render_prices(prices()).split())
