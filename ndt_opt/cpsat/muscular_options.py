"""What a week or a block of weeks alike can be under a cap on muscular load: its least points and its Zone-2 work.

Everything here errs on the side of too few points and too much work, so that what follows from it is a bound.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ndt_opt.cpsat.columns import WeekColumns
from ndt_opt.cpsat.constraints.double_threshold_days import smallest_week_with_doubles
from ndt_opt.cpsat.constraints.hit_count import asks_hit, full_count
from ndt_opt.cpsat.constraints.volume_tier import least_planned_m
from ndt_opt.cpsat.given import Given
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.mix import mix_of, race_pace_count
from ndt_opt.cpsat.pareto import Ints, undominated
from ndt_opt.cpsat.programme import Programme
from ndt_opt.cpsat.relaxation import Top, carries, cases_of, hard_pct_of, smallest_hit, week_tops
from ndt_opt.menu.sessions import EASY_UNIT_M

if TYPE_CHECKING:
    from ndt_opt.cpsat.facts import Facts


@dataclass(frozen=True)
class Stretch:
    """Weeks in a row that are chosen together; a row of `points` and of `z2_s` for every option, a column a week.

    Its first `alike` weeks are load weeks alike (0: a week by itself), of `metres` at least and `upto` at most, beyond
    which other rules hold; where they have more, the recovery week takes `spare` points of what that asks of it without
    any more of its own.  `fronts` tell of each week the least points that so much work may have, in options that others
    beat as well.
    """

    weeks: tuple[int, ...]
    points: Ints
    z2_s: Ints
    metres: Ints
    upto: Ints
    spare: Ints
    alike: int
    fronts: tuple[Ints, ...]

    @property
    def work_s(self) -> Ints:
        """Zone-2 seconds of all its weeks."""
        found: Ints = self.z2_s.sum(axis=1)
        return found

    def only(self, rows: Any) -> Stretch:
        """The same weeks with some of the options."""
        tables = (self.points[rows], self.z2_s[rows], self.metres[rows], self.upto[rows], self.spare[rows])
        return Stretch(self.weeks, *tables, self.alike, self.fronts)


def stretches(facts: Facts, limits: list[int]) -> list[Stretch]:
    """The season, block by block where its load weeks are alike, else week by week; `limits` on each week's work."""
    tops = week_tops(facts.scenario, facts.model, facts.horizon)
    fits_m = smallest_week_with_doubles(facts)
    known: dict[object, Stretch] = {}
    found: list[Stretch] = []
    for group in _groups(facts):
        own, top = [facts.columns[w] for w in group], tops[group[0]]
        alike = sum(not c.week.is_recovery for c in own) if _is_plain(facts, own[0].week) else 0
        least_m = _least_planned_m(facts, own[0].week) if alike else 0
        key = (*(id(c.programmes) for c in own), top, alike, least_m, *(limits[w] for w in group))
        if key not in known:
            limit = limits[group[0]]
            if alike:
                load = _options(facts, own[0], top, fits_m, limit, least_m)
                known[key] = _block(facts, own, load, alike)
            else:
                known[key] = _alone(facts, own[0], limit)
        found.append(replace(known[key], weeks=group))
    return found


def _least_planned_m(facts: Facts, week: Week) -> int:
    holds = facts.model.holds("volume-tier") and week.block >= 0
    return least_planned_m(facts, week.block, facts.model.rules["volume-tier"]) if holds else 0


def _groups(facts: Facts) -> list[tuple[int, ...]]:
    """Whole blocks of weeks that are alike, with their recovery week; every other week by itself."""
    found: list[tuple[int, ...]] = []
    last: Week | None = None
    for week in facts.horizon.weeks:
        is_next = last is not None and last.block == week.block and not last.is_recovery
        if is_next and _is_plain(facts, week):
            found[-1] = (*found[-1], week.index)
        else:
            found.append((week.index,))
        last = week
    return found


def _is_plain(facts: Facts, week: Week) -> bool:
    """Whether the load weeks of its block are alike, with no dated block or pin near."""
    rule = facts.model.rules["block-structure"]
    if not (facts.model.holds("block-structure") and rule.alike_weeks) or week.block < 0:
        return False
    own = [w for w in facts.horizon.weeks if w.block == week.block]
    return all(
        not w.affected and not w.is_mixed and w.kind in ("load", "recovery") and mix_of(w, facts.model) is None
        for w in own
    )


def _alone(facts: Facts, columns: WeekColumns, limit: int) -> Stretch:
    """A week that nothing ties to another, with the points that its programme, the easy share and its tier ask."""
    if columns.week.given is not None:
        return _run(columns.week.given)
    per_km, least_m = facts.model.muscular.per_km, _least_own_metres(facts, columns.week)
    beyond, hard_m = _beside(facts, columns, least_m)
    offers = [p for _, p in columns.programmes if p.z2_s <= limit]
    metres = [max(least_m, _least_metres(facts, columns, p, facts.scenario.max_weekly_m, hard_m)) for p in offers]
    points = [p.muscular_beyond(per_km) + beyond + m * per_km // 1000 for p, m in zip(offers, metres, strict=True)]
    rows: Ints = np.array([*zip(points, (p.z2_s for p in offers), strict=True)], dtype=np.int64).reshape(-1, 2)
    rows = rows[undominated(rows * (1, -1))]
    none = 0 * rows[:, 0]
    return Stretch((), rows[:, :1], rows[:, 1:], none, none, none, 0, (rows,))


def _run(given: Given) -> Stretch:
    """A week that is run: one option."""
    rows: Ints = np.array([[given.muscular_load, given.z2_s]], dtype=np.int64)
    none = 0 * rows[:, 0]
    return Stretch((), rows[:, :1], rows[:, 1:], none, none, none, 0, (rows,))


def _least_own_metres(facts: Facts, week: Week) -> int:
    """Metres of a week of a block whose load weeks all have what it plans, by the least that it plans."""
    rule, load = facts.model.rules["block-structure"], [w for w in facts.horizon.load_weeks if w.block == week.block]
    is_asked = facts.model.holds("block-structure") and rule.alike_weeks and load
    if not is_asked or any(w.affected or w.is_mixed for w in load) or len({w.phase for w in load}) > 1:
        return 0
    if week.is_load:
        return _least_planned_m(facts, week)
    is_held = week.is_recovery and not week.is_mixed and not week.affected and week.after_race_pct is None
    if not is_held or not facts.model.holds("recovery-week"):
        return 0
    return int(facts.model.rules["recovery-week"].min_km_pct) * _least_planned_m(facts, week) // 100


def _beside(facts: Facts, columns: WeekColumns, planned_m: int) -> tuple[int, int]:
    """Points beyond easy running, and hard metres, of the HIT and race-pace sessions that a week surely has."""
    week, model, per_km = columns.week, facts.model, facts.model.muscular.per_km
    if week.disturbed:
        return 0, 0
    hit = asks_hit(week, model)
    points = _hit_points(facts, columns, planned_m) if hit else 0
    hard_m = smallest_hit(columns, planned_m, model) if hit else 0
    count = race_pace_count(week, model) if columns.race_paces else 0
    if count:
        points += count * max(0, min(s.muscular_load - s.distance_m * per_km // 1000 for s in columns.race_paces))
        hard_m += count * min(s.work_m for s in columns.race_paces)
    return points, hard_m


def _block(facts: Facts, own: list[WeekColumns], load: Ints, alike: int) -> Stretch:
    """Every load week with every recovery week that it lets follow.

    An option beats another where it has no more points beyond its metres, no more metres and no more points of
    recovery, even if both had the same, higher metres, as far as these go.
    """
    per_km = facts.model.muscular.per_km
    fronts = [load[:, [0, 2]]] * alike
    beyond = load[:, 0] - load[:, 1] * per_km // 1000
    load = load[undominated(np.stack([load[:, 1], beyond, -load[:, 2], -load[:, 3]], axis=1))]
    if alike == len(own):
        points, z2_s, at, spare, columns = load[:, :1], load[:, 2:3], np.arange(len(load)), 0 * load[:, 0], [0] * alike
    else:
        points, z2_s, at, spare, front = _recoveries(facts, own[-1], load)
        columns, fronts = [0] * alike + [1], [*fronts, front]
    metres, upto = load[at, 1], load[at, 3]
    work = alike * z2_s[:, 0] + (z2_s[:, 1] if len(own) > alike else 0)
    beyond = points[:, 0] - metres * per_km // 1000
    rows = undominated(np.stack([metres, beyond, points[:, -1], points[:, -1] - spare, -work, -upto], axis=1))
    return Stretch((), points[:, columns], z2_s[:, columns], metres, upto, spare, alike, tuple(fronts)).only(rows)


def _options(facts: Facts, columns: WeekColumns, top: Top, fits_m: int, limit: int, least_m: int) -> Ints:
    """Rows of least points, metres, Zone-2 seconds and most metres of a load week that has what its block plans.

    There is one for every programme in every stretch of volume with the same rules, which ends at the most metres.
    """
    week, model = columns.week, facts.model
    hit = asks_hit(week, model)
    rows: list[tuple[int, int, int, int]] = []
    low_m = least_m
    for most_m, doubles in sorted(cases_of(week, top.planned_m, facts, fits_m)):
        able = [
            (sum(day[0] == "D" for day in demand), p)
            for demand, p in columns.programmes
            if p.z2_s <= limit
            and carries(p, most_m, most_m, columns, facts.scenario, model, facts.profile.easy_pace, hit)
        ]
        full = [(number, p) for number, p in able if number == model.rules["double-threshold-days"].count]
        for _, p in full if doubles and full else able:
            hit_m = smallest_hit(columns, most_m, model) if hit else 0
            metres = max(low_m, _least_metres(facts, columns, p, most_m, hit_m))
            if metres <= most_m:
                rows.append((_points(facts, columns, p, most_m, metres, hit), metres, p.z2_s, most_m))
        low_m = most_m + 1
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


def _hit_points(facts: Facts, columns: WeekColumns, planned_m: int) -> int:
    """Points beyond easy running that HIT takes at least."""
    rule, per_km = facts.model.rules["hit-count"], facts.model.muscular.per_km
    if columns.week.hindered or not smallest_hit(columns, planned_m, facts.model):
        return 0
    able = [s for s in columns.hits if rule.full_min_m <= s.work_m <= rule.full_max_m]
    least = min((s.muscular_load - s.distance_m * per_km // 1000 for s in able), default=0)
    return int(full_count(columns.week, rule) * max(0, least))


def _points(facts: Facts, columns: WeekColumns, p: Programme, planned_m: int, metres: int, hit: bool) -> int:
    per_km = facts.model.muscular.per_km
    return p.muscular_beyond(per_km) + (_hit_points(facts, columns, planned_m) if hit else 0) + metres * per_km // 1000


def _least_metres(facts: Facts, columns: WeekColumns, p: Programme, planned_m: int, hard_m: int) -> int:
    """Metres that the easy share asks of a week with the programme and `hard_m` other hard metres."""
    share, model = facts.model.rules["week-intensity-share"], facts.model
    if not model.holds("week-intensity-share"):
        return p.distance_m
    hard_pct = hard_pct_of(model, planned_m)
    if share.unit == "km":
        return max(p.distance_m, _units(-(-100 * (p.hard_m + hard_m) // hard_pct)))
    pace = facts.profile.easy_pace
    easy_s = -(-100 * p.z2_s // hard_pct) - p.duration_s
    easy_s -= sum(max(0, s.duration_s - s.distance_m * pace // 1000) for s in columns.hits)
    return p.distance_m + EASY_UNIT_M * max(0, -(-easy_s // facts.unit_s))


def _units(metres: int) -> int:
    return -(-metres // EASY_UNIT_M) * EASY_UNIT_M


def _recoveries(facts: Facts, columns: WeekColumns, load: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Points and work of a load week and of its recovery week, the load week's row, the recovery's spare points.

    At last the recovery week's front.
    """
    model, rule, per_km = facts.model, facts.model.rules["recovery-week"], facts.model.muscular.per_km
    found = []
    offers = [p for _, p in columns.programmes]
    needs = [_least_metres(facts, columns, p, facts.scenario.max_weekly_m, 0) for p in offers]
    rows = [(p.muscular_beyond(per_km), need, -p.z2_s) for p, need in zip(offers, needs, strict=True)]
    costs = np.array(rows, dtype=np.int64).reshape(-1, 3)
    for row in undominated(np.hstack([costs, -costs[:, 2:]])):  # what beats it by more work may have too much of it
        p, own = offers[row], needs[row]
        asked, able = 0 * load[:, 1], np.ones(len(load), dtype=bool)
        if model.holds("recovery-week"):
            asked = -(-rule.min_km_pct * load[:, 1] // (100 * EASY_UNIT_M)) * EASY_UNIT_M
            able = 100 * p.z2_s <= rule.max_z2_pct * load[:, 2]
        metres = np.maximum(own, asked)
        points, spare = p.muscular_beyond(per_km) + metres * per_km // 1000, (metres - asked) * per_km // 1000
        work, at = np.full(len(load), p.z2_s), np.arange(len(load))
        found.append(np.stack([load[:, 0], points, load[:, 2], work, at, spare], axis=1)[able])
    front = np.stack([costs[:, 0] + costs[:, 1] * per_km // 1000, -costs[:, 2]], axis=1)
    all_rows = np.vstack(found)
    return all_rows[:, :2], all_rows[:, 2:4], all_rows[:, 4], all_rows[:, 5], front
