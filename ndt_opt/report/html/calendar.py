"""The calendar: weeks as rows, days as columns, sessions in their slots."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ndt_opt.domain.calendar import Slot
from ndt_opt.domain.lived import LivedRun
from ndt_opt.domain.plan import Plan, Session, Week
from ndt_opt.report.html.session import WEEKDAYS, Chip, Sheets
from ndt_opt.report.page import Page
from ndt_opt.report.season import counts_time, day_month, easy_share, is_away
from ndt_opt.units import half_up

Runs = dict[tuple[dt.date, Slot], LivedRun]


@dataclass(frozen=True)
class DayView:
    """`note`: why nothing is planned, where the scenario says so."""

    name: str
    sessions: list[Chip]
    note: str


@dataclass(frozen=True)
class WeekView:
    """One row; `kind` is what its block is, `numbers` what it comes to."""

    number: int
    dates: str
    kind: str
    label: str
    numbers: list[str]
    days: list[DayView]


def week_views(plan: Plan, sheets: Sheets) -> list[WeekView]:
    """All weeks of the season; their prescriptions go into `sheets`."""
    lived = plan.scenario.lived
    runs: Runs = {} if lived is None else {(r.date, r.slot): r for r in lived.runs if not r.is_planned}
    by_date: dict[dt.date, list[Session]] = {}
    for session in plan.sessions:
        by_date.setdefault(session.date, []).append(session)
    return [_week(week, plan, by_date, runs, sheets) for week in plan.weeks]


def _week(week: Week, plan: Plan, by_date: dict[dt.date, list[Session]], runs: Runs, sheets: Sheets) -> WeekView:
    days = [week.start + dt.timedelta(days=n) for n in range(7)]
    by_time = counts_time(plan)
    numbers = [
        sheets.page.distance(week.distance_m),
        f"{half_up(week.z2_work_s, 60)} min Zone 2",
        f"{easy_share(week, by_time):.1f} % easy{' by time' if by_time else ''}",
    ]
    return WeekView(
        number=week.index + 1,
        dates=f"{day_month(days[0]).strip()} – {day_month(days[-1]).strip()}",
        kind=week.block,
        label="away" if is_away(week) else f"{week.block} {week.tier}, {week.phase}",
        numbers=[] if is_away(week) else numbers,
        days=[_day(date, plan, by_date.get(date, []), runs, sheets) for date in days],
    )


def _day(date: dt.date, plan: Plan, sessions: list[Session], runs: Runs, sheets: Sheets) -> DayView:
    lived = plan.scenario.lived
    is_past = lived is not None and date < lived.as_of
    chips = [sheets.chip(s, runs.get((date, s.slot)) if is_past else None, is_past) for s in sessions]
    note = "" if sessions else _reason(plan, date, sheets.page) or "rest"
    return DayView(f"{WEEKDAYS[date.weekday()]} {day_month(date).strip()}", chips, note)


def _reason(plan: Plan, date: dt.date, page: Page) -> str:
    blocked = (b for b in plan.scenario.availability.blocked if b.from_ <= date <= b.to)
    return next((page.text(b.reason) for b in blocked if b.reason), "")
