"""Numbers with bars in columns: Zone 2 minutes week by week, and along a varied number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ndt_opt.domain.comparison import Curves, Variant
from ndt_opt.report.comparison_table import letter
from ndt_opt.report.page import Page
from ndt_opt.report.season import day_month
from ndt_opt.report.text import cells
from ndt_opt.units import half_up

_MOST_COLUMNS = 4
_LONGEST_BAR = 30
_GAP = "  "


@dataclass(frozen=True)
class _Cell:
    """`seconds` of the bar, `text` before it, `looks` of the bar."""

    text: str
    seconds: int = 0
    looks: tuple[str, ...] = ("green",)


_Columns = list[tuple[str, list[_Cell]]]
"""A heading with its cells from top to bottom."""


def week_bars(variants: Sequence[Variant], page: Page) -> list[str]:
    """A line a week, a column for every variant that has a plan."""
    solved = [(letter(n), v.weeks) for n, v in enumerate(variants) if v.weeks]
    if not solved:
        return []
    columns = [(name, [_week_cell(w.z2_work_s, w.block) for w in weeks]) for name, weeks in solved]
    weeks = solved[0][1]
    return _drawn("wk  Monday", [f"{w.week:>2}  {day_month(w.start)}" for w in weeks], columns, page)


def curve_bars(curves: Curves, page: Page) -> list[str]:
    """A line a value, a column for every variant; the most of a line is marked."""
    names = list(dict.fromkeys(point.name for point in curves.points))
    labels = [f"{value:g} {curves.unit}".rstrip() for value in curves.values]
    found = {(p.name, p.value): p for p in curves.points}
    rows = {value: [found[name, value] for name in names] for value in curves.values}
    columns = [
        (letter(n), [_point_cell(rows[value][n], rows[value]) for value in curves.values]) for n, _ in enumerate(names)
    ]
    widest = max(len(label) for label in labels)
    meaning = [page.paint("*: the most at this value", "dim")] if len(names) > 1 else []
    return [*_drawn("", [label.rjust(widest) for label in labels], columns, page), *meaning]


def _week_cell(seconds: int, block: str) -> _Cell:
    return _Cell(str(half_up(seconds, 60)), seconds, ("blue",) if block == "recovery" else ("green",))


def _point_cell(point: Variant, row: Sequence[Variant]) -> _Cell:
    if point.measures is None:
        return _Cell("no plan" if point.status == "infeasible" else "no time")
    seconds = point.measures.z2_work_s
    others = [p.measures.z2_work_s if p.measures else -1 for p in row if p is not point]
    is_most = bool(others) and seconds > max(others)
    return _Cell(f"{seconds / 60:.1f}{'*' if is_most else ' ' * bool(others)}", seconds)


def _drawn(head: str, labels: Sequence[str], columns: _Columns, page: Page) -> list[str]:
    """Groups of columns that fit the page, every bar on one scale."""
    best = max(cell.seconds for _, own in columns for cell in own)
    lines: list[str] = []
    for n in range(0, len(columns), _MOST_COLUMNS):
        lines += ["", *_group(head, labels, columns[n : n + _MOST_COLUMNS], best, page)]
    return lines[1:]


def _group(head: str, labels: Sequence[str], columns: _Columns, best: int, page: Page) -> list[str]:
    left = max(len(head), *map(len, labels))
    text = max(len(cell.text) for _, own in columns for cell in own)
    bar = min(_LONGEST_BAR, (page.width - left) // len(columns) - len(_GAP) - text - 1)
    heads = "".join(f"{_GAP}{name:>{text}} {'':<{bar}}" for name, _ in columns)
    lines = [page.paint(f"{head:<{left}}{heads}".rstrip(), "dim")]
    for row, label in enumerate(labels):
        drawn = (f"{cell.text:>{text}} {_bar(cell, best, bar, page)}" for cell in (own[row] for _, own in columns))
        lines.append(f"{label:<{left}}{_GAP}{_GAP.join(drawn)}")
    return lines


def _bar(cell: _Cell, best: int, length: int, page: Page) -> str:
    bar = page.bar(cell.seconds, best, length)
    return page.paint(bar, *cell.looks) + " " * (length - cells(bar)) if bar else " " * length
