"""The table of a comparison: a column for every variant, what differs from the first one marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ndt_opt.domain.comparison import Variant
from ndt_opt.report.page import Page
from ndt_opt.report.text import wrap

_LABEL, _FIRST, _VALUE, _DELTA = 18, 11, 9, 8
NONE = "-"


@dataclass(frozen=True)
class _Row:
    """`of`: a variant's value, None where it has none; `shown`: how it is written, without a sign."""

    label: str
    of: Callable[[Variant], Any]
    shown: Callable[[Any], str]
    only_if_any: bool = False


def _measure(name: str) -> Callable[[Variant], Any]:
    return lambda variant: getattr(variant.measures, name, None)


def _per(divisor: int, decimals: int) -> Callable[[Any], str]:
    return lambda value: f"{value / divisor:.{decimals}f}"


def span(days: list[int]) -> str:
    """`14` or `10-14`; empty where there are none."""
    return "-".join(str(n) for n in dict.fromkeys((min(days), max(days)))) if days else ""


_MINUTES, _TENTHS = _per(60, 1), _per(1, 1)
SOLVED_IN = "solved in, s"


def _rows(page: Page) -> tuple[_Row, ...]:
    """Every line of the table, distances in the page's unit."""
    return (
        _Row("Z2 minutes", _measure("z2_work_s"), _MINUTES),
        _Row("  bound, proved", lambda v: v.bound_s, _MINUTES),
        _Row("  a load week", _measure("z2_per_load_week_s"), _MINUTES),
        _Row("  a cycle", _measure("z2_per_cycle_s"), _MINUTES),
        _Row(f"hard {page.unit}, %", _measure("hard_km_pct"), _TENTHS),
        _Row("hard time, %", _measure("hard_time_pct"), _TENTHS),
        _Row("double days", _measure("double_days"), str),
        _Row("single sessions", _measure("single_sessions"), str),
        _Row("HIT sessions", _measure("hit_sessions"), str, only_if_any=True),
        _Row("race-pace sessions", _measure("race_pace_sessions"), str, only_if_any=True),
        _Row("races", _measure("races"), str, only_if_any=True),
        _Row("hard days", _measure("hard_days"), str),
        _Row("  shortest gap", _measure("shortest_gap_days"), str),
        _Row("  longest gap", _measure("longest_gap_days"), str),
        _Row(page.unit, _measure("distance_m"), lambda m: page.number(m, 0)),
        _Row("  biggest week", _measure("most_week_m"), page.number),
        _Row("hours", _measure("duration_s"), _per(3600, 1)),
        _Row("muscular mean week", _measure("muscular_mean_week"), str),
        _Row("muscular peak week", _measure("muscular_peak_week"), str),
        _Row("load block, days", _measure("load_block_days"), span),
        _Row("recovery, days", _measure("recovery_block_days"), span),
        _Row("status", lambda v: v.status, str),
        _Row(SOLVED_IN, lambda v: v.seconds, _TENTHS),
    )


def letter(index: int) -> str:
    """`A` to `Z`, then `AA`."""
    return (letter(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def table(variants: Sequence[Variant], page: Page) -> list[str]:
    """Groups of columns that fit the page, each with the one that differences are to."""
    if not any(v.measures for v in variants):
        return []
    reference = first_solved(variants)
    rows = _told(variants, page)
    lines: list[str] = []
    for group in _groups(len(variants), reference, page.width):
        head = f"{'':<{_LABEL}}" + "".join(_place(letter(n), "", i) for i, n in enumerate(group))
        lines += ["", page.paint(head.rstrip(), "dim"), *(_line(row, group, variants, reference, page) for row in rows)]
    return [*lines[1:], *(page.paint(line, "dim") for line in wrap(meaning(variants), page.width))]


def table_rows(variants: Sequence[Variant], page: Page) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every line with its label, and of each variant the value and what it differs by; without seconds of solving."""
    if not any(v.measures for v in variants):
        return []
    base = variants[first_solved(variants)]
    return [
        (row.label, [_cell(row, variant, base) for variant in variants])
        for row in _told(variants, page)
        if row.label != SOLVED_IN
    ]


def first_solved(variants: Sequence[Variant]) -> int:
    """The variant that differences are to."""
    return next(n for n, v in enumerate(variants) if v.measures)


def _told(variants: Sequence[Variant], page: Page) -> list[_Row]:
    return [row for row in _rows(page) if not row.only_if_any or any(row.of(v) for v in variants)]


def _cell(row: _Row, variant: Variant, base: Variant) -> tuple[str, str]:
    """The value as it is shown, and its difference to the base."""
    value = row.of(variant)
    mark = "" if row.label == SOLVED_IN else _mark(value, row.of(base), row.shown)
    return (NONE if value is None else row.shown(value)) or NONE, mark


def _groups(count: int, reference: int, width: int) -> list[list[int]]:
    others = [n for n in range(count) if n != reference]
    room = max(1, (width - _LABEL - _FIRST) // (_VALUE + _DELTA))
    chunks = [others[n : n + room] for n in range(0, len(others), room)] or [[]]
    return [sorted([reference, *chunk]) for chunk in chunks]


def _line(row: _Row, group: list[int], variants: Sequence[Variant], reference: int, page: Page) -> str:
    cells = []
    for place, n in enumerate(group):
        text, mark = _cell(row, variants[n], variants[reference])
        cell = _place(text, mark, place)
        cells.append(page.paint(cell, "bold") if mark else cell)
    return f"{row.label:<{_LABEL}}{''.join(cells)}"


def _place(text: str, mark: str, place: int) -> str:
    """A cell; the first column has no room for a difference and needs none."""
    if place == 0:
        return f"{text:>{_FIRST}}"
    if len(text) > _VALUE:  # words
        return f"{text + ' ' + mark if mark else text:>{_VALUE + _DELTA}}"
    return f"{text:>{_VALUE}}{mark:>{_DELTA}}"


def _mark(value: Any, base: Any, shown: Callable[[Any], str]) -> str:
    """`+12.8`, `-3`, of the numbers as shown so that they add up; or `*` where a difference is no number."""
    if value is None or base is None or value == base:
        return ""
    if isinstance(value, str | list):
        return "*"
    return ("+" if value > base else "-") + str(abs(Decimal(shown(value)) - Decimal(shown(base))))


def meaning(variants: Sequence[Variant]) -> str:
    """What the marks and some words of the table mean."""
    against = letter(first_solved(variants))
    marks = f"+ and -: against {against}; *: not as {against}; " if len(variants) > 1 else ""
    raced = "; hard km and time without races" if any(v.measures and v.measures.races for v in variants) else ""
    return f"{marks}gap: easy days between one hard day and the next; muscular: load in points{raced}"
