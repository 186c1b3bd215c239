"""Less running in the weeks before an A race and in the weeks of races."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.race_calendar import RaceCalendar
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.audit.work import total
from ndt_opt.rules.race_params import Taper
from ndt_opt.units import km, minutes


def check(evidence: Evidence, params: Taper) -> Iterator[Verdict]:
    """keeps `taper`"""
    calendar = evidence.calendar
    if calendar is None:
        yield unknown(evidence.start, "no scenario: races are not known")
        return
    for week in evidence.weeks:
        kind = evidence.week_kind(week)
        if kind in ("taper", "race"):
            yield from _volume(evidence, calendar, week, params)
        most = calendar.most_after_race(week)
        if most is not None:
            yield from _recovery(evidence, week, most)
        if kind == "race":
            yield from _singles(evidence, week, params)


def _volume(evidence: Evidence, calendar: RaceCalendar, week: int, params: Taper) -> Iterator[Verdict]:
    """Training km, races left out, against the mean of the load weeks before."""
    where, own, loads = evidence.monday(week), evidence.distance_m(week), _loads(evidence, week)
    load = total(loads)
    if own is None or load is None:
        yield unknown(where, "km of the week, or of the load weeks before, not known")
        return
    a_races = [race for race in calendar.races_of(week) if race.priority == "A"]
    is_light = evidence.week_kind(week) == "race" and not a_races
    most = params.light_max_km_pct if is_light else params.max_km_pct
    days = range(7 * week, 7 * week + 7)
    if a_races and evidence.week_kind(week) == "race":
        days = range(7 * week, min((race.date - evidence.start).days for race in a_races))
    asked = 0 if is_light or evidence.way_back(week) else evidence.untouched_days(days)
    if not asked * params.min_km_pct * load <= 700 * own * len(loads) or 100 * own * len(loads) > most * load:
        allowed = f"{asked * params.min_km_pct // 7} to {most} % of {km(load // len(loads))} km"
        yield broken(where, f"{km(own)} km of training", allowed)


def _recovery(evidence: Evidence, week: int, most: int) -> Iterator[Verdict]:
    """After a race a recovery week is smaller by the race's distance."""
    own, loads = evidence.distance_m(week), _loads(evidence, week)
    load = total(loads)
    if own is None or load is None:
        yield unknown(evidence.monday(week), "km of the week, or of the load weeks before, not known")
    elif 100 * own * len(loads) > most * load:
        yield broken(evidence.monday(week), f"{km(own)} km after a race", f"{most} % of {km(load // len(loads))} km")


def _loads(evidence: Evidence, week: int) -> list[int | None]:
    """Km of the block's load weeks, undisturbed ones if there are any; of the history's where there are none."""
    block = evidence.cycle.block_of(week)
    weeks = () if block is None else block.load_weeks
    loads = [w for w in weeks if not evidence.is_affected(w)]
    loads = loads or [w for w in weeks if evidence.is_measure(w)]
    return [evidence.distance_m(w) for w in loads] or [*(evidence.history_m or [None])]


def _singles(evidence: Evidence, week: int, params: Taper) -> Iterator[Verdict]:
    most = params.race_week_max_single_min
    for day in range(7 * week, 7 * week + 7):
        for run in evidence.z2_runs(day):
            if run.work_s is None:
                yield unknown(run.id, "work not known", f"at most {most} min")
            elif run.work_s > 60 * most:
                yield broken(run.id, f"{minutes(run.work_s)} min of work in a race week", f"at most {most} min")
