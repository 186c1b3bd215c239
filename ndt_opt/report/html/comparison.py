"""Variants of a season side by side, as a page for a browser."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ndt_opt.domain.comparison import Comparison, Curves, Variant
from ndt_opt.report.comparison import gap_texts, no_plan_texts
from ndt_opt.report.comparison_table import letter, meaning, table_rows
from ndt_opt.report.html.environment import fill, html_page
from ndt_opt.report.html.overview import Overview, months
from ndt_opt.report.html.panels import Bar, Panel, bar_panel
from ndt_opt.report.page import Page
from ndt_opt.report.svg import Axis, Chart, Line, even_axis, render
from ndt_opt.units import half_up

_LONGEST_NAME = 26
"""Letters of a name beside its curve."""


def comparison_page(comparison: Comparison, unit: str = "km") -> str:
    """The whole page as HTML text; the same comparison gives the same text, whatever time its solves took."""
    return fill("comparison.html", **_values(comparison, html_page(unit)))


def comparison_fragment(comparison: Comparison, unit: str = "km") -> str:
    """The same for a notebook."""
    return fill("comparison_fragment.html", **_values(comparison, html_page(unit)))


def _values(comparison: Comparison, page: Page) -> dict[str, Any]:
    variants, curves = comparison.variants, comparison.curves
    rows = table_rows(variants, page)
    named = [(letter(n), v) for n, v in enumerate(variants)]
    unplanned = [(name, [page.text(text) for text in no_plan_texts(v)]) for name, v in named]
    return {
        "title": page.text(comparison.scenario) or "Season",
        "asks": page.text(f"{comparison.question}: {comparison.asks}") if comparison.question else "",
        "variants": [(name, page.text(v.name), page.text(", ".join(v.differs_in))) for name, v in named],
        "unit": page.unit,
        "rows": rows,
        "meaning": meaning(variants) if rows else "",
        "no_plans": [(name, texts) for name, texts in unplanned if texts],
        "overview": _weeks(variants, page),
        "curves": None if curves is None else _curves(curves, page),
        "reading": list(map(page.text, comparison.reading)),
    }


def _weeks(variants: list[Variant], page: Page) -> Overview | None:
    """A chart of Zone 2 minutes for every variant that has a plan, all on one scale."""
    solved = [(letter(n), v) for n, v in enumerate(variants) if v.weeks]
    if not solved:
        return None
    best = max(week.z2_work_s for _, v in solved for week in v.weeks)
    starts = [week.start for week in solved[0][1].weeks]
    panels = [_panel(f"{name}  {page.text(v.name)}", v, best) for name, v in solved]
    return Overview(len(starts), months(starts), [], [], [], panels)


def _panel(title: str, variant: Variant, best: int) -> Panel:
    texts = [str(half_up(week.z2_work_s, 60)) for week in variant.weeks]
    bars = [
        Bar(week.z2_work_s, week.block, f"Week {week.week}, {week.block}: {text} min in Zone 2")
        for week, text in zip(variant.weeks, texts, strict=True)
    ]
    total = sum(week.z2_work_s for week in variant.weeks)
    return bar_panel(title, f"{total / 60:.1f} min in Zone 2", bars, texts, best)


def _curves(curves: Curves, page: Page) -> dict[str, Any]:
    names = list(dict.fromkeys(point.name for point in curves.points))
    found = {(point.name, point.value): point for point in curves.points}
    label = ", ".join(filter(None, map(page.text, (curves.key, curves.unit))))
    rows = [[f"{value:g}", *(_minutes(found[name, value]) for name in names)] for value in curves.values]
    return {
        "key": page.text(curves.key),
        "chart": _chart(curves, names, label, page),
        "heads": [label, *(f"{letter(n)}  {page.text(name)}" for n, name in enumerate(names))],
        "rows": rows,
        "notes": [page.text(text) for text in (*curves.notes, *gap_texts(curves.points, curves.unit))],
        "crossings": [page.text(crossing.words) for crossing in curves.crossings],
    }


def _chart(curves: Curves, names: list[str], label: str, page: Page) -> Markup:
    """The curves drawn; empty where no point, or one value only, has a plan."""
    lines = []
    for n, name in enumerate(names):
        own = [point for point in curves.points if point.name == name]
        points = [(float(p.value or 0), p.measures.z2_work_s / 60) for p in own if p.measures is not None]
        if points:
            lines.append(Line(page.fit(f"{letter(n)}  {page.text(name)}", _LONGEST_NAME), points, number=n))
    values = sorted(float(value) for value in curves.values)
    if not lines or len(values) < 2:
        return Markup("")
    minutes = [y for line in lines for _, y in line.points]
    x = Axis(label, values[0], values[-1], values)
    y = even_axis("Zone 2 minutes", min(0.0, *minutes), max(minutes))
    drawn = render(Chart(f"Zone 2 minutes by {label}", x, y, lines))
    return Markup(drawn)  # it escapes its words itself


def _minutes(point: Variant) -> str:
    if point.measures is None:
        return "no plan" if point.status == "infeasible" else "no time"
    return f"{point.measures.z2_work_s / 60:.1f}{'' if point.status == 'optimal' else ', not proved'}"
