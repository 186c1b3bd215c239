"""Strides and hill sprints: as stated, on days that take them, and as many as there are such days for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from ndt_opt.audit.evidence import Evidence, Run
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.domain.calendar import weekday
from ndt_opt.rules.speed_params import SpeedLayer

Sort = Literal["strides", "hill-sprints"]


def check(evidence: Evidence, params: SpeedLayer) -> Iterator[Verdict]:
    """keeps `speed-layer`"""
    for week in evidence.weeks:
        runs = evidence.of_week(week)
        if any(run.extras is None for run in runs):
            yield unknown(evidence.monday(week), "strides and hill sprints are not told")
            continue
        for run in runs:
            if run.extras:
                yield from _run(evidence, run, params)
        if week in evidence.whole_weeks and evidence.week_kind(week) is not None:
            yield from _number(evidence, week, params)


def _run(evidence: Evidence, run: Run, params: SpeedLayer) -> Iterator[Verdict]:
    extras, day = run.extras or (), evidence.day(run)
    if run.kind != "easy":
        yield broken(run.id, f"extras of a {run.kind} session", "extras of easy runs only")
    today = sum(len(r.extras or ()) for r in evidence.on(day))
    if today > 1:
        yield broken(run.id, f"{today} extras that day", "one sort on one run")
    stated = {
        "strides": (params.strides_reps, params.strides_m, None),
        "hill-sprints": (params.hill_sprint_reps, None, params.hill_sprint_s),
    }
    for extra in extras:
        if (extra.reps, extra.rep_m, extra.rep_s) != stated[extra.kind]:
            found = f"{extra.reps} x {extra.rep_m or extra.rep_s} {extra.kind}"
            yield broken(run.id, found, f"{stated[extra.kind][0]} x {stated[extra.kind][1] or stated[extra.kind][2]}")
        why = _hindrance(evidence, day, extra.kind, params)
        if why:
            yield broken(run.id, f"{extra.kind} {why}", "on another day, or not at all")


def _hindrance(evidence: Evidence, day: int, sort: Sort, params: SpeedLayer) -> str:
    """Why the day does not take them; empty where it does."""
    kinds = {run.kind for run in evidence.on(day)}
    if kinds != {"easy"}:
        return f"on a day with {', '.join(sorted(kinds - {'easy'}))}" if kinds else "on a day without a run"
    if evidence.way_back(day // 7) is not None or day in evidence.first_days_back:
        return "on the way back from days away"
    if evidence.is_after_race(day):
        return "in the easy days after a race"
    is_hill = sort == "hill-sprints"
    if is_hill and (evidence.is_quiet(day) or not evidence.dated.takes_hit(day)):
        return "near a race, a change or a camp"
    not_before = params.hill_sprint_not_before if is_hill else params.strides_not_before
    not_after = params.hill_sprint_not_after if is_hill else params.strides_not_after
    for other, refused, word in ((day + 1, not_before, "the day before"), (day - 1, not_after, "the day after")):
        near = _kinds(evidence, other) & {*refused}
        if near:
            return f"{word} {', '.join(sorted(near))}"
    return ""


def _kinds(evidence: Evidence, day: int) -> set[str]:
    """What the neighbouring days may be asked to be free of."""
    found: set[str] = {run.kind for run in evidence.on(day) if run.kind in ("hit", "race-pace", "race")}
    if evidence.z2_runs(day):
        found.add("double" if day in evidence.double_days else "single")
    return found | ({"hit"} if day == evidence.hit_before else set())


def _number(evidence: Evidence, week: int, params: SpeedLayer) -> Iterator[Verdict]:
    days = range(7 * week, 7 * week + 7)
    found = {day: extra.kind for day in days for run in evidence.on(day) for extra in run.extras or ()}
    has_hit = any(run.kind == "hit" for run in evidence.of_week(week))
    asked = params.hill_sprint_runs if evidence.week_kind(week) == "load" and not has_hit else 0
    hills = {day for day, sort in found.items() if sort == "hill-sprints"}
    strides = {*found} - hills
    able = [day for day in days if not _hindrance(evidence, day, "hill-sprints", params)]
    yield from _as_many(evidence, week, "hill sprints", hills, able, asked, params.hill_sprint_days)
    able = [day for day in days if day not in hills and not _hindrance(evidence, day, "strides", params)]
    yield from _as_many(evidence, week, "strides", strides, able, max(0, params.runs - len(hills)), params.strides_days)


def _as_many(
    evidence: Evidence, week: int, name: str, found: set[int], able: list[int], asked: int, first: Sequence[str]
) -> Iterator[Verdict]:
    """As many as asked or as days take them, on their usual weekdays first."""
    where, owed = evidence.monday(week), min(asked, len(able))
    usual = {day for day in able if weekday(evidence.date(day)) in first}
    if len(found) != owed:
        yield broken(where, f"{len(found)} runs with {name}", f"{owed}")
    elif len(found & usual) < min(owed, len(usual)):
        yield broken(where, f"{name} on {len(found - usual)} other days", f"on {', '.join(first)} first")
