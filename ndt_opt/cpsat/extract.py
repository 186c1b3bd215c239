"""From variable values to the decoder's records."""

from __future__ import annotations

from dataclasses import replace

from ndt_opt.cpsat.constraints.run_spike import most_pct, runs_before
from ndt_opt.cpsat.fits import doubles_fit, full_method_fit, hit_fit
from ndt_opt.cpsat.grid import Grid
from ndt_opt.cpsat.muscular import full_weeks
from ndt_opt.cpsat.pattern import Pattern
from ndt_opt.cpsat.programme import Programme
from ndt_opt.cpsat.week_vars import WeekVars
from ndt_opt.decode.choice import (
    EasyChoice,
    EasySlotChoice,
    FixedRun,
    OpenSlot,
    Quality,
    SeasonChoice,
    WeekChoice,
)
from ndt_opt.domain.calendar import SLOTS
from ndt_opt.menu.muscular import steady_points
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession

Values = dict[str, int]


def extract(grid: Grid, values: Values) -> SeasonChoice:
    """The season the values describe; of one that has begun the weeks that are open."""
    volumes = [_value(values, w.volume_m) for w in grid.weeks]
    longs = [EASY_UNIT_M * _value(values, w.long) for w in grid.weeks]
    weeks = [_week(grid, w, values, volumes, longs) for w in grid.open_weeks]
    run = [w.week.given.muscular_load for w in grid.weeks if w.week.given is not None]
    full = set() if grid.caps is None else full_weeks(grid.caps, run + [_points(week, grid) for week in weeks])
    asks = grid.model.holds("double-threshold-days") and grid.model.rules["double-threshold-days"].count > 0
    doubles = doubles_fit(grid) if asks else None
    hit = hit_fit(grid, doubles) if grid.model.holds("hit-count") else None
    told = tuple(replace(week, is_full=week.index in full) for week in weeks)
    return SeasonChoice(told, doubles, full_method_fit(grid) if asks else None, hit)


def _value(values: Values, variable: object) -> int:
    return values[str(variable.name)]  # type: ignore[attr-defined]


def _week(grid: Grid, w: WeekVars, values: Values, volumes: list[int], longs: list[int]) -> WeekChoice:
    week = w.week
    pattern = next(p for p, x in w.patterns() if _value(values, x))
    number = next(i for i, x in enumerate(w.pattern) if _value(values, x))
    programme = next(q for q, x in w.programmes() if _value(values, x))
    hits = [s for s, n in w.hits() for _ in range(_value(values, n))]
    race_paces = [s for s, n in w.race_paces() for _ in range(_value(values, n))]
    block = grid.block(week.block) if week.block >= 0 else []
    block_volumes = [volumes[v.week.index] if v.week.given is None else v.week.given.counted_m for v in block]
    pins = {(d, p.slot): p for d, day in enumerate(week.days) for p in day.pins}
    long_m = longs[week.index]
    return WeekChoice(
        index=week.index,
        start=week.start,
        kind=week.kind,
        phase=week.phase,
        races=week.races,
        recovery_days=week.recovery_days,
        block=week.block,
        affected=week.affected,
        is_way_back=week.way_back is not None,
        caution=week.cautions.cause,
        planned_m=max(block_volumes) if block_volumes else sum(grid.history_m) // len(grid.history_m),
        quality=tuple(_quality(pattern, programme, hits, race_paces, w.columns.races)),
        long=_long(pattern, long_m),
        pinned_easy=tuple(
            FixedRun(d, slot, EASY_UNIT_M * (round(1000 * pin.km) // EASY_UNIT_M))
            for (d, slot), pin in pins.items()
            if pin.kind == "easy" and pin.km is not None
        ),
        easy=tuple(
            EasyChoice(
                slots=tuple(
                    EasySlotChoice(d, slot, longest, (d, slot) in pins)
                    for (d, slot), longest in w.columns.on(own.on_recovery, w.columns.easy_limits[number]).items()
                ),
                runs={length: _value(values, n) for length, n in own.runs.items()},
                metres=EASY_UNIT_M * (_value(values, own.easy) - own.pinned),
            )
            for own in w.easy_runs
        ),
        run_limit_m=_run_limit(grid, w, longs),
        open_slots=tuple(
            OpenSlot(d, slot, room.start_min, room.end_min)
            for d, day in enumerate(week.days)
            for slot in SLOTS
            if (room := day.room(slot)) is not None
        ),
        first_back=week.first_back,
        after_race=week.after_race,
        no_hit=week.quiet | week.cautions.no_hit,
    )


def _points(week: WeekChoice, grid: Grid) -> int:
    """Muscular load of a week, races left out."""
    pace, weights = grid.profile.easy_pace, grid.model.muscular
    easy_m = sum(e.metres for e in week.easy) + sum(r.distance_m for r in week.pinned_easy)
    steady = steady_points(easy_m, pace, weights, is_long=False)
    late = 0 if week.long is None else steady_points(week.long.distance_m, pace, weights, is_long=True)
    return steady + late + sum(q.session.muscular_load for q in week.quality if q.session.kind != "race")


def _quality(
    pattern: Pattern,
    programme: Programme,
    hits: list[MenuSession],
    race_paces: list[MenuSession],
    races: tuple[MenuSession, ...],
) -> list[Quality]:
    found = []
    days = iter(programme.days)
    alone = {"H": iter(hits), "P": iter(race_paces), "R": iter(races)}
    for day, letter in enumerate(pattern.letters):
        slot = pattern.slots[day]
        if letter == "D":
            am, pm = next(days).sessions
            found += [Quality(day, "am", am), Quality(day, "pm", pm)]
        elif letter == "S" and slot is not None:
            found.append(Quality(day, slot, next(days).sessions[0]))
        elif letter in alone and slot is not None:
            found.append(Quality(day, slot, next(alone[letter])))
    return found


def _long(pattern: Pattern, long_m: int) -> FixedRun | None:
    for day in pattern.days("L"):
        slot = pattern.slots[day]
        assert slot is not None
        return FixedRun(day, slot, long_m)
    return None


def _run_limit(grid: Grid, w: WeekVars, longs: list[int]) -> int:
    """The longest easy run the other rules leave: the week's long run, and the spike limit."""
    index, pinned = w.week.index, w.columns.pinned_long_units is not None
    limit = 200_000
    is_part = w.week.is_recovery and w.week.is_mixed
    if grid.model.holds("long-run") and not is_part and longs[index] and not pinned:
        limit = longs[index]
    if grid.model.holds("run-spike"):
        rule = grid.model.rules["run-spike"]
        limit = min(limit, most_pct(w.week, rule) * max(runs_before(grid, index, rule, longs)) // 10_000)
    return limit
