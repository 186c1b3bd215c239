"""One long run a week: the longest of a load week, and not too much of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ndt_opt.audit.evidence import HARD_KINDS, Evidence, Run
from ndt_opt.audit.season import DAY_S
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.domain.calendar import SLOTS
from ndt_opt.rules.params import LongRun
from ndt_opt.rules.race_params import LongerRun
from ndt_opt.units import km, minutes

NO_RACES = "no scenario: races are not known"


def check(evidence: Evidence, params: LongRun) -> Iterator[Verdict]:
    """keeps `long-run`"""
    for week in evidence.weeks:
        longs = [r for r in evidence.of_week(week) if r.kind == "long"]
        yield from _count(evidence, week, len(longs), params)
        for run in longs:
            numbers = _numbers(evidence, week, params)
            yield from _duration(run, [own.max_min for own in numbers])
            yield from _share(evidence, week, run, [own.max_week_pct for own in numbers], params.or_max_min)
            yield from _longest(evidence, week, run)
            yield from _beside_load(evidence, week, run)
            yield from _alone(evidence, week, run)


def _alone(evidence: Evidence, week: int, run: Run) -> Iterator[Verdict]:
    """Nothing hard beside it, and long enough to be one."""
    for other in evidence.on(evidence.day(run)):
        if other.kind in HARD_KINDS:
            yield broken(run.id, f"beside {other.kind}", "a day without a hard session")
    least_min = evidence.model.rules["easy-runs"].min_min
    is_free = evidence.is_affected(week) or evidence.is_distance_pinned(run)
    if run.duration_s is not None and run.duration_s < 60 * least_min and not is_free:
        yield broken(run.id, f"{minutes(run.duration_s)} min", f"at least {least_min} min")


def _count(evidence: Evidence, week: int, found: int, params: LongRun) -> Iterator[Verdict]:
    where = evidence.monday(week)
    if found > 1:
        yield broken(where, f"{found} long runs", "exactly 1")
    elif week not in evidence.whole_weeks:
        yield unknown(where, "sessions of the week may be missing", "exactly 1 long run")
    elif found == 0 and not evidence.is_phase_known:
        yield unknown(where, NO_RACES, "exactly 1 long run")
    elif found == 0 and not evidence.is_affected(week):
        yield broken(where, "no long run", "exactly 1")
    elif found == 0 and evidence.week_kind(week) != "race":
        needed = min(60 * params.or_max_min, _longest_standing_s(evidence))
        for day in range(7 * week, 7 * week + 7):
            is_calm = evidence.dated.is_easy(day) or evidence.dated.is_start_of_change(day)
            is_free = evidence.takes_long(day) and not evidence.is_quiet(day) and not is_calm
            has_room = is_free and evidence.longest_free_s(day) >= needed
            if has_room and not any(r.kind in HARD_KINDS for r in evidence.on(day)):
                yield broken(where, "no long run", f"exactly 1: {evidence.date(day)} has room")
                break


def _numbers(evidence: Evidence, week: int, params: LongRun) -> Sequence[LongRun | LongerRun]:
    """Those of the longest step that the next A race reaches, else the rule's; any where races are not known."""
    if not evidence.is_phase_known:
        return [params, *params.before_race]
    goal = None if evidence.calendar is None else evidence.calendar.goal(week)
    reached = [step for step in params.before_race if goal and goal.priority == "A" and step.from_m <= goal.distance_m]
    return [max(reached, key=lambda step: step.from_m) if reached else params]


def _duration(run: Run, max_mins: list[int]) -> Iterator[Verdict]:
    if run.duration_s is None:
        yield unknown(run.id, "duration not known")
    elif run.duration_s > 60 * max(max_mins):
        yield broken(run.id, f"{minutes(run.duration_s)} min", f"at most {max(max_mins)} min")
    elif run.duration_s > 60 * min(max_mins):
        yield unknown(run.id, NO_RACES, f"at most {min(max_mins)} min, or more before a long race")


def _share(evidence: Evidence, week: int, run: Run, pcts: list[int], or_min: int) -> Iterator[Verdict]:
    """Short enough by the week's km or by minutes; one known yes is enough."""
    whole = evidence.distance_m(week)
    is_short: bool | None = None if run.duration_s is None else run.duration_s <= 60 * or_min
    is_part: bool | None = None
    if whole is not None and run.distance_m is not None:
        parts = {100 * run.distance_m <= pct * whole for pct in pcts}
        is_part = parts.pop() if len(parts) == 1 else None
    allowed = f"{max(pcts)} % of the week or {or_min} min"
    if is_short is False and is_part is False:
        yield broken(run.id, f"{km(run.distance_m or 0)} of {km(whole or 0)} km", allowed)
    elif not (is_short or is_part):
        yield unknown(run.id, "km, duration or the next race not known", allowed)


def _longest(evidence: Evidence, week: int, run: Run) -> Iterator[Verdict]:
    """In a load week no session is longer in metres than a long run whose distance nobody pinned.

    In a recovery week no easy run is, but those of a pinned distance.
    """
    if evidence.is_distance_pinned(run):
        return
    kind = evidence.week_kind(week)
    others = [r for r in evidence.of_week(week) if r is not run and r.kind != "race"]
    if kind in ("recovery", "taper", "race"):
        others = [r for r in others if r.kind == "easy" and not evidence.is_distance_pinned(r)]
    elif kind not in ("load", None):
        return
    if run.distance_m is None or any(r.distance_m is None for r in others):
        yield unknown(run.id, "distances of the week not known")
    longest = max((r.distance_m or 0 for r in others), default=0)
    if run.distance_m is not None and longest > run.distance_m:
        if kind is not None:
            yield broken(run.id, f"{km(run.distance_m)} km", f"at least {km(longest)} km, the week's longest")
        else:
            yield unknown(run.id, "load or recovery week is not known")


def _beside_load(evidence: Evidence, week: int, run: Run) -> Iterator[Verdict]:
    """In a recovery week no longer than in each load week of its block that nothing disturbs."""
    if evidence.week_kind(week) != "recovery" or evidence.is_distance_pinned(run):
        return
    block = evidence.cycle.block_of(week)
    for other in () if block is None else block.load_weeks:
        longs = [r for r in evidence.of_week(other) if r.kind == "long"]
        if other not in evidence.weeks or evidence.is_affected(other) or not longs:
            continue
        least = longs[0].distance_m
        if run.distance_m is None or least is None:
            yield unknown(run.id, "distances of the long runs not known")
        elif run.distance_m > least:
            yield broken(run.id, f"{km(run.distance_m)} km in a recovery week", f"{km(least)} km, as in a load week")


def _longest_standing_s(evidence: Evidence) -> int:
    """Seconds of the longest session that a week without dated blocks and pins takes."""
    if evidence.scenario is None or not evidence.model.holds("availability"):
        return DAY_S
    windows = [evidence.scenario.standing_window(day, slot) for day in range(7) for slot in SLOTS]
    return max((w[1] for w in windows if w is not None), default=0)
