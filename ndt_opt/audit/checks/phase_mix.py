"""Every week of a phase, and every taper and race week, holds what its mix says."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.race_calendar import RaceCalendar
from ndt_opt.audit.spare_days import free_day, has_days, share_with_missed
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.race_params import Mix, PhaseMix
from ndt_opt.units import km


def check(evidence: Evidence, params: PhaseMix) -> Iterator[Verdict]:
    """keeps `phase-mix`"""
    calendar = evidence.calendar
    if calendar is None:
        yield unknown(evidence.start, "no scenario: phases and races are not known")
        return
    for week in evidence.weeks:
        mix = calendar.mix(week)
        if mix is None:
            paced = _count(evidence, week, "race-pace")
            if paced:
                yield broken(evidence.monday(week), f"{paced} race-pace sessions", f"none in {_name(evidence, week)}")
            continue
        yield from _most(evidence, week, mix)
        yield from _doubles(evidence, calendar, week, params)
        yield from _race_pace(evidence, week, mix.race_pace)
        if calendar.is_transition(week):
            yield from _volume(evidence, week, params.transition_max_km_pct, calendar.scenario.usual_weekly_m)


def _volume(evidence: Evidence, week: int, pct: int, usual_m: int) -> Iterator[Verdict]:
    own, days = evidence.distance_m(week), 7 - evidence.lost_in(week)
    if own is None:
        yield unknown(evidence.monday(week), "km of the week not known")
    elif 700 * own > days * pct * usual_m:
        found, allowed = f"{km(own)} km in a load week of transition", f"{pct} % of the usual {km(usual_m)} km"
        yield broken(evidence.monday(week), found, f"{days}/7 of {allowed}" if days < 7 else allowed)


def _name(evidence: Evidence, week: int) -> str:
    kind, calendar = evidence.week_kind(week), evidence.calendar
    return f"a {kind} week" if kind in ("taper", "race", "recovery") or calendar is None else calendar.phases[week]


def _count(evidence: Evidence, week: int, kind: str) -> int:
    return sum(run.kind == kind for run in evidence.of_week(week))


def _singles(evidence: Evidence, week: int) -> int:
    days = range(7 * week, 7 * week + 7)
    return sum(len(evidence.z2_runs(d)) for d in days if d not in evidence.double_days)


def _most(evidence: Evidence, week: int, mix: Mix) -> Iterator[Verdict]:
    doubles = len(evidence.doubles_of(week))
    found = (
        ("double days", doubles, mix.doubles),
        ("single sessions", _singles(evidence, week), mix.singles_with_double if doubles else mix.singles),
        ("HIT sessions", _count(evidence, week, "hit"), mix.hit),
    )
    for name, number, most in found:
        if number > most:
            yield broken(evidence.monday(week), f"{number} {name}", f"at most {most} in {_name(evidence, week)}")


def _doubles(evidence: Evidence, calendar: RaceCalendar, week: int, params: PhaseMix) -> Iterator[Verdict]:
    """Near the races a double stands only so long before an A race."""
    if evidence.week_kind(week) == "load" and calendar.phases[week] == "pre-competition":
        return
    for day in evidence.doubles_of(week):
        if not calendar.may_double_before_race(evidence.date(day)):
            allowed = f"{params.double_from_days} to {params.double_to_days} days before an A race"
            yield broken(evidence.date(day), f"a double in {_name(evidence, week)}", allowed)


def _race_pace(evidence: Evidence, week: int, asked: int) -> Iterator[Verdict]:
    """Exactly so many, races counted; fewer in a disturbed week only where no day takes one."""
    where, found = evidence.monday(week), _count(evidence, week, "race-pace")
    carried = asked if week in evidence.race_pace_steps else 0
    wanted = max(0, carried - evidence.has_races(week))
    if found > wanted:
        yield broken(where, f"{found} race-pace sessions", f"at most {wanted} beside its races")
    elif found < wanted and week not in evidence.whole_weeks:
        yield unknown(where, "sessions of the week may be missing", f"{wanted} race-pace sessions")
    elif found < wanted and not evidence.is_disturbed(week):
        yield broken(where, f"{found} race-pace sessions", f"exactly {wanted}")
    elif found < wanted and has_days(evidence, week):
        free = free_day(evidence, week, before_double=False)
        if free is not None:
            allowed = f"exactly {wanted}: {evidence.date(free)} takes one"
            yield broken(where, f"{found} race-pace sessions", allowed)
        yield from _missed(evidence, week, wanted - found)


def _missed(evidence: Evidence, week: int, number: int) -> Iterator[Verdict]:
    step = evidence.race_pace_steps.get(week)
    planned = evidence.planned_m(evidence.cycle.block_of(week))
    if step is not None and planned is not None:
        metres = number * step.reps * step.rung.rep_m
        yield from share_with_missed(evidence, week, metres, planned, "a race-pace session")
