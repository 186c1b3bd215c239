"""The most Zone-2 work that the caps on muscular load leave: a dynamic program over blocks.

An option of a block is its weeks' points and work; two neighbours go together where no four weeks across their border
pass the cap.  Few options, with points rounded down, give a bound; then all those that come near it give the next one.
Where its best season climbs faster than the ramp lets blocks grow, these blocks get options of more, easy, metres.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ndt_opt.cpsat.muscular import WINDOW, Caps
from ndt_opt.cpsat.muscular_options import Stretch, stretches
from ndt_opt.cpsat.pareto import Ints, undominated
from ndt_opt.menu.sessions import EASY_UNIT_M

if TYPE_CHECKING:
    from ndt_opt.cpsat.facts import Facts

NEVER = -(10**9)

FEW_OPTIONS = 250
"""More options of a block are put together by coarser points in the first bound."""

NEAR_S = 200
"""How far below the first bound the second looks at first."""


@dataclass(frozen=True)
class Paths:
    """`through[i]` is the most work of a season with each option of stretch `i`; `best` its options in a best season.

    Options that no season of `from_s` and more has are left out; `limits` bound each week's work in every season.
    """

    stretches: list[Stretch]
    through: list[Ints]
    best: list[int]
    total_s: int
    from_s: int
    limits: list[int]

    def leasts(self, total_s: int) -> list[int]:
        """Least work of each week in a season of `total_s`.

        A choice that some option beats is worth that option less what it has less work, so a stretch has at least the
        least, over the options, of its work less what the season with it is better than `total_s`.
        """
        found: list[int] = []
        for own, through in zip(self.stretches, self.through, strict=True):
            able = through >= total_s
            is_known = total_s >= self.from_s and able.any()
            least = int((own.work_s[able] - through[able]).min()) + total_s if is_known else 0
            most = [self.limits[w] for w in own.weeks]
            for n in range(len(most)):
                times = own.alike if n < own.alike else 1
                others = sum(most) - times * most[n]
                found.append(max(0, -(-(least - others) // times)))
        return found

    def targets(self) -> list[tuple[int, int]]:
        """Points and work of every week of a best season."""
        rows = zip(self.stretches, self.best, strict=True)
        return [(int(p), int(z)) for own, i in rows for p, z in zip(own.points[i], own.z2_s[i], strict=True)]


def best_paths(facts: Facts, caps: Caps, limits: list[int]) -> Paths | None:
    """The seasons that keep the caps; None where there is none."""
    every = stretches(facts, limits)
    whole = [_within(own, caps) for own in every]
    first = _paths([_few(own) for own in whole], caps)
    if first is None:
        return None
    below_s = NEAR_S
    while True:
        from_s = max(0, first.total_s - below_s)
        near = [_near(own, *bound, from_s) for own, bound in zip(whole, _bounds(first), strict=True)]
        found = _ramped(facts, near, caps) if all(len(own.points) for own in near) else None
        if found is not None and found.total_s >= from_s:
            return replace(found, from_s=from_s, limits=_limits(every, caps, limits))
        if from_s == 0:
            return None
        below_s = 4 * below_s if found is None else first.total_s - found.total_s


def _limits(parts: list[Stretch], caps: Caps, limits: list[int]) -> list[int]:
    """Most work of each week that its cap leaves, by all its options: one that others beat may have more."""
    found = list(limits)
    for own in parts:
        for week, front in zip(own.weeks, own.fronts, strict=True):
            found[week] = min(found[week], int(front[front[:, 0] <= caps.week[week], 1].max(initial=0)))
        for week in own.weeks[: own.alike]:
            found[week] = min(found[w] for w in own.weeks[: own.alike])
    return found


def _few(own: Stretch) -> Stretch:
    """Options that no other beats; of too many the points are rounded down, which can only lift the bound."""
    step = 1
    while True:
        coarse = replace(own, points=own.points // step * step)
        rows = undominated(np.hstack([coarse.points, -own.work_s[:, None]]))
        if len(rows) <= FEW_OPTIONS:
            return coarse.only(rows)
        step += 1 if step < 4 else step // 2


def _bounds(first: Paths) -> list[tuple[Ints, Ints]]:
    """Per stretch, points of its options and the most that the rest of a season with them has."""
    return [(own.points, through - own.work_s) for own, through in zip(first.stretches, first.through, strict=True)]


def _near(own: Stretch, points: Ints, rest: Ints, from_s: int) -> Stretch:
    """The options that a season of `from_s` may have, by the bound of options of no more points."""
    most = np.full(len(own.points), NEVER)
    for part, value in zip(points, rest, strict=True):
        most = np.where((part <= own.points).all(axis=1), np.maximum(most, value), most)
    return own.only(most + own.work_s >= from_s)


def _ramped(facts: Facts, parts: list[Stretch], caps: Caps) -> Paths | None:
    """The best paths, with steps of volume that the ramp allows."""
    steep: set[int] = set()
    while True:
        own = [_raised(facts, parts, n, caps) if n + 1 in steep else part for n, part in enumerate(parts)]
        found = _paths(own, caps, [n in steep for n in range(len(parts))], facts)
        if found is None:
            return None
        chosen = [part.only([i]) for part, i in zip(found.stretches, found.best, strict=True)]
        more = {n for n in range(1, len(chosen)) if not _may_follow(facts, chosen[n - 1], chosen[n]).all()} - steep
        if not more:
            return found
        steep |= more


def _may_follow(facts: Facts, last: Stretch, own: Stretch) -> NDArray[np.bool_]:
    """Whether the ramp lets the one have its metres after the other's; asked of blocks alike."""
    model = facts.model
    is_plain = all(w.kind in ("load", "recovery") and not w.limited for w in facts.horizon.weeks)
    if not (model.holds("weekly-ramp") and last.alike and own.alike and is_plain):
        return np.ones((len(last.metres), len(own.metres)), dtype=bool)
    pct = model.rules["weekly-ramp"].max_block_pct
    allowed: NDArray[np.bool_] = 100 * own.metres[None, :] <= pct * last.metres[:, None]
    return allowed


def _raised(facts: Facts, parts: list[Stretch], n: int, caps: Caps) -> Stretch:
    """The stretch with options of more easy metres, up to what the next one may ask."""
    own, model = parts[n], facts.model
    per_unit = model.muscular.per_km // 5
    rest_pct = model.rules["recovery-week"].min_km_pct if model.holds("recovery-week") else 0
    pct = model.rules["weekly-ramp"].max_block_pct
    asked = -(-100 * int(_most_metres(parts, n + 1, pct)) // (pct * EASY_UNIT_M)) * EASY_UNIT_M
    found = [own]
    for units in range(1, max(0, asked - int(own.metres.min(initial=asked))) // EASY_UNIT_M + 1):
        more = np.zeros_like(own.points)
        more[:, : own.alike] = units * per_unit
        more[:, own.alike :] = np.maximum(0, rest_pct * units * per_unit // 100 - own.spare)[:, None]
        metres = own.metres + units * EASY_UNIT_M
        level = replace(own, points=own.points + more, metres=metres, spare=np.zeros_like(own.spare))
        found.append(_within(level.only(metres <= asked), caps))
    every = Stretch(
        own.weeks,
        np.concatenate([s.points for s in found]),
        np.concatenate([s.z2_s for s in found]),
        np.concatenate([s.metres for s in found]),
        np.concatenate([s.spare for s in found]),
        own.alike,
        own.fronts,
    )
    place = every.metres[:, None]
    return every.only(undominated(np.hstack([place, -place, every.points, -every.work_s[:, None]])))


def _most_metres(parts: list[Stretch], n: int, pct: int) -> int:
    """Most metres of a stretch, or what the ones after it may ask of it."""
    most = int(parts[n].metres.max(initial=0))
    is_last = n + 1 == len(parts) or not parts[n + 1].alike
    return most if is_last else max(most, 100 * _most_metres(parts, n + 1, pct) // pct)


def _paths(
    parts: list[Stretch], caps: Caps, steep: list[bool] | None = None, facts: Facts | None = None
) -> Paths | None:
    joins = []
    for n in range(1, len(parts)):
        fits = _joins(parts, n, caps)
        joins.append(fits & _may_follow(facts, parts[n - 1], parts[n]) if steep and steep[n] and facts else fits)
    forward = [parts[0].work_s]
    for own, fits in zip(parts[1:], joins, strict=True):
        forward.append(_step(forward[-1], fits, own.work_s))
    backward = [parts[-1].work_s]
    for own, fits in zip(parts[-2::-1], joins[::-1], strict=True):
        backward.insert(0, _step(backward[0], fits.T, own.work_s))
    if forward[-1].max(initial=NEVER) < 0:
        return None
    through = [f + b - own.work_s for f, b, own in zip(forward, backward, parts, strict=True)]
    best = [int(forward[-1].argmax())]
    for values, fits in zip(forward[-2::-1], joins[::-1], strict=True):
        best.insert(0, int(np.where(fits[:, best[0]], values, NEVER).argmax()))
    return Paths(parts, through, best, int(forward[-1].max()), 0, [])


def _step(before: Ints, fits: NDArray[np.bool_], work: Ints) -> Ints:
    """Most work up to each option: the best neighbour it goes with."""
    found: Ints = np.where(fits, before[:, None], NEVER).max(axis=0, initial=NEVER) + work
    return found


def _within(own: Stretch, caps: Caps) -> Stretch:
    """The options that keep the caps on their own weeks."""
    able = np.ones(len(own.points), dtype=bool)
    for n, week in enumerate(own.weeks):
        able &= own.points[:, n] <= caps.week[week]
        before = max(0, WINDOW - 1 - week) * caps.usual if n == week else 0
        first = max(0, n - WINDOW + 1)
        able &= own.points[:, first : n + 1].sum(axis=1) + before <= caps.window[week]
    return own.only(able)


def _joins(parts: list[Stretch], n: int, caps: Caps) -> NDArray[np.bool_]:
    """Which options of stretch `n - 1` and of `n` go together."""
    last, own = parts[n - 1], parts[n]
    fits = np.ones((len(last.points), len(own.points)), dtype=bool)
    for place, week in enumerate(own.weeks):
        first = week - WINDOW + 1
        if first > last.weeks[-1]:
            break
        before = last.points[:, [w >= first for w in last.weeks]].sum(axis=1)
        here = own.points[:, : place + 1].sum(axis=1)
        earlier = max(0, -first) * caps.usual + _least_points(parts[: n - 1], first)
        fits &= before[:, None] <= (caps.window[week] - earlier - here)[None, :]
    return fits


def _least_points(parts: list[Stretch], first: int) -> int:
    """Least points of the weeks from `first` on."""
    return sum(
        int(own.points[:, [w >= first for w in own.weeks]].sum(axis=1).min(initial=10**6))
        for own in parts
        if own.weeks[-1] >= first
    )
