"""A chart as SVG: lines or steps on linear or logarithmic axes, readable on light and dark paper."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

WIDTH, HEIGHT = 820, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 240, 40, 52
_LIGHT = ("#0b62a4", "#c4480c", "#1a7f37", "#8250df", "#b3246b", "#7a5b00", "#00727a", "#5a5a5a", "#a40e26", "#3b4cc0")
_DARK = ("#6cb6ff", "#ff9e64", "#57d364", "#c8a2ff", "#ff8ac2", "#e3c04b", "#4fd8e0", "#b8b8b8", "#ff7b72", "#9db0ff")
_DASHES = ("", "6 3", "2 3", "9 3 2 3")


Look = Literal["joined", "steps", "smooth", "dots", "bars"]
"""Dots joined by lines; a value that holds until the next point; a line alone; dots alone; upright lines."""


@dataclass(frozen=True)
class Line:
    """A named row of points, and a second one under the same name; `number` is their colour and dashes."""

    name: str
    points: Sequence[tuple[float, float]]
    look: Look = "joined"
    number: int = 0
    also: Sequence[tuple[float, float]] = ()


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`; `ticks` are marked and labelled."""

    label: str
    low: float
    high: float
    ticks: Sequence[float]
    log: bool = False

    def place(self, value: float) -> float:
        """0 at the low end, 1 at the high end, never outside."""
        low, high, at = (math.log(max(v, 1e-9)) if self.log else v for v in (self.low, self.high, value))
        return min(1.0, max(0.0, (at - low) / (high - low)))


@dataclass(frozen=True)
class Chart:
    """What is drawn."""

    title: str
    x: Axis
    y: Axis
    lines: Sequence[Line] = field(default_factory=list)


def log_axis(label: str, values: Sequence[float]) -> Axis:
    """Over whole steps of 1, 2, 5, 10 and so on that hold all values."""
    low, high = min(values), max(values)
    steps = [m * 10.0**e for e in range(-4, 8) for m in (1, 2, 5)]
    first = max((s for s in steps if s <= low), default=steps[0])
    last = min((s for s in steps if s >= high and s > first), default=steps[-1])
    ticks = [s for s in steps if first <= s <= last]
    if len(ticks) > 9:
        ticks = [s for s in ticks if math.isclose(math.log10(s) % 1, 0, abs_tol=1e-9)] or ticks
    return Axis(label, first, last, ticks, log=True)


def render(chart: Chart) -> str:
    """The SVG text."""
    body = [*_frame(chart), *(part for n, line in enumerate(chart.lines) for part in _line(chart, line, n))]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-label="{escape(chart.title, quote=True)}">'
    )
    return "\n".join([head, f"<title>{escape(chart.title)}</title>", _style(), *body, "</svg>", ""])


def _style() -> str:
    light = "".join(f".c{n}{{stroke:{c}}}.t{n}{{fill:{c}}}" for n, c in enumerate(_LIGHT))
    dark = "".join(f".c{n}{{stroke:{c}}}.t{n}{{fill:{c}}}" for n, c in enumerate(_DARK))
    return (
        "<style>text{font:13px system-ui,sans-serif;fill:#1f2328}.paper{fill:#ffffff}.grid{stroke:#d0d7de}"
        ".axis{stroke:#59636e}.l{fill:none;stroke-width:2}" + light
        + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.paper{fill:#0d1117}.grid{stroke:#30363d}"
        ".axis{stroke:#9198a1}" + dark + "}</style>"
    )  # fmt: skip


def _x(chart: Chart, value: float) -> float:
    return LEFT + chart.x.place(value) * (WIDTH - LEFT - RIGHT)


def _y(chart: Chart, value: float) -> float:
    return HEIGHT - BOTTOM - chart.y.place(value) * (HEIGHT - TOP - BOTTOM)


def _frame(chart: Chart) -> list[str]:
    right, floor = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = [
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text x="{LEFT}" y="24" font-weight="600">{escape(chart.title)}</text>',
    ]
    for tick in chart.x.ticks:
        at = _x(chart, tick)
        parts.append(f'<path class="grid" d="M{at:.1f} {TOP}V{floor}"/>')
        parts.append(f'<text x="{at:.1f}" y="{floor + 18}" text-anchor="middle">{tick:g}</text>')
    for tick in chart.y.ticks:
        at = _y(chart, tick)
        parts.append(f'<path class="grid" d="M{LEFT} {at:.1f}H{right}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{tick:g}</text>')
    middle = (TOP + floor) / 2
    parts += [
        f'<path class="axis" fill="none" d="M{LEFT} {TOP}V{floor}H{right}"/>',
        f'<text x="{(LEFT + right) / 2:.0f}" y="{HEIGHT - 12}" text-anchor="middle">{escape(chart.x.label)}</text>',
        f'<text transform="translate(16 {middle:.0f}) rotate(-90)" text-anchor="middle">{escape(chart.y.label)}</text>',
    ]
    return parts


def _line(chart: Chart, line: Line, place: int) -> list[str]:
    colour, dash = line.number % len(_LIGHT), _DASHES[line.number % len(_DASHES)]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    rows = [[(_x(chart, x), _y(chart, y)) for x, y in points] for points in (line.points, line.also) if points]
    spots = [spot for row in rows for spot in row]
    dots = [f'<circle class="t{colour}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in spots]
    at, key = TOP + 8 + 20 * place, WIDTH - RIGHT + 14
    parts = []
    if line.look == "dots":
        parts += [*dots, f'<circle class="t{colour}" cx="{key + 13}" cy="{at}" r="3"/>']
    else:
        drawn = [*(_path(row, line.look) for row in rows), f"M{key} {at}h26"]
        parts += [f'<path class="l c{colour}"{dashes} d="{d}"/>' for d in drawn]
        parts += dots if line.look == "joined" else []
    parts.append(f'<text class="t{colour}" x="{key + 32}" y="{at + 4}">{escape(line.name)}</text>')
    return parts


def _path(spots: Sequence[tuple[float, float]], look: Look) -> str:
    if look == "bars":
        return "".join(f"M{x:.1f} {HEIGHT - BOTTOM}V{y:.1f}" for x, y in spots)
    (x0, y0), *rest = spots
    joined = (f"H{x:.1f}V{y:.1f}" if look == "steps" else f"L{x:.1f} {y:.1f}" for x, y in rest)
    return f"M{x0:.1f} {y0:.1f}" + "".join(joined)


def even_axis(label: str, low: float, high: float, parts: int = 6) -> Axis:
    """A linear axis over whole steps of 1, 2, 2.5 or 5 times a power of ten that holds both ends."""
    rough = (high - low) / parts or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = [round(n * step, 9) for n in range(first, last + 1)]
    return Axis(label, ticks[0], ticks[-1], ticks)
