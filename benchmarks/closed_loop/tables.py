"""The result as CSV, a row a season, and as a Markdown table of medians."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from statistics import median_low

from ndt_opt.files.csv_text import csv_text
from ndt_opt.units import format_pace

from .measures import FAMILIES, IN_A_ROW, WITHIN_PCT
from .study import ARMS, Row

BEGIN, END = "<!-- closed-loop:begin -->", "<!-- closed-loop:end -->"
NEVER = "never"

HEADER = (
    "error_pct", "tested_pace_s", "arm", "seed", "planned_min", "run_min", "z2_min", "above_min",
    *(f"until_{family}" for family in FAMILIES), "right_pct", *(f"end_pct_{family}" for family in FAMILIES),
    "recovery_weeks", "cut", "refused",
)  # fmt: skip


def season_csv(rows: Sequence[Row]) -> str:
    """A row a season; an empty `until` is never."""
    return csv_text(HEADER, map(_cells, rows))


def _cells(row: Row) -> list[object]:
    m = row.measures
    minutes = (round(value, 1) for value in (m.planned_min, m.run_min, m.z2_min, m.above_min))
    ends = (None if (end := m.end_pct[family]) is None else round(end, 2) for family in FAMILIES)
    untils = (m.until[family] for family in FAMILIES)
    head = (row.case.error_pct, row.case.tested_pace, row.arm.name, row.seed)
    return [*head, *minutes, *untils, round(m.right_pct, 1), *ends, m.recovery_weeks, m.cut, m.refused]


Column = Callable[[Row], float | None]
_COLUMNS: dict[str, tuple[Column, str]] = {
    "above LT2, min": (lambda row: row.measures.above_min, ".0f"),
    "Z2 done, % of planned": (lambda row: 100 * row.measures.z2_min / row.measures.planned_min, ".0f"),
    "mornings until right": (lambda row: row.measures.until["morning"], ".0f"),
    "afternoons until right": (lambda row: row.measures.until["afternoon"], ".0f"),
    "sessions at the right pace, %": (lambda row: row.measures.right_pct, ".0f"),
    "recovery weeks": (lambda row: row.measures.recovery_weeks, ".0f"),
    "cut short": (lambda row: row.measures.cut, ".0f"),
}


def markdown(rows: Sequence[Row], command: str) -> str:
    """Medians over the runners, with smallest and largest."""
    lines = [_caption(rows, command), "", _line(("test", "", *_COLUMNS)), "| --- | --- |" + " ---: |" * len(_COLUMNS)]
    for error_pct in dict.fromkeys(row.case.error_pct for row in rows):
        for arm in ARMS:
            own = [row for row in rows if row.case.error_pct == error_pct and row.arm == arm]
            head = f"{error_pct:+d} %, {format_pace(own[0].case.tested_pace)}" if arm is ARMS[0] else ""
            lines.append(_line((head, arm.name, *(spread(own, *column) for column in _COLUMNS.values()))))
    return "\n".join([*lines, ""])


def _caption(rows: Sequence[Row], command: str) -> str:
    first, seeds, refused = rows[0], {row.seed for row in rows}, sum(row.measures.refused for row in rows)
    told = f" {refused} times no new plan was made, and the old one was followed." if refused else ""
    return (
        f"`{command}`: {len(first.case.plan.weeks)} weeks, {first.measures.planned_min:.0f} min of threshold work "
        f"planned where the test is {first.case.error_pct:+d} %, {len(seeds)} runners; median (smallest to largest). "
        f"Until right: sessions before {IN_A_ROW} in a row whose pace is within {WITHIN_PCT:g} % of the true "
        f"target.{told}"
    )


def spread(rows: Sequence[Row], value: Column, spec: str) -> str:
    """`3 (1 to never)`; None is never, and more than any number."""
    found = sorted(inf if (number := value(row)) is None else number for row in rows)
    ends = [_text(number, spec) for number in (median_low(found), found[0], found[-1])]
    return ends[0] if ends[1] == ends[2] else f"{ends[0]} ({ends[1]} to {ends[2]})"


def _text(number: float, spec: str) -> str:
    return NEVER if number == inf else format(number, spec)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def replaced(page: str, table: str) -> str:
    """The page with a table between its two markers.

    Raises
    ------
    ValueError
        where they are not there, once each and in order.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end) or BEGIN in after or END in before + after:
        raise ValueError(f"the page needs {BEGIN} and then {END}, once each")
    return f"{before}{BEGIN}\n{table}{END}{after}"
