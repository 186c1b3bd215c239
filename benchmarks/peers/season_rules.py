"""Rules that bind weeks together: recovery, taper, alike weeks, distances between hard days, ramp, muscular load."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from day_season import MOST_M, RECOVERY_DAYS, DaySeason
from day_vars import HARD, Day, Week
from neutral import Linear, Sum, total

from ndt_opt.domain.scenario import Race
from ndt_opt.menu.muscular import long_free_units, usual_week_points


@dataclass(frozen=True)
class Measured:
    """Days of a recovery, or a taper or race week, and the load weeks it is measured against (none: the history's).

    It counts where all of `when` is true.
    """

    days: list[Day]
    loads: list[Week]
    when: tuple[Linear, ...] = ()


def _against(s: DaySeason, own: Measured) -> tuple[Linear, Linear, int]:
    """Metres of the days, and those of the load weeks (or the history's) together, with their number."""
    metres = total(day.metres for day in own.days)
    if own.loads:
        return metres, total(w.metres for w in own.loads), len(own.loads)
    return metres, sum(s.facts.history_m), len(s.facts.history_m)


def stretches(s: DaySeason) -> Iterator[tuple[list[Day], tuple[Linear, ...]]]:
    """Recovery days in a row, and when they are: weeks of the calendar, or where the automaton lets them begin."""
    if not s.facts.by_day:
        yield from ((week.days, ()) for week in s.weeks if s.facts.is_recovery(week.number))
        return
    for start, day in enumerate(s.days):
        before = s.days[start - 1].resting if start else 0
        yield s.days[start : start + RECOVERY_DAYS], (day.resting, 1 - before)


def recoveries(s: DaySeason) -> Iterator[Measured]:
    """The whole ones with their load weeks: on the day grid the last one or two that have enough load days."""
    least = s.rules["load-recovery-cycle"].load_week_days
    for days, when in stretches(s):
        week, weekday = divmod(days[0].number, 7)
        last = week - (weekday < least)
        if not s.facts.by_day:
            yield Measured(days, s.reference(s.block_before(s.weeks[week])))
        elif len(days) == RECOVERY_DAYS and last < 1:
            yield Measured(days, s.weeks[: last + 1], when)
        elif len(days) == RECOVERY_DAYS:
            is_two = s.weeks[last - 1].load
            yield Measured(days, s.weeks[last - 1 : last + 1], (*when, is_two))
            yield Measured(days, s.weeks[last : last + 1], (*when, 1 - is_two))


def recovery_week(s: DaySeason) -> None:
    for days, when in stretches(s):
        s.m.add(total(day.on("single") for day in days) <= s.rules["recovery-week"].max_singles, *when)
    for own in recoveries(s):
        _recovery(s, own)


def _recovery(s: DaySeason, own: Measured) -> None:
    m, rule, when = s.m, s.rules["recovery-week"], own.when
    facts = s.facts.weeks[own.days[0].number // 7]
    metres, mean_m, n = _against(s, own)
    if facts.after_pct is None or s.facts.by_day:
        whole = sum(day.race is None for day in own.days)
        m.add(700 * n * metres >= whole * rule.min_km_pct * mean_m, *when)
    else:
        m.add(100 * n * metres <= facts.after_pct * mean_m, *when)
    m.add(100 * n * metres <= rule.max_km_pct * mean_m, *when)
    if own.loads:
        z2_s = total(day.z2_s for day in own.days)
        seconds = total(day.seconds(s.facts.unit_s) for day in own.days)
        m.add(100 * n * z2_s <= rule.max_z2_pct * total(w.z2_s for w in own.loads), *when)
        for load in own.loads:
            m.add(seconds + 60 * rule.min_fewer_min <= load.seconds, *when)
    if own.days[0].number % 7 == 0:
        week = s.weeks[own.days[0].number // 7]
        for load in (w for w in own.loads if not s.facts.is_affected(w.number)):
            m.add(week.long <= load.long, *when)


def taper(s: DaySeason) -> None:
    rule, m = s.rules["taper"], s.m
    for week, own in zip(s.weeks, s.facts.weeks, strict=True):
        if s.facts.by_day or own.kind not in ("taper", "race"):
            continue
        metres, mean_m, n = _against(s, Measured(week.days, s.reference(s.block_before(week))))
        is_a = own.kind == "taper" or "A" in own.priorities
        first_a = min((r.date.weekday() for r in _a_races(s, week)), default=0)
        before = week.days[: first_a if own.kind == "race" else 7]
        whole = sum(day.race is None for day in before)
        m.add(700 * n * metres >= whole * rule.min_km_pct * mean_m)
        m.add(100 * n * metres <= (rule.max_km_pct if is_a else rule.light_max_km_pct) * mean_m)


def _a_races(s: DaySeason, week: Week) -> list[Race]:
    start = s.facts.scenario.season.start
    races = s.facts.season.races
    return [r for r in races if r.priority == "A" and (r.date - start).days // 7 == week.number]


def block_structure(s: DaySeason) -> None:
    """Undisturbed load weeks of a block and phase are alike; the others have no more Zone 2 work."""
    if not s.rules["block-structure"].alike_weeks:
        return
    for block in s.blocks:
        for phase in dict.fromkeys(s.facts.weeks[w.number].phase for w in block):
            own = [w for w in block if s.facts.weeks[w.number].phase == phase]
            alike = [w for w in own if not s.facts.is_affected(w.number)]
            for one, other in pairwise(alike):
                _alike(s, one, other)
            for week in own if alike else ():
                s.m.add(week.z2_s <= alike[0].z2_s)


def _alike(s: DaySeason, one: Week, other: Week) -> None:
    s.m.add(one.metres == other.metres)
    s.m.add(one.long == other.long)
    for days in zip(one.days, other.days, strict=True):
        here, there = ({p.key: p.chosen for p in day.picks} for day in days)
        for key in dict.fromkeys([*here, *there]):
            s.m.add(here.get(key, Sum()) == there.get(key, Sum()))


def hard_day_spacing(s: DaySeason) -> None:
    """No more hard days in a row than allowed; races near each other count once."""
    rule, before = s.rules["hard-day-spacing"], s.facts.hard_before
    length, most = (rule.gap_days + 1, 1) if rule.gap_days else (rule.max_in_a_row + 1, rule.max_in_a_row)
    for first in range(1 - length, len(s.days)):
        inside = s.days[max(first, 0) : first + length]
        already = sum(d in before for d in range(first, first + length))
        raced = any(day.race is not None for day in inside)
        s.m.add(total(day.on(*HARD) for day in inside) <= max(0, most - (1 if raced else already)))


def hit_recovery(s: DaySeason) -> None:
    ahead, last = s.rules["hit-recovery"].easy_days_before_double, s.facts.last_hit
    for day in s.days:
        for earlier in s.days[max(0, day.number - ahead) : day.number]:
            s.m.add(day.on("double") + earlier.on("hit") <= 1)
        if last is not None and day.number - last <= ahead:
            s.m.add(day.on("double") <= 0)


def weekly_ramp(s: DaySeason) -> None:
    rule, facts = s.rules["weekly-ramp"], s.facts
    if facts.by_day:
        _ramp_by_day(s)
        return
    before: list[Linear] = [*facts.history_m]
    for week in s.weeks:
        own = facts.weeks[week.number]
        if own.kind == "load":
            _ramp_week(s, week, before[-rule.mean_of_weeks :])
            before += [week.metres] if own.eased_pct == 100 else []
    last: Linear = round(1000 * facts.scenario.athlete.weekly_km)
    earlier: list[Linear] = []
    for block in s.blocks:
        planned = block[0].planned
        s.one_holds([100 * planned <= rule.max_block_pct * last, *(planned <= e for e in earlier)])
        if any(facts.weeks[w.number].lacks_km for w in block):
            earlier.append(last)
        last = planned


def _ramp_week(s: DaySeason, week: Week, before: list[Linear]) -> None:
    """At most so much more than the mean of the load weeks before, or than the usual week."""
    pct, n = s.rules["weekly-ramp"].max_week_pct, len(before)
    usual = s.facts.scenario.usual_weekly_m
    s.one_holds([100 * n * week.metres <= pct * total(before), 100 * week.metres <= pct * usual], week.load)


def _ramp_by_day(s: DaySeason) -> None:
    """The last load weeks as registers that a load week shifts; blocks step where load follows recovery."""
    m, rule = s.m, s.rules["weekly-ramp"]
    registers: list[Linear] = [*s.facts.history_m][-rule.mean_of_weeks :]
    for n, week in enumerate(s.weeks):
        _ramp_week(s, week, registers)
        following: list[Linear] = [m.integer(0, MOST_M) for _ in registers]
        for old, new, shifted in zip(registers, following, [*registers[1:], week.metres], strict=True):
            m.add(new == old, 1 - week.load)
            m.add(new == shifted, week.load)
        registers = following
        last = s.weeks[n - 1].planned if n else round(1000 * s.facts.scenario.athlete.weekly_km)
        before = s.weeks[n - 1].load if n else 0
        m.add(100 * week.planned <= rule.max_block_pct * last, week.load, 1 - before)


def muscular_load(s: DaySeason) -> None:
    """Points of each week, and of four weeks, against what the athlete is used to by then."""
    facts, model, m = s.facts, s.facts.model, s.m
    if not model.holds("muscular-load"):
        return
    rule, weights = s.rules["muscular-load"], model.muscular
    stated, person = facts.scenario.history.muscular_load_week, facts.person
    used = stated or usual_week_points(facts.scenario.usual_weekly_m, person.easy_pace, person.pace_5k, weights)
    points: list[Linear] = [used] * 3
    for week in s.weeks:
        late = m.integer(0, m.highs[next(iter(week.long.terms))])
        m.add(late >= week.long - long_free_units(facts.unit_s, weights))
        easy = weights.per_km // 5 * total(day.easy for day in week.days) + weights.long_extra_per_km // 5 * late
        own = easy + total(day.sum_of(lambda x: x.muscular_load) for day in week.days)
        points.append(m.integer(0, 100_000))
        m.add(points[-1] == own)
        m.add(points[-1] <= rule.max_week_pct * used // 100)
        m.add(total(points[-4:]) <= rule.max_four_weeks_pct * 4 * used // 100)
        used = used * (1000 + rule.grow_permille) // 1000
