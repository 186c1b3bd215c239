"""Phases and races of a season, where it has any."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from ndt_opt.domain.plan import Plan, Week
from ndt_opt.report.page import Page
from ndt_opt.report.season import day_month
from ndt_opt.report.text import flow
from ndt_opt.units import half_up


def phases(plan: Plan, page: Page) -> list[str]:
    """A line a phase: its dates, weeks and Zone 2 minutes, and what has come together by its end."""
    return [line for name, *parts in phase_lines(plan) for line in flow([f"{name:<15}", *parts], page.width, "  ")]


def phase_lines(plan: Plan) -> list[list[str]]:
    """The same in parts, the phase's name first; none where there is one phase only."""
    stretches = [(name, list(weeks)) for name, weeks in groupby(plan.weeks, key=lambda week: week.phase)]
    return [_phase(name, weeks) for name, weeks in stretches] if len(stretches) > 1 else []


def _phase(name: str, weeks: list[Week]) -> list[str]:
    first, last = weeks[0].start, weeks[-1].start + dt.timedelta(days=6)
    own, total = half_up(sum(w.z2_work_s for w in weeks), 60), half_up(weeks[-1].z2_cumulative_s, 60)
    count = "1 week" if len(weeks) == 1 else f"{len(weeks)} weeks"
    dates = f"{day_month(first)} - {day_month(last)}"
    return [name, dates, f"{count:>8},", f"{own:>5} min in Zone 2", f"({total} so far)"]


def races(plan: Plan, page: Page) -> list[str]:
    """A line a race: date, name, priority, distance and the time that the athlete's results promise."""
    found = [s for s in plan.sessions if s.kind == "race"]
    lines = [[f"{day_month(s.date)} {s.date.year}", page.title(s)] for s in found]
    return [line for parts in lines for line in flow(parts, page.width, "  ")]
