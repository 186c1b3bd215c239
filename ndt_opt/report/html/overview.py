"""The season at a glance: bands, charts on one axis, and the same as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from ndt_opt.domain.calendar import MONTHS
from ndt_opt.domain.plan import Plan, Week
from ndt_opt.report.html.panels import Bar, Panel, bar_panel, share_panel, sum_panel
from ndt_opt.report.page import Page
from ndt_opt.report.season import counts_time, day_month, easy_share, is_away, quality_marks
from ndt_opt.units import half_up

_SHORT = {"load": "load", "recovery": "rec", "taper": "tap", "race": "race"}


@dataclass(frozen=True)
class Stretch:
    """Weeks in a row with something in common; `first` counts from 1."""

    first: int
    weeks: int
    text: str
    looks: str
    words: str


@dataclass(frozen=True)
class Overview:
    """Everything that shares the axis of weeks, from top to bottom."""

    weeks: int
    months: list[Stretch]
    phases: list[Stretch]
    blocks: list[Stretch]
    races: list[Stretch]
    panels: list[Panel]


def overview(plan: Plan, page: Page) -> Overview:
    """Bands and charts of a plan."""
    return Overview(
        weeks=len(plan.weeks),
        months=months([w.start for w in plan.weeks]),
        phases=_stretches([(w.phase, w.phase) for w in plan.weeks]),
        blocks=_stretches([(_SHORT[w.block], w.block) for w in plan.weeks]),
        races=_races(plan, page),
        panels=list(_panels(plan, page)),
    )


def season_rows(plan: Plan, page: Page) -> list[tuple[str, ...]]:
    """The season as a table: the cells of a line for every week."""
    limits = easy_limits(plan)
    return [_row(plan, week, limit, page) for week, limit in zip(plan.weeks, limits, strict=True)]


def season_heads(page: Page) -> tuple[str, ...]:
    """The headings of `season_rows`."""
    return (
        "Week", "Monday", "Block", "Phase", page.unit, "Easy %", "At least", "Hours", "Zone 2 min", "So far",
        "Muscular load", "Quality",
    )  # fmt: skip


def easy_limits(plan: Plan) -> list[int | None]:
    """The least easy share of every week, per cent; None where the model has none, or its tier does not tell."""
    rules = plan.model.get("rules", {})
    share, tiers = rules.get("week-intensity-share", {}), rules.get("volume-tier", {})
    usual, low, below = (share.get(key) for key in ("min_easy_pct", "min_easy_pct_low", "low_below_km"))
    if usual is None or share.get("strength") == "off":
        return [None] * len(plan.weeks)
    starts = [tiers.get(f"{tier}_from_km", 0) for tier in "abc"] + [0]
    ranges = dict(zip("ABCD", zip(starts, [float("inf"), *starts], strict=False), strict=True))

    def limit(week: Week) -> int | None:
        from_km, to_km = ranges[week.tier]
        if low is None or below is None or low == usual or from_km >= below:
            return int(usual)
        return int(low) if to_km <= below else None

    return [limit(week) for week in plan.weeks]


def _row(plan: Plan, week: Week, limit: int | None, page: Page) -> tuple[str, ...]:
    time = half_up(week.duration_s, 60)
    easy = easy_share(week, counts_time(plan))
    return (
        str(week.index + 1), day_month(week.start).strip(), "away" if is_away(week) else f"{week.block} {week.tier}",
        week.phase, page.number(week.distance_m), f"{easy:.1f}", "" if limit is None else str(limit),
        f"{time // 60}:{time % 60:02d}", str(half_up(week.z2_work_s, 60)), str(half_up(week.z2_cumulative_s, 60)),
        str(week.muscular_load), quality_marks(plan, week),
    )  # fmt: skip


def _stretches(names: Sequence[tuple[str, str]]) -> list[Stretch]:
    found, at = [], 1
    for (text, name), own in groupby(names):
        count = len(list(own))
        found.append(Stretch(at, count, text, name, f"{name}, {count} {'week' if count == 1 else 'weeks'}"))
        at += count
    return found


def months(mondays: Sequence[dt.date]) -> list[Stretch]:
    """The months that weeks begin in."""
    names = [MONTHS[monday.month - 1] for monday in mondays]
    return _stretches([(name, name) for name in names])


def _races(plan: Plan, page: Page) -> list[Stretch]:
    start = plan.weeks[0].start
    races = sorted(plan.scenario.season.races, key=lambda race: race.date)
    weeks = [(r.date - start).days // 7 + 1 for r in races]
    texts = [f"{day_month(r.date).strip()}: {page.text(r.name)}" for r in races]
    named = [(week, race.priority, text) for week, race, text in zip(weeks, races, texts, strict=True)]
    found = []
    for week, own in groupby(named, key=lambda race: race[0]):
        marks = list(own)
        text, words = "".join(mark for _, mark, _ in marks), ", ".join(name for *_, name in marks)
        found.append(Stretch(week, 1, text, "race", words))
    return found


def _panels(plan: Plan, page: Page) -> Iterator[Panel]:
    weeks = plan.weeks
    z2 = [half_up(w.z2_work_s, 60) for w in weeks]
    yield _bars("Zone 2, minutes a week", weeks, z2, [f"{v} min" for v in z2], [str(v) for v in z2])
    far = [page.distance(w.distance_m) for w in weeks]
    metres = [w.distance_m for w in weeks]
    yield _bars(f"Distance, {page.unit} a week", weeks, metres, far, [page.number(m, 0) for m in metres])
    yield _share(plan)
    yield _sum(plan)
    if any(w.muscular_load for w in weeks):
        load = [w.muscular_load for w in weeks]
        yield _bars("Muscular load, points a week", weeks, load, [str(v) for v in load], [])


def _bars(
    title: str, weeks: Sequence[Week], values: Sequence[int], texts: Sequence[str], numbers: Sequence[str]
) -> Panel:
    most = max(range(len(values)), key=lambda n: values[n])
    bars = [
        Bar(value, week.block, f"Week {week.index + 1}, {week.block}: {text}")
        for value, text, week in zip(values, texts, weeks, strict=True)
    ]
    return bar_panel(title, f"most {texts[most]}, in week {most + 1}", bars, numbers)


def _share(plan: Plan) -> Panel:
    by_time = counts_time(plan)
    values = [easy_share(w, by_time) for w in plan.weeks]
    limits = easy_limits(plan)
    known = sorted({limit for limit in limits if limit is not None})
    least = f", the limit (dashed) is {' or '.join(f'{k} %' for k in known)}" if known else ""
    title = f"Easy running, % of {'time' if by_time else 'distance'}, without races"
    return share_panel(title, f"least {min(values):.1f} %{least}", values, limits)


def _sum(plan: Plan) -> Panel:
    total = half_up(plan.weeks[-1].z2_cumulative_s, 60)
    first = [] if plan.original is None else [w.z2_work_s for w in plan.original.weeks]
    before = list(accumulate(first))
    said = f"; first plan (dashed) {half_up(before[-1], 60)} min" if before else ""
    values = [w.z2_cumulative_s for w in plan.weeks]
    return sum_panel("Zone 2, all weeks so far", f"{total} min at the end{said}", values, before)
