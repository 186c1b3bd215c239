"""Small charts of a season on one axis of weeks: bars, dots against a limit, a growing sum.

Shapes are SVG that stretches with the page; words and numbers are text around them, so they stay readable on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STEP, HIGH = 10.0, 100.0
"""Units of a week across, and of a whole chart up."""
_GAP = 1.5
_MOST_NUMBERS = 30
"""More weeks than this have no number over each bar: it would not fit."""


@dataclass(frozen=True)
class Bar:
    """A week's value with its looks and the words that a pointer shows."""

    value: float
    looks: str
    words: str


@dataclass(frozen=True)
class Shape:
    """An SVG path with its class; `words` are its tooltip."""

    d: str
    looks: str
    words: str = ""


@dataclass(frozen=True)
class Panel:
    """One chart: its title, what it says in short, its shapes, and numbers under the bars."""

    title: str
    says: str
    weeks: int
    shapes: list[Shape]
    numbers: list[str]

    @property
    def width(self) -> float:
        return STEP * self.weeks

    @property
    def label(self) -> str:
        """What a screen reader says of it."""
        return f"{self.title}: {self.says}"


def bar_panel(title: str, says: str, bars: Sequence[Bar], numbers: Sequence[str] = (), best: float = 0) -> Panel:
    """A bar a week, `best` as high as the chart, or else the highest of them."""
    best = best or max((bar.value for bar in bars), default=0) or 1
    shapes = []
    for n, bar in enumerate(bars):
        up = HIGH * bar.value / best
        left, wide = STEP * n + _GAP / 2, STEP - _GAP
        d = f"M{left:g} {HIGH:g}v{-up:.1f}h{wide:g}v{up:.1f}z"
        shapes.append(Shape(d, f"bar {bar.looks}", bar.words))
    shown = list(numbers) if len(bars) <= _MOST_NUMBERS else []
    return Panel(title, says, len(bars), shapes, shown)


def share_panel(title: str, says: str, values: Sequence[float], limits: Sequence[float | None]) -> Panel:
    """A dot a week between the floor of all values and 100, limits as lines."""
    known = [limit for limit in limits if limit is not None]
    low = 10 * int((min([*values, *known], default=0) - 0.1) // 10)
    lines = _limit_lines([None if limit is None else _up(limit, low, 100) for limit in limits])
    dots = "".join(f"M{STEP * (n + 0.5):g} {_up(v, low, 100):.1f}h0" for n, v in enumerate(values))
    return Panel(title, says, len(values), [Shape(lines, "limit"), Shape(dots, "dots")], [])


def sum_panel(title: str, says: str, values: Sequence[float], before: Sequence[float] = ()) -> Panel:
    """A sum that grows from 0 at the left edge; `before` is an earlier one, drawn dashed."""
    best = max([*values, *before, 1])
    points = [(STEP * (n + 1), _up(v, 0, best)) for n, v in enumerate(values)]
    line = f"M0 {HIGH:g}" + "".join(f"L{x:g} {y:.1f}" for x, y in points)
    shapes = [Shape(f"{line}V{HIGH:g}z", "area"), Shape(line, "line")]
    if before:
        earlier = "".join(f"L{STEP * (n + 1):g} {_up(v, 0, best):.1f}" for n, v in enumerate(before))
        shapes.append(Shape(f"M0 {HIGH:g}{earlier}", "limit"))
    return Panel(title, says, len(values), shapes, [])


def _up(value: float, low: float, high: float) -> float:
    return HIGH - HIGH * (value - low) / (high - low)


def _limit_lines(heights: Sequence[float | None]) -> str:
    """Flat lines, one for each stretch of weeks with the same limit."""
    d, last = "", None
    for n, height in enumerate(heights):
        if height is not None:
            d += f"H{STEP * (n + 1):g}" if height == last else f"M{STEP * n:g} {height:.1f}h{STEP:g}"
        last = height
    return d
