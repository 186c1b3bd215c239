"""A plan made anew, on a terminal: what was done, what changes and why, and the weeks that come first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ndt_opt.domain.calendar import monday_of
from ndt_opt.domain.change import Change
from ndt_opt.domain.lived import Lived
from ndt_opt.domain.plan import Plan
from ndt_opt.report.days import full_weeks
from ndt_opt.report.page import NARROWEST, WIDEST, Page
from ndt_opt.report.season import day_month
from ndt_opt.report.text import wrap
from ndt_opt.report.verdict import verdict
from ndt_opt.units import half_up

MOST_DONE = 8
_EASY = ("easy", "long")
Amounts = tuple[int, int, int]
"""Sessions, metres, seconds of Zone-2 work."""


@dataclass(frozen=True)
class Done:
    """A week, or all of them: as planned at first, and as it was run."""

    name: str
    planned: Amounts
    done: Amounts


def render_replan(
    plan: Plan,
    notes: Sequence[str] = (),
    *,
    width: int = 80,
    colour: bool = False,
    unit: str = "km",
    encoding: str = "utf-8",
) -> str:
    """Text that ends with a newline; no line is wider than `width`, taken as 60 to 100.

    `notes`: what the log says beside the plan; `unit`: `km` or `mi`.
    """
    page = Page(min(max(width, NARROWEST), WIDEST), colour, unit, encoding)
    lived = plan.scenario.lived
    if lived is None:
        raise ValueError("a plan that was not made anew")
    first = lived.weeks - (1 if any(run.is_planned for run in lived.runs) else 0)
    sections = [
        ("", _head(plan, lived, page)),
        ("PLANNED AND DONE", done_table(plan, lived, page)),
        ("WHAT CHANGES", _changes(plan.changes, page) or ["nothing: the plan stands as it was"]),
        ("TO KNOW", [line for note in notes for line in page.item(page.text(note), "yellow")]),
        ("", full_weeks(plan, page, 2, first)),
        ("HOW SURE", verdict(plan, page)),
    ]
    return page.sections(sections)


def _head(plan: Plan, lived: Lived, page: Page) -> list[str]:
    title = page.text(plan.scenario.title) or "Season plan"
    begun = "the week that has begun is only made easier, " if any(r.is_planned for r in lived.runs) else ""
    first = day_month(lived.open_from).strip()
    what = [f"revision {plan.revision}, as of {lived.as_of}:", f"{begun}all is solved again from {first}"]
    return [page.paint(page.fit(title, page.width), "bold"), *wrap(" ".join(what), page.width)]


def done_table(plan: Plan, lived: Lived, page: Page) -> list[str]:
    """A line for each of the last weeks that are run, then all of them: first plan beside what was done."""
    rows = done_rows(plan, lived)
    if not rows:
        return []
    head = page.paint(f"planned/done   runs        {page.unit}         Zone 2 min", "dim")
    *weeks, total = [_row(row, page) for row in rows]
    return [head, *weeks[-MOST_DONE:], page.paint(total, "bold")]


def done_rows(plan: Plan, lived: Lived) -> list[Done]:
    """The first plan beside what was done in every week that is run, then all of them together."""
    rows = []
    for week in plan.original.weeks if plan.original is not None else []:
        end = week.start + dt.timedelta(days=7)
        if week.start >= lived.as_of:
            break
        runs = [r for r in lived.runs if week.start <= r.date < end and not r.is_planned]
        done = (len(runs), sum(r.distance_m for r in runs), sum(r.z2_s for r in runs))
        planned = (week.sessions, week.distance_m, week.z2_work_s)
        rows.append(Done(day_month(week.start), planned if end <= lived.as_of else _due(plan, week.start, lived), done))
    return [*rows, Done("so far", _added(r.planned for r in rows), _added(r.done for r in rows))] if rows else []


def _due(plan: Plan, monday: dt.date, lived: Lived) -> Amounts:
    """What was planned of the running week for the days before, as far as the plan keeps it."""
    own = [s for s in plan.sessions if monday <= s.date < lived.as_of]
    return len(own), sum(s.distance_m for s in own), sum(s.z2_work_s for s in own)


def _added(rows: Iterable[Amounts]) -> Amounts:
    sessions, metres, seconds = (sum(column) for column in zip(*rows, strict=True))
    return sessions, metres, seconds


def _row(row: Done, page: Page) -> str:
    (sessions, metres, seconds), (ran, ran_m, ran_s) = row.planned, row.done
    far = f"{page.number(metres, 0):>5}/{page.number(ran_m, 0):<5}"
    minutes = f"{half_up(seconds, 60):>6}/{half_up(ran_s, 60):<5}"
    return f"{row.name:<10}{sessions:>6}/{ran:<4} {far}  {minutes}".rstrip()


def _changes(changes: Sequence[Change], page: Page) -> list[str]:
    """Hard sessions one by one, the easy runs of a week together."""
    lines: list[str] = []
    for week, texts in change_texts(changes):
        lines.append(page.paint(week, "bold"))
        lines += [line for text in texts for line in page.item(page.control(text))]
    return lines


def change_texts(changes: Sequence[Change]) -> Iterator[tuple[str, list[str]]]:
    """The weeks that hold changes, each with its changes in words."""
    for monday, own in groupby(changes, key=lambda c: monday_of(c.date)):
        week = list(own)
        hard = [c for c in week if c.kind not in _EASY]
        easy = _easy([c for c in week if c.kind in _EASY])
        yield f"week of {day_month(monday).strip()}", [*map(_told, hard), *easy]


def _told(change: Change) -> str:
    """`moved 2027-01-05 AM -> 2027-01-06 AM: 5 x 6 min ...; why`."""
    now = f"{change.date} {change.slot.upper()}"
    place = now if change.was is None else f"{_place(change.was)} -> {now}"
    if change.after is None:
        what = f"{change.before}"
    elif change.what == "changed" and change.before == change.after:
        what = f"{change.after}, at another time or with other targets"
    elif change.before in (None, change.after):
        what = change.after
    else:
        what = f"{change.before} -> {change.after}"
    return f"{change.what} {place}: {what}. {change.why}"


def _place(name: str) -> str:
    date, _, slot = name.rpartition("-")
    return f"{date} {slot.upper()}"


def _easy(changes: Sequence[Change]) -> Iterator[str]:
    """Easy runs with the same reason in one line."""
    for why in dict.fromkeys(c.why for c in changes):
        own = [c for c in changes if c.why == why]
        counts = [f"{sum(c.what == what for c in own)} {what}" for what in dict.fromkeys(c.what for c in own)]
        yield f"easy runs: {', '.join(counts)}. {why}"
