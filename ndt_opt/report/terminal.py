"""A season plan on a terminal."""

from __future__ import annotations

from ndt_opt.domain.plan import Plan
from ndt_opt.report.days import full_weeks
from ndt_opt.report.page import NARROWEST, WIDEST, Page
from ndt_opt.report.season import headline, season_table
from ndt_opt.report.verdict import scaled_notes, verdict, warnings


def render(
    plan: Plan, *, width: int = 80, colour: bool = False, unit: str = "km", ascii: bool = False
) -> str:
    """The plan as text that ends with a newline; no line is wider than `width`.

    Parameters
    ----------
    width : cells of a line, taken as 60 to 100: longer lines are hard to read.
    colour : ANSI colours; without it the text holds no escape sequence.
    unit : `km` or `mi`, for distances and paces.
    ascii : nothing beyond ASCII: bars of `#`, `?` for letters that have no place there.
    """
    page = Page(min(max(width, NARROWEST), WIDEST), colour, unit, ascii)
    sections = [
        ("", headline(plan, page)),
        ("THE SEASON", season_table(plan, page)),
        ("", full_weeks(plan, page)),
        ("SCALED TO FIT", scaled_notes(plan, page)),
        ("BEWARE", warnings(plan, page)),
        ("HOW SURE", verdict(plan, page)),
    ]
    shown = [([page.paint(name, "bold")] if name else []) + lines for name, lines in sections if lines]
    return "\n\n".join("\n".join(line.rstrip() for line in lines) for lines in shown) + "\n"
