"""A plan made anew, on a terminal: what was done, what changes and why, and the weeks that come first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from ndt_opt.domain.change import Change
from ndt_opt.domain.lived import Lived, LivedRun
from ndt_opt.domain.plan import Plan
from ndt_opt.report.days import full_weeks
from ndt_opt.report.page import NARROWEST, WIDEST, Page
from ndt_opt.report.season import day_month
from ndt_opt.report.text import wrap
from ndt_opt.report.verdict import verdict
from ndt_opt.units import half_up

MOST_DONE = 8
_EASY = ("easy", "long")
_ZONE_2 = ("threshold", "tempo")


def render_replan(
    plan: Plan, notes: Sequence[str] = (), *, width: int = 80, colour: bool = False, encoding: str = "utf-8"
) -> str:
    """Text that ends with a newline; no line is wider than `width`, taken as 60 to 100.

    `notes`: what the log says beside the plan.
    """
    page = Page(min(max(width, NARROWEST), WIDEST), colour, "km", encoding)
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
    original = plan.original.weeks if plan.original is not None else []
    rows = []
    for week in original:
        end = week.start + dt.timedelta(days=7)
        if week.start >= lived.as_of:
            break
        runs = [r for r in lived.runs if week.start <= r.date < end and not r.is_planned]
        rows.append((day_month(week.start), week.sessions, week.distance_m, week.z2_work_s, runs))
    if not rows:
        return []
    head = page.paint("planned/done   runs        km         Zone 2 min", "dim")
    shown = [_row(*row, page) for row in rows[-MOST_DONE:]]
    total = (
        "so far", sum(r[1] for r in rows), sum(r[2] for r in rows), sum(r[3] for r in rows),
        [run for r in rows for run in r[4]],
    )  # fmt: skip
    return [head, *shown, page.paint(_row(*total, page), "bold")]


def _row(name: str, sessions: int, planned_m: int, planned_s: int, runs: Sequence[LivedRun], page: Page) -> str:
    done_s = sum(r.work_s for r in runs if r.kind in _ZONE_2)
    metres = f"{page.number(planned_m, 0):>5}/{page.number(sum(r.distance_m for r in runs), 0):<5}"
    minutes = f"{half_up(planned_s, 60):>6}/{half_up(done_s, 60):<5}"
    return f"{name:<10}{sessions:>6}/{len(runs):<4} {metres}  {minutes}".rstrip()


def _changes(changes: Sequence[Change], page: Page) -> list[str]:
    """Hard sessions one by one, the easy runs of a week together."""
    lines: list[str] = []
    for monday, own in groupby(changes, key=lambda c: c.date - dt.timedelta(days=c.date.weekday())):
        week = list(own)
        lines.append(page.paint(f"week of {day_month(monday).strip()}", "bold"))
        hard = [c for c in week if c.kind not in _EASY]
        for text in (*map(_told, hard), *_easy([c for c in week if c.kind in _EASY])):
            lines += page.item(page.text(text))
    return lines


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
