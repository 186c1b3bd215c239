"""Rules about one week, and about days around it, in the order of docs/rules.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from day_season import MOST_M, DaySeason
from day_vars import HARD, Day, Week
from neutral import Linear, total

from ndt_opt.domain.calendar import SLOTS, WEEKDAYS
from ndt_opt.menu.sessions import EASY_UNIT_M


def load_recovery_cycle(s: DaySeason, week: Week) -> None:
    """On the day grid: doubles, HIT and longer singles on load days of load weeks only."""
    if not s.facts.by_day:
        return  # days of recovery weeks have none to choose from
    rule = s.rules["recovery-week"]
    s.m.add(week.count("single") <= rule.max_singles, week.recovery)
    for day in week.days:
        long = [p.chosen for p in day.picks if p.kind == "single" and p.session.work_s > 60 * rule.max_single_min]
        for only_load in (1 - day.resting, week.load):
            s.m.add(total([day.on("double", "hit"), *long]) <= only_load)


def double_threshold_days(s: DaySeason, week: Week) -> None:
    m, rule, tier, facts = s.m, s.rules["double-threshold-days"], s.rules["volume-tier"], s.facts
    own, doubles, may = facts.weeks[week.number], week.count("double"), facts.doubles_on(week.number)
    if not rule.count or facts.is_recovery(week.number):
        return
    in_b, in_c = s.plans(week, tier.b_from_km), s.plans(week, tier.c_from_km)
    m.add(doubles <= rule.count)
    m.add(doubles <= rule.count_tier_c, 1 - in_b)
    m.add(doubles <= 0, 1 - in_c)
    usual = {d for d in range(7) if WEEKDAYS[d] in rule.days}
    closed = sum(not facts.takes_double(7 * week.number + d) for d in usual)
    m.add(total(week.days[d].on("double") for d in range(7) if d not in usual) <= closed)
    _alike_doubles(s, week)
    if own.mix is not None:
        return
    fits = s.plans(week, facts.doubles_fit_m / 1000)
    if own.is_hindered:
        for d in may:
            m.add(week.count("single") <= 7 * _hits_near(s, week, 7 * week.number + d), in_b, fits)
        return
    m.add(doubles == rule.count, week.load, in_b, fits)
    m.add(doubles == 0, week.load, in_b, 1 - fits)


def _alike_doubles(s: DaySeason, week: Week) -> None:
    limit = 60 * s.rules["block-structure"].max_double_difference_min
    able = [day for day in week.days if "double" in day.kinds]
    for one, other in combinations(able, 2):
        gap = one.sum_of(lambda x: x.work_s, "double") - other.sum_of(lambda x: x.work_s, "double")
        s.m.add(gap <= limit, one.on("double"), other.on("double"))
        s.m.add(gap >= -limit, one.on("double"), other.on("double"))


def _hits_near(s: DaySeason, week: Week, day: int) -> Linear:
    """HIT of other weeks that keeps a double off the day."""
    gap, ahead = s.rules["hard-day-spacing"].gap_days, s.rules["hit-recovery"].easy_days_before_double
    near = range(max(0, day - max(gap, ahead)), min(day + gap + 1, len(s.days)))
    return total(s.days[d].on("hit") for d in near if d // 7 != week.number)


def single_threshold_days(s: DaySeason, week: Week) -> None:
    m, rule, own = s.m, s.rules["single-threshold-days"], s.facts.weeks[week.number]
    singles, doubles = week.count("single"), week.count("double")
    has_double: Linear = m.boolean() if doubles.terms else 0
    m.add(doubles >= has_double)
    m.add(doubles <= 7 * has_double)
    if own.mix is not None:
        beside = own.mix.singles - own.mix.singles_with_double
        m.add(singles <= own.mix.singles - beside * has_double)
    if own.kind != "load" and not s.facts.by_day:
        return
    m.add(singles <= max(0, rule.max_count - len(own.races)), week.load)
    if own.mix is None:
        m.add(singles <= 0, week.load, has_double)
        if not s.facts.is_affected(week.number):
            in_c = s.plans(week, s.rules["volume-tier"].c_from_km)
            m.add(singles >= rule.min_count, week.load, 1 - has_double, in_c)
            m.add(singles >= rule.min_count_tier_d, week.load, 1 - has_double, 1 - in_c)
    picks = week.picks("single")
    for reps in dict.fromkeys((p.session.rep_s, p.session.rep_m) for p in picks):
        alike = [p.chosen for p in picks if (p.session.rep_s, p.session.rep_m) == reps]
        m.add(total(alike) <= rule.max_same_reps, week.load)
    if s.facts.by_day:
        m.add(total(p.chosen for p in picks if p.session.work_s < 60 * rule.min_work_min) <= 0, week.load)


def hit_count(s: DaySeason, week: Week) -> None:
    m, rule, own = s.m, s.rules["hit-count"], s.facts.weeks[week.number]
    picks = week.picks("hit")
    if not picks:
        _misses_hit(s, week, 0)
        return
    full, half = s.plans(week, rule.full_from_km), s.plans(week, rule.half_from_km)
    large = [p.chosen for p in picks if rule.full_min_m <= p.session.work_m <= rule.full_max_m]
    small = [p.chosen for p in picks if p.session.work_m <= rule.half_max_m]
    hits = total(p.chosen for p in picks)
    count = max(0, rule.full_count - len(own.races))
    m.add(hits <= max(0, max(rule.full_count, rule.half_count) - len(own.races)))
    m.add(hits == total(large), full)
    m.add(total(large) <= count, full)
    m.add(hits == total(small), 1 - full)
    m.add(total(small) <= rule.half_count, 1 - full)
    m.add(hits <= 0, 1 - half)
    if own.mix is not None:
        m.add(hits <= own.mix.hit)
    elif own.is_hindered:
        _misses_hit(s, week, total(large))
    else:
        m.add(total(large) >= count, week.load, full)


def _misses_hit(s: DaySeason, week: Week, large: Linear) -> None:
    """A hindered week goes without HIT where each of its days is too near to hard ones; it counts as hard."""
    rule, own = s.rules["hit-count"], s.facts.weeks[week.number]
    count = max(0, rule.full_count - len(own.races))
    if own.mix is not None or not own.is_hindered or own.kind != "load" or not count:
        return
    full, missed = s.plans(week, rule.full_from_km), count - large
    _share(s, week, rule.full_min_m * missed, full)
    lengths = [p.session.duration_s for p in week.picks("hit") if p.session.work_m >= rule.full_min_m]
    for near in _excuses(s, week, min(lengths, default=None), with_doubles=True):
        s.m.add(missed <= count * near, full)


def _excuses(s: DaySeason, week: Week, needed_s: int | None, with_doubles: bool) -> Iterator[Linear]:
    """For each day with room for a session, the hard days too near to it."""
    spacing, own = s.rules["hard-day-spacing"], s.facts.weeks[week.number]
    reach = spacing.gap_days or spacing.max_in_a_row
    ahead = s.rules["hit-recovery"].easy_days_before_double if with_doubles else 0
    for day in week.days:
        widest = max((room.longest_s for room in day.rooms.values()), default=0)
        is_late = all(day.number - d > reach for d in s.facts.hard_before)
        if needed_s is None or widest < needed_s or day.number % 7 in own.quiet or not is_late:
            continue
        around = range(max(0, day.number - reach), min(day.number + reach + 1, len(s.days)))
        soon = range(day.number + 1, min(day.number + ahead + 1, len(s.days)))
        yield total([s.days[d].is_hard() for d in around] + [s.days[d].on("double") for d in soon])


def phase_mix(s: DaySeason, week: Week) -> None:
    m, own, facts = s.m, s.facts.weeks[week.number], s.facts
    if own.mix is None:
        return
    m.add(week.count("double") <= own.mix.doubles)
    if (own.kind, own.phase) == ("load", "transition"):
        usual_m = facts.scenario.usual_weekly_m
        m.add(week.metres <= s.rules["phase-mix"].transition_max_km_pct * usual_m // 100)
    if not own.race_pace or own.step is None:
        return
    missed = own.race_pace - week.count("race-pace")
    m.add(missed >= 0)
    is_disturbed = own.is_touched or (own.kind == "load" and bool(own.no_long))
    if not is_disturbed:
        m.add(missed <= 0)
        return
    _share(s, week, own.step.work_m * missed)
    for near in _excuses(s, week, own.step.duration_s, with_doubles=False):
        m.add(missed <= own.race_pace * near)


def broken_intervals(s: DaySeason, week: Week) -> None:
    tempos = [p.chosen for p in week.picks("double", "single") if p.session.kind == "tempo"]
    s.m.add(total(tempos) <= s.rules["broken-intervals"].max_continuous_days)


def week_intensity_share(s: DaySeason, week: Week) -> None:
    _share(s, week, 0)


def _share(s: DaySeason, week: Week, missed_m: Linear, *when: Linear) -> None:
    """Hard work, and that of missed sessions where the share is by km, within its per cent of the week."""
    rule, m = s.rules["week-intensity-share"], s.m
    high = s.plans(week, rule.low_below_km)
    hard = total(day.sum_of(lambda x: x.work_m if rule.unit == "km" else x.work_s) for day in week.days)
    whole = week.metres if rule.unit == "km" else week.seconds
    if rule.unit != "km":
        missed_m = 0
    for easy_pct, holds in ((rule.min_easy_pct, high), (rule.min_easy_pct_low, 1 - high)):
        m.add(100 * (hard + missed_m) <= (100 - easy_pct) * whole, holds, *when)


def weekly_volume(s: DaySeason, week: Week) -> None:
    s.m.add(week.metres <= s.facts.scenario.max_weekly_m)
    if (hours := s.facts.scenario.athlete.max_weekly_hours) is not None:
        s.m.add(week.seconds <= round(3600 * hours))


def run_spike(s: DaySeason, week: Week) -> None:
    """Against the long runs of the weeks that lie wholly within the last `days` days, as `ndt solve` reads it."""
    m, rule, n, facts = s.m, s.rules["run-spike"], week.number, s.facts
    known: list[Linear] = [EASY_UNIT_M * w.long for w in s.weeks[max(0, n - (rule.days - 6) // 7) : n]]
    known += [facts.longest_before_m] if 7 * n + 6 < rule.days else []
    free_m = 60_000 * rule.free_min // facts.person.easy_pace
    most = m.integer(0, MOST_M // EASY_UNIT_M)  # 200 m units of the longest run
    which = [m.boolean() for _ in [*known, free_m]]
    m.one_of(which)
    m.add(EASY_UNIT_M * most <= free_m, which[-1])
    for metres, chosen in zip(known, which, strict=False):
        m.add(100 * EASY_UNIT_M * most <= rule.max_pct * metres, chosen)
    m.add(week.long <= most)
    for day in week.days:
        for slot in SLOTS:
            m.add(_run_in(day, slot, *HARD) <= EASY_UNIT_M * most)
        for units in day.units.values():
            m.add(units <= most)


def _run_in(day: Day, slot: str, *kinds: str) -> Linear:
    """Metres of the session in a slot."""
    return total(p.session.distance_m * p.chosen for p in day.picks if p.slot == slot and p.kind in kinds)


def long_run(s: DaySeason, week: Week) -> None:
    m, rule, facts, n = s.m, s.rules["long-run"], s.facts, week.number
    own = facts.weeks[n]
    if facts.is_affected(n):
        week.has_long = m.boolean()
    m.add(week.count("long") == week.has_long)
    by_share = m.boolean()
    m.add(facts.unit_s * week.long <= 60 * rule.or_max_min, 1 - by_share)
    m.add(100 * EASY_UNIT_M * week.long <= own.long_pct * week.metres, by_share)
    is_whole = (week.days[0].resting, week.days[6].resting) if facts.by_day else (1 - week.load,)
    for day in week.days:
        for units in day.units.values():
            m.add(units <= week.long, week.has_long, week.load)
            m.add(units <= week.long, week.has_long, *is_whole)
        for slot in SLOTS:
            m.add(_run_in(day, slot, *HARD) <= EASY_UNIT_M * week.long, week.has_long, week.load)
    if facts.is_affected(n) and own.kind != "race":
        _long_where_there_is_room(s, week)


def _long_where_there_is_room(s: DaySeason, week: Week) -> None:
    """Each day with room for a long run is a hard one, or the week has its long run."""
    standing = [s.facts.scenario.standing_window(d, slot) for d in range(7) for slot in SLOTS]
    longest_s = max((window[1] for window in standing if window is not None), default=0)
    needed_s, own = min(60 * s.rules["long-run"].or_max_min, longest_s), s.facts.weeks[week.number]
    for day in week.days:
        widest = max((room.longest_s for room in day.rooms.values()), default=0)
        if day.number % 7 not in own.quiet | own.no_long and widest >= needed_s:
            s.m.add(week.has_long + day.is_hard() >= 1)
