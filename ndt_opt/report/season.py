"""The head of the page and the season, one line a week."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from ndt_opt.domain.calendar import MONTHS
from ndt_opt.domain.plan import Plan, Session, Week
from ndt_opt.domain.scenario import ChangeKind
from ndt_opt.report.page import Page
from ndt_opt.report.text import cells, flow, pad, wrap
from ndt_opt.units import half_up

_SHORT_BLOCKS = {"load": "load", "recovery": "rec", "taper": "tap", "race": "race"}
_NAMES = {"double": "DT", "threshold": "T", "tempo": "tempo", "hit": "HIT", "race-pace": "RP", "race": "RACE"}
_MEANING = {
    "double": "DT = double-threshold day",
    "threshold": "T = single threshold session",
    "tempo": "tempo = continuous threshold run",
    "hit": "HIT = short hard reps",
    "race-pace": "RP = race pace",
}
_CHANGES: dict[ChangeKind, str] = {
    "shoes": "getting used to new shoes",
    "surface": "getting used to another surface",
    "strength": "getting used to strength work",
    "treadmill-to-road": "from the treadmill to the road",
    "return-from-break": "back from a break",
}
_ZONE_2 = ("threshold", "tempo")
_ROOMY = 76
_SHORTEST_BAR, _LONGEST_BAR = 4, 24
_LONGEST_QUALITY = 16


def day_month(date: dt.date) -> str:
    """`30 Nov`, whatever the machine's language."""
    return f"{date.day:2d} {MONTHS[date.month - 1]}"


def headline(plan: Plan, page: Page) -> list[str]:
    """Who, with which model, from when to when, and what it comes to."""
    weeks = _plural(len(plan.weeks), "week")
    return [
        page.paint(page.fit(plan_title(plan, page), page.width), "bold"),
        page.fit(athlete_text(plan, page), page.width),
        *flow([f"{dates_text(plan)},", f"{weeks},", f"model {model_name(plan, page)}"], page.width, " "),
        "",
        *(page.paint(line, "bold", "green") for line in flow(totals(plan, page), page.width, "   ")),
    ]


def plan_title(plan: Plan, page: Page) -> str:
    """What the scenario is called."""
    return page.text(plan.scenario.title) or "Season plan"


def dates_text(plan: Plan) -> str:
    """`30 Nov 2026 to 16 May 2027`."""
    first, last = plan.weeks[0].start, plan.weeks[-1].start + dt.timedelta(days=6)
    return f"{day_month(first).strip()} {first.year} to {day_month(last).strip()} {last.year}"


def totals(plan: Plan, page: Page) -> list[str]:
    """Zone 2 time, double days and distance of the season."""
    total = half_up(sum(w.z2_work_s for w in plan.weeks), 60)
    return [
        f"{total // 60} h {total % 60:02d} min in Zone 2 ({total} min)",
        _plural(sum(quality(_sessions(plan, w))["double"] for w in plan.weeks), "double-threshold day"),
        page.distance(sum(w.distance_m for w in plan.weeks), 0),
    ]


def model_name(plan: Plan, page: Page) -> str:
    """The training model's name."""
    return page.fit(page.text(str(plan.model.get("name", plan.scenario.model))), 40)


def season_table(plan: Plan, page: Page) -> list[str]:
    """A line a week: number, Monday, block and tier, distance, easy share, hours, Zone 2, quality."""
    found = [quality(_sessions(plan, w)) for w in plan.weeks]
    marks = [quality_marks(plan, w) for w in plan.weeks]
    best = max(w.z2_work_s for w in plan.weeks)
    head = _columns(("wk", "Monday", "block", page.unit, "easy %", "hours", "Z2 min"), page)
    room = page.width - cells(head) - 2
    widest = min(_LONGEST_QUALITY, room - _SHORTEST_BAR, max([cells("quality"), *map(cells, marks)]))
    bar = min(_LONGEST_BAR, room - widest)
    by_time = counts_time(plan)
    lines = [page.paint(f"{head} {' ' * bar} quality", "dim")]
    for week, mark in zip(plan.weeks, marks, strict=True):
        drawn = pad(page.bar(week.z2_work_s, best, bar), bar)
        looks = ("blue",) if week.block == "recovery" else ("green",)
        row = _columns(_cells_of(week, page, by_time), page)
        lines.append(f"{row} {page.paint(drawn, *looks)} {page.fit(mark, widest)}".rstrip())
    meanings = [text for kind, text in _MEANING.items() if any(q[kind] for q in found)]
    legend = ", ".join([*meanings, f"easy % counts {'time' if by_time else 'distance'}"])
    return [*lines, *(page.paint(line, "dim") for line in wrap(legend, page.width)), *_dated(plan, page)]


def _dated(plan: Plan, page: Page) -> list[str]:
    return [line for text in dated_texts(plan) for line in wrap(text, page.width)]


def dated_texts(plan: Plan) -> list[str]:
    """Stated changes and camps, the earliest first."""
    changes, camps = plan.scenario.transitions, plan.scenario.camps
    found = [(c.date, c.last, _CHANGES[c.kind]) for c in changes]
    found += [(c.from_, c.to, f"camp at {c.altitude_m} m") for c in camps]
    return [f"{day_month(a).strip()} to {day_month(b).strip()}: {what}" for a, b, what in sorted(found)]


def quality(sessions: list[Session]) -> Counter[str]:
    """How many double days, single thresholds, HIT... a week holds."""
    a_day = Counter(s.date for s in sessions if s.kind in _ZONE_2)
    doubles = {date for date, n in a_day.items() if n > 1}
    found = Counter({"double": len(doubles)})
    found.update(s.kind for s in sessions if s.kind not in _ZONE_2 or s.date not in doubles)
    return found


def _quality_text(found: Counter[str]) -> str:
    marks = [f"{found[k]}x{name}" if found[k] > 1 else name for k, name in _NAMES.items() if found[k]]
    return " ".join(marks) or "easy"


def quality_marks(plan: Plan, week: Week) -> str:
    """`2xDT HIT`; `easy` without any, empty of a week without a run."""
    return "" if is_away(week) else _quality_text(quality(_sessions(plan, week)))


def is_away(week: Week) -> bool:
    """Whether nothing at all is run: every slot of the week is blocked."""
    return not week.distance_m


def _sessions(plan: Plan, week: Week) -> list[Session]:
    end = week.start + dt.timedelta(days=7)
    return [s for s in plan.sessions if week.start <= s.date < end]


def counts_time(plan: Plan) -> bool:
    """Whether the model counts the easy share in time."""
    share = plan.model.get("rules", {}).get("week-intensity-share", {})
    return bool(share.get("unit") == "time")


def easy_share(week: Week, by_time: bool) -> float:
    """The easy part of the week in per cent, as the model counts it."""
    return week.easy_time_pct if by_time else week.easy_pct


def _cells_of(week: Week, page: Page, by_time: bool) -> tuple[str, ...]:
    if is_away(week):
        return str(week.index + 1), day_month(week.start), "away", page.number(0, 0), "", "", ""
    block = week.block if page.width >= _ROOMY else _SHORT_BLOCKS[week.block]
    minutes = half_up(week.duration_s, 60)
    return (
        str(week.index + 1),
        day_month(week.start),
        f"{block} {week.tier}",
        page.number(week.distance_m, 0),
        f"{easy_share(week, by_time):.1f}",
        f"{minutes // 60}:{minutes % 60:02d}",
        str(half_up(week.z2_work_s, 60)),
    )


def _columns(texts: tuple[str, ...], page: Page) -> str:
    roomy = page.width >= _ROOMY
    widths = (3, 6, -10 if roomy else -6, 4, 6, 5, 6)
    gap = "  " if roomy else " "
    return gap.join(t.rjust(w) if w > 0 else t.ljust(-w) for t, w in zip(texts, widths, strict=True))


def athlete_text(plan: Plan, page: Page) -> str:
    """`Elite 5000 m, 5000 m in 13:06, 165 km a week`."""
    athlete = plan.scenario.athlete
    parts = [page.fit(page.text(athlete.name), max(20, page.width - 40))]
    if athlete.results:
        best = athlete.results[0]
        parts.append(f"{best.distance_m} m in {best.time}")
    parts.append(f"{page.distance(1000 * athlete.weekly_km, 0)} a week")
    return ", ".join(parts)


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
