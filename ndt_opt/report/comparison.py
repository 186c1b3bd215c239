"""Variants of a season on a terminal, side by side."""

from __future__ import annotations

from ndt_opt.domain.comparison import Comparison, Variant
from ndt_opt.report.clash import how_sure
from ndt_opt.report.comparison_bars import curve_bars, week_bars
from ndt_opt.report.comparison_table import letter, table
from ndt_opt.report.page import NARROWEST, WIDEST, Page
from ndt_opt.report.text import wrap

_INDENT = 3


def render_comparison(
    comparison: Comparison, *, width: int = 80, colour: bool = False, unit: str = "km", encoding: str = "utf-8"
) -> str:
    """The comparison as text that ends with a newline; no line is wider than `width`.

    Parameters
    ----------
    width : cells of a line, taken as 60 to 100.
    colour : ANSI colours; nothing is told by colour alone.
    unit : `km` or `mi`, for the distances of the table.
    encoding : of the stream the page goes to; where it has no blocks, bars are drawn with `#`.
    """
    page = Page(min(max(width, NARROWEST), WIDEST), colour, unit, encoding)
    curves, variants = comparison.curves, comparison.variants
    sections = [
        ("", _head(comparison, page)),
        ("", _legend(variants, page)),
        ("", table(variants, page)),
        ("NO PLAN", _no_plans(variants, page)),
        ("ZONE 2 MINUTES, WEEK BY WEEK", week_bars(variants, page)),
    ]
    if curves is not None:
        sections += [
            (f"ZONE 2 MINUTES BY {page.text(curves.key)}", _curve_legend(curves.points, page)),
            ("", curve_bars(curves, page)),
            ("", [line for note in curves.notes for line in page.item(page.text(note))]),
            ("", [line for text in gap_texts(curves.points, curves.unit) for line in page.item(page.text(text))]),
            ("WHERE THE CURVES CROSS", [line for c in curves.crossings for line in page.item(page.text(c.words))]),
        ]
    sections.append(("WHAT IT SHOWS", [line for text in comparison.reading for line in page.item(page.text(text))]))
    return page.sections(sections)


def _head(comparison: Comparison, page: Page) -> list[str]:
    title = page.fit(page.text(comparison.scenario) or "Season", page.width)
    asks = wrap(page.text(f"{comparison.question}: {comparison.asks}"), page.width) if comparison.question else []
    return [page.paint(title, "bold"), *asks]


def _legend(variants: list[Variant], page: Page) -> list[str]:
    """A letter for every column, and what its model says otherwise than the first."""
    lines: list[str] = []
    for n, variant in enumerate(variants):
        lines += _named(letter(n), variant.name, page)
        if variant.differs_in:
            others = _named("", f"not as A in: {', '.join(variant.differs_in)}", page)
            lines += [page.paint(line, "dim") for line in others]
    return lines


def _curve_legend(points: list[Variant], page: Page) -> list[str]:
    names = dict.fromkeys(point.name for point in points)
    return [line for n, name in enumerate(names) for line in _named(letter(n), name, page)]


def _no_plans(variants: list[Variant], page: Page) -> list[str]:
    """Why columns are empty, and who says more of it."""
    lines = [line for n, variant in enumerate(variants) for line in _no_plan(letter(n), variant, page)]
    more = "`ndt explain` shows other clashes, and the smallest changes that make a plan possible"
    return lines + (_named("", more, page) if any(v.clash for v in variants) else [])


def _no_plan(name: str, variant: Variant, page: Page) -> list[str]:
    texts = no_plan_texts(variant)
    return [line for n, text in enumerate(texts) for line in _named("" if n else name, text, page)]


def no_plan_texts(variant: Variant) -> list[str]:
    """What cannot hold together, or that the time ran out; none where there is a plan."""
    if variant.status == "out of time":
        return ["time ran out before any plan was found; --time-limit gives it more"]
    clash = variant.clash
    if clash is None:
        return []
    weeks = "week" if clash.weeks == 1 else f"{clash.weeks} weeks"
    head = f"no plan keeps every rule; in its first {weeks} these cannot hold together:"
    return [head, *(f"{member.key}: {member.words}" for member in clash.members), how_sure(clash), *variant.notes]


def gap_texts(points: list[Variant], unit: str) -> list[str]:
    """Points of a curve without a plan, and those that are not proved."""
    lines = []
    for point in points:
        at = f"{point.name} at {point.value:g} {unit}".rstrip()
        if point.status == "infeasible":
            lines.append(f"{at}: no plan, these clash: {point.clashing}")
        elif point.status == "out of time":
            lines.append(f"{at}: time ran out before any plan was found")
        elif point.status == "feasible" and point.bound_s is not None:
            lines.append(f"{at}: not proved, at most {point.bound_s / 60:.1f} min are possible")
    return lines


def _named(name: str, text: str, page: Page) -> list[str]:
    lines = wrap(page.text(text), page.width - _INDENT)
    return [f"{name if not n else '':<{_INDENT}}{line}" for n, line in enumerate(lines)]
