"""Leaving programmes out loses no optimum: kept programmes against all of them, for random limits."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement, product

import pytest

from ndt_opt.cpsat.day_tables import DayChoice, Resources
from ndt_opt.cpsat.programme import NO_THRESHOLD, Programme, WeekCost, programmes
from ndt_opt.menu.sessions import MenuSession

COST = WeekCost(20, 2)
BLANK = MenuSession(
    template="", kind="threshold", use=("am",), zone=2, reps=2, rep_s=60, rep_m=None, rest_s=0, jogged=False,
    pace=200, pace_slack=3, work_s=0, work_m=0, warmup_m=0, cooldown_m=0, easy_m=0, distance_m=0,
    duration_s=0, load=0, muscular_load=0, lactate=(200, 300), rpe=(11, 13), lthr_pct=None, hill=False,
)  # fmt: skip
PACE = 300
Limit = Callable[[Programme], bool]


def session(rng: random.Random, coarse: int) -> MenuSession:
    work_s, work_m = (60 * coarse * rng.randint(1, 8) for _ in range(2))
    return replace(
        BLANK,
        template=rng.choice("abc"),
        kind=rng.choice(["threshold", "threshold", "tempo"]),
        work_s=work_s,
        work_m=work_m,
        distance_m=200 * (work_m // 200 + rng.choice([5, 5, 6])),
        duration_s=work_s + rng.choice([600, 900]),
    )


def day_menu(rng: random.Random, sessions: int, coarse: int) -> list[DayChoice]:
    return [
        DayChoice(tuple(session(rng, coarse) for _ in range(sessions)), rng.randint(0, 12))
        for _ in range(rng.randint(2, 7))
    ]


def every_programme(menus: list[list[DayChoice]], max_difference_s: int | None) -> list[Programme]:
    """All of them, by the book; days of the same menu are told apart by their order only."""
    same = all(menu is menus[0] for menu in menus)
    rows = combinations_with_replacement(menus[0], len(menus)) if same else product(*menus)
    found = []
    for days in rows:
        work = [d.work_s for d in days]
        if max_difference_s is not None and max(work) - min(work) > max_difference_s:
            continue
        sessions = [s for d in days for s in d.sessions]
        twice = sum(
            a.template == b.template
            for first, second in combinations(days, 2)
            for a, b in zip(first.sessions, second.sessions, strict=False)
        )
        cost = (
            sum(d.cost for d in days)
            + COST.repeat * twice
            + COST.spread_minute * ((max(work) - min(work)) // 60)
        )
        found.append(Programme(
            days, sum(work), sum(s.work_m for s in sessions), sum(s.distance_m for s in sessions),
            sum(s.duration_s for s in sessions), max(s.distance_m for s in sessions),
            sum(s.kind == "tempo" for s in sessions), cost,
        ))  # fmt: skip
    return found


def surplus_s(p: Programme) -> int:
    """Seconds by which a week of a given distance gets longer with this programme in it."""
    return p.duration_s - p.distance_m * PACE // 1000


def limits(rng: random.Random, everything: list[Programme], resources: Resources) -> list[Limit]:
    """Some limits of the kinds `resources` announces, each just kept by one of the programmes."""
    model = rng.choice(everything)
    found: list[Limit] = [lambda p: p.continuous <= model.continuous]
    if not resources.easy_pcts:
        found.append(lambda p: p.hard_m <= model.hard_m)
    if resources.hours:
        longest_s = surplus_s(rng.choice(everything))
        found.append(lambda p: surplus_s(p) <= longest_s)
    if resources.longest:
        longest_m = rng.choice(everything).longest_m
        found.append(lambda p: p.longest_m <= longest_m)
    if resources.distance:
        found.append(lambda p: p.distance_m == model.distance_m)
    if resources.easy_pcts:
        hard_pct = 100 - rng.choice(resources.easy_pcts)
        rest_s = -(-100 * model.z2_s // hard_pct) - surplus_s(model)
        found.append(lambda p: 100 * p.z2_s <= hard_pct * (rest_s + surplus_s(p)))
    return rng.sample(found, rng.randint(1, len(found)))


def best(offered: list[Programme], kept_by: list[Limit]) -> tuple[int, int] | None:
    """Most Zone 2, and the least cost at that."""
    fits = [p for p in offered if all(limit(p) for limit in kept_by)]
    return max(((p.z2_s, -p.cost) for p in fits), default=None)


@dataclass(frozen=True)
class Case:
    menus: list[list[DayChoice]]
    difference: int | None


def case(seed: int) -> Case:
    rng = random.Random(seed)
    coarse, sessions, days = rng.choice([1, 5]), rng.randint(1, 2), rng.randint(1, 3)
    menu = day_menu(rng, sessions, coarse)
    menus = [menu] * days if rng.random() < 0.5 else [day_menu(rng, sessions, coarse) for _ in range(days)]
    return Case(menus, rng.choice([None, 300, 1200]))


def resources_of(rng: random.Random) -> Resources:
    hours, longest, distance = (rng.random() < 0.4 for _ in range(3))
    return Resources(PACE, rng.choice([(), (), (75,), (75, 80)]), hours, longest, distance)


@pytest.mark.parametrize("seed", range(150))
def test_no_optimum_is_lost_under_limits(seed: int) -> None:
    rng = random.Random(1000 + seed)
    it, resources = case(seed), resources_of(rng)
    everything = every_programme(it.menus, it.difference)
    kept = programmes(it.menus, it.difference, COST, resources)
    assert bool(kept) == bool(everything)
    for _ in range(40 if everything else 0):
        some = limits(rng, everything, resources)
        assert best(kept, some) == best(everything, some)


def test_something_is_left_out() -> None:
    free = Resources(PACE, (), False, False, False)
    cases = [case(seed) for seed in range(60)]
    counts = [
        (len(programmes(c.menus, c.difference, COST, free)), len(every_programme(c.menus, c.difference)))
        for c in cases
    ]
    assert sum(kept for kept, _ in counts) < sum(whole for _, whole in counts) / 2


@pytest.mark.parametrize("seed", range(20))
def test_kept_programmes_are_real_and_sorted(seed: int) -> None:
    it = case(seed)
    kept = programmes(it.menus, it.difference, COST, Resources(PACE, (), True, True, False))
    everything = every_programme(it.menus, it.difference)
    assert all(p in everything for p in kept)
    assert [p.z2_s for p in kept] == sorted((p.z2_s for p in kept), reverse=True)


def test_edges() -> None:
    free = Resources(PACE, (), False, False, False)
    assert programmes([], None, COST, free) == [NO_THRESHOLD]
    assert programmes([[], day_menu(random.Random(1), 1, 1)], None, COST, free) == []
    short, long = (DayChoice((replace(BLANK, work_s=s, work_m=s),), 0) for s in (600, 1800))
    assert programmes([[short], [long]], 300, COST, free) == []
