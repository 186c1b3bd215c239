"""What each rule costs, as a page for a browser."""

from __future__ import annotations

from ndt_opt.domain.price import Curve, Gain, Prices
from ndt_opt.report.html.environment import fill, html_page
from ndt_opt.report.page import Page
from ndt_opt.report.price import (
    NOTES,
    OTHER_SEASON,
    cheap_texts,
    gain_text,
    growth_text,
    has_stars,
    season_text,
    step_words,
    sure_texts,
)

Row = tuple[str, str, str]
"""A name, a gain in words, the length of its bar in per cent."""


def price_page(prices: Prices) -> str:
    """The whole page as HTML text; the same prices give the same text."""
    page = html_page("km")
    best = max((_seconds(gain) for p in prices.rules for gain in (p.by_step, p.dropped)), default=0)
    rules = [
        (page.text(p.rule), _row("a step", p.by_step, best), _row("dropped", p.dropped, best), page.text(step_words(p)))
        for p in prices.rules
    ]
    return fill(
        "price.html",
        title=page.text(prices.title) or "Season",
        season=page.text(season_text(prices)),
        rules=rules,
        other=OTHER_SEASON if has_stars(prices) else "",
        cheap=list(map(page.text, cheap_texts(prices))),
        curves=[_curve(curve, page) for curve in prices.curves],
        sure=list(map(page.text, sure_texts(prices))),
        notes=NOTES,
    )


def _curve(curve: Curve, page: Page) -> tuple[str, list[Row], str]:
    best = max((_seconds(point.gain) for point in curve.points), default=0)
    rows = [_row(f"{p.steps} {'step' if p.steps == 1 else 'steps'}", p.gain, best) for p in curve.points]
    return page.text(f"{curve.rule}, {curve.step} each"), rows, growth_text(curve)


def _row(name: str, gain: Gain | None, best: int) -> Row:
    return name, gain_text(gain), f"{100 * _seconds(gain) / best if best else 0:.1f}"


def _seconds(gain: Gain | None) -> int:
    return max(0, gain.least_s or 0) if gain is not None else 0
