"""A season plan on a terminal."""

from __future__ import annotations

from ndt_opt.domain.plan import Plan
from ndt_opt.report.days import easy_control, full_weeks
from ndt_opt.report.page import NARROWEST, WIDEST, Page
from ndt_opt.report.races import phases, races
from ndt_opt.report.season import headline, season_table
from ndt_opt.report.verdict import scaled_notes, verdict, warnings


def render(
    plan: Plan, *, width: int = 80, colour: bool = False, unit: str = "km", encoding: str = "utf-8"
) -> str:
    """The plan as text that ends with a newline; no line is wider than `width`.

    Parameters
    ----------
    width : cells of a line, taken as 60 to 100: longer lines are hard to read.
    colour : ANSI colours; without it the text holds no escape sequence.
    unit : `km` or `mi`, for distances and paces.
    encoding : of the stream the page goes to; where it has no blocks, bars are drawn with `#`.
    """
    page = Page(min(max(width, NARROWEST), WIDEST), colour, unit, encoding)
    sections = [
        ("", headline(plan, page)),
        ("THE SEASON", season_table(plan, page)),
        ("PHASES", phases(plan, page)),
        ("RACES", races(plan, page)),
        ("", full_weeks(plan, page)),
        ("EASY RUNS", easy_control(plan, page)),
        ("SCALED TO FIT", scaled_notes(plan, page)),
        ("BEWARE", warnings(plan, page)),
        ("HOW SURE", verdict(plan, page)),
    ]
    return page.sections(sections)
