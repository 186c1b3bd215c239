"""Races stand on their dates, alone, and the days around them are easy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ndt_opt.audit.evidence import HARD_KINDS, Evidence
from ndt_opt.audit.race_calendar import RaceCalendar
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.domain.scenario import Race
from ndt_opt.rules.race_params import RaceDay
from ndt_opt.units import minutes


def check(evidence: Evidence, params: RaceDay) -> Iterator[Verdict]:
    """keeps `race-day`"""
    calendar = evidence.calendar
    if calendar is None:
        yield unknown(evidence.start, "no scenario: races are not known")
        return
    for race in calendar.scenario.season.races:
        yield from _race(evidence, race)
    for day in (d for d in range(evidence.days) if calendar.is_eve(evidence.date(d)) and not evidence.pins_on(d)):
        yield from _eve(evidence, day, params.eve_max_min)
    for run in evidence.runs:
        day = evidence.day(run)
        if not 0 <= day < evidence.days:
            continue
        if run.kind == "race":
            if calendar.race_on(run.date) is None:
                yield broken(run.id, "a race that is not in the scenario", "the scenario's races")
        elif run.kind in HARD_KINDS or run.kind == "long":
            yield from _around(calendar, run.id, run.kind, evidence.date(day))


def _race(evidence: Evidence, race: Race) -> Iterator[Verdict]:
    """The race is run as it stands in the scenario, and nothing else that day."""
    day = (race.date - evidence.start).days
    runs = evidence.on(day)
    raced = [run for run in runs if run.kind == "race"]
    if not raced:
        if day // 7 in evidence.whole_weeks:
            yield broken(race.date, f"{race.name} is not run", f"a race of {race.distance_m} m")
        elif day // 7 in evidence.weeks:
            yield unknown(race.date, "sessions of the week may be missing", f"a race of {race.distance_m} m")
        return
    if len(runs) > 1:
        yield broken(race.date, f"{len(runs)} sessions on the day of a race", "the race alone")
    for run in raced:
        if run.rep_m is None:
            yield unknown(run.id, "race distance not known", f"{race.distance_m} m")
        elif (run.rep_m, run.slot) != (race.distance_m, race.slot):
            yield broken(run.id, f"{run.rep_m} m in the {run.slot}", f"{race.distance_m} m in the {race.slot}")


def _around(calendar: RaceCalendar, name: str, kind: str, date: dt.date) -> Iterator[Verdict]:
    is_long = kind == "long"
    near = calendar.without_long(date) if is_long else calendar.eve_of(date) or calendar.after(date)
    if near is None:
        return
    days = (near.date - date).days
    where = f"{days} days before" if days > 0 else f"{-days} days after"
    yield broken(name, f"{kind} {where} {near.name}", "no long run" if is_long else "no hard session")


def _eve(evidence: Evidence, day: int, most_min: int) -> Iterator[Verdict]:
    """One short run in the first open slot before an A or B race."""
    runs, first = evidence.on(day), next(iter(evidence.slot_lengths(day)), None)
    allowed = f"one run of at most {most_min} min, in the first open slot"
    if len(runs) > 1:
        yield broken(evidence.date(day), f"{len(runs)} runs on the eve of a race", allowed)
    for run in runs:
        if run.slot != first and run.slot is not None and first is not None:
            yield broken(run.id, f"in the {run.slot} on the eve of a race", allowed)
        if run.duration_s is None:
            yield unknown(run.id, "duration not known", allowed)
        elif run.duration_s > 60 * most_min:
            yield broken(run.id, f"{minutes(run.duration_s)} min on the eve of a race", allowed)
