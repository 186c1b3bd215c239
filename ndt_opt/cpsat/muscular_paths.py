"""The most Zone-2 work that the caps on muscular load leave: a dynamic program over blocks.

An option of a block is its weeks' points and work; two neighbours go together where no four weeks across their border
pass the cap.  Few options, with points rounded down, give a bound; then all those that come near it give the next one.
Where its best season climbs faster than the ramp lets blocks grow, these blocks get options of more, easy, metres.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ndt_opt.cpsat.muscular import WINDOW, Caps, counted
from ndt_opt.cpsat.muscular_border import NEVER, Border
from ndt_opt.cpsat.muscular_options import Stretch, stretches
from ndt_opt.cpsat.pareto import Ints, undominated
from ndt_opt.menu.sessions import EASY_UNIT_M

if TYPE_CHECKING:
    from ndt_opt.cpsat.facts import Facts

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
    every = [_lived_within(facts, own, caps) for own in stretches(facts, limits)]
    whole = [_within(own, caps) for own in every]
    first = _paths([_few(own) for own in whole], caps)
    if first is None:
        return None
    below_s = NEAR_S
    while True:
        from_s = max(0, first.total_s - below_s)
        near = [_near(own, *bound, from_s) for own, bound in zip(whole, _bounds(first), strict=True)]
        found = _ramped(facts, near, caps, first, from_s) if all(len(own.points) for own in near) else None
        if found is not None and found.total_s >= from_s:
            return replace(found, from_s=from_s, limits=_limits(every, caps, limits))
        if from_s == 0:
            return None
        below_s = 4 * below_s if found is None else first.total_s - found.total_s


def _lived_within(facts: Facts, own: Stretch, caps: Caps) -> Stretch:
    """A week that is run, with no more points than the caps leave it: facts break none, and the bound stays one."""
    index = own.weeks[0]
    if facts.horizon.weeks[index].is_open:
        return own
    return replace(own, points=np.array([[counted(int(own.points[0, 0]), index, caps)]], dtype=np.int64))


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
    """The options that a season of `from_s` may have.

    The rest of a season with an option has no more work than it would have with any option of no more points.
    """
    most = np.full(len(own.points), -NEVER)
    for part, value in zip(points, rest, strict=True):
        most = np.where((part <= own.points).all(axis=1), np.minimum(most, value), most)
    return own.only(most + own.work_s >= from_s)


def _ramped(facts: Facts, parts: list[Stretch], caps: Caps, first: Paths, from_s: int) -> Paths | None:
    """The best paths with steps of volume that the ramp allows: all of `from_s` and more, or one of less."""
    steps: dict[int, int] = {}
    whole, bounds = parts, _bounds(first)
    while True:
        found = _paths(parts, caps, steps)
        if found is None:
            return None
        chosen = [int(part.metres[i]) for part, i in zip(found.stretches, found.best, strict=True)]
        asked = {n: _step_pct(facts) for n in _asked(facts, parts) if n not in steps}
        more = {n: pct for n, pct in asked.items() if 100 * chosen[n] > pct * chosen[n - 1]}
        if not more:
            return found
        if found.total_s >= from_s:
            parts = [part.only(own >= from_s) for part, own in zip(parts, found.through, strict=True)]
        raised = {n - 1: _near(_raised(facts, whole, n - 1, caps), *bounds[n - 1], from_s) for n in more}
        parts = [raised.get(n, part) for n, part in enumerate(parts)]
        steps |= more


def _step_pct(facts: Facts) -> int:
    return int(facts.model.rules["weekly-ramp"].max_block_pct)


def _asked(facts: Facts, parts: list[Stretch]) -> list[int]:
    """The stretches whose metres the ramp compares with those before: blocks of weeks alike, in a plain season."""
    is_plain = all(w.kind in ("load", "recovery") and not w.limited for w in facts.horizon.weeks)
    if not (facts.model.holds("weekly-ramp") and is_plain):
        return []
    return [n for n in range(1, len(parts)) if parts[n - 1].alike and parts[n].alike]


def _raised(facts: Facts, parts: list[Stretch], n: int, caps: Caps) -> Stretch:
    """The stretch with options of more easy metres, up to what the next one may ask."""
    own, model = parts[n], facts.model
    per_unit = model.muscular.per_km // 5
    rest_pct = model.rules["recovery-week"].min_km_pct if model.holds("recovery-week") else 0
    asked = _asked_metres(parts, n, _step_pct(facts))
    found = [own]
    for units in range(1, max(0, asked - int(own.metres.min(initial=asked))) // EASY_UNIT_M + 1):
        more = np.zeros_like(own.points)
        more[:, : own.alike] = units * per_unit
        more[:, own.alike :] = np.maximum(0, rest_pct * units * per_unit // 100 - own.spare)[:, None]
        metres = own.metres + units * EASY_UNIT_M
        level = replace(own, points=own.points + more, metres=metres, spare=np.zeros_like(own.spare))
        found.append(_within(level.only(metres <= np.minimum(asked, own.upto)), caps))
    return Stretch(
        own.weeks,
        np.concatenate([s.points for s in found]),
        np.concatenate([s.z2_s for s in found]),
        np.concatenate([s.metres for s in found]),
        np.concatenate([s.upto for s in found]),
        np.concatenate([s.spare for s in found]),
        own.alike,
        own.fronts,
    )


def _asked_metres(parts: list[Stretch], n: int, pct: int) -> int:
    """Metres of a stretch that the ramp asks for before the most of the next, which the ones after it may ask for."""
    if n + 1 == len(parts) or not parts[n + 1].alike:
        return 0
    most = max(int(parts[n + 1].metres.max(initial=0)), _asked_metres(parts, n + 1, pct))
    return -(-100 * most // (pct * EASY_UNIT_M)) * EASY_UNIT_M


def _paths(parts: list[Stretch], caps: Caps, steps: dict[int, int] | None = None) -> Paths | None:
    """The best season through the stretches; `steps`: most per cent of the metres before, where the ramp is asked."""
    borders = [_border(parts, n, caps, (steps or {}).get(n)) for n in range(1, len(parts))]
    forward = [parts[0].work_s]
    for own, border in zip(parts[1:], borders, strict=True):
        forward.append(border.after(forward[-1]) + own.work_s)
    backward = [parts[-1].work_s]
    for own, border in zip(parts[-2::-1], borders[::-1], strict=True):
        backward.insert(0, border.before(backward[0]) + own.work_s)
    if forward[-1].max(initial=NEVER) < 0:
        return None
    through = [f + b - own.work_s for f, b, own in zip(forward, backward, parts, strict=True)]
    best = [int(forward[-1].argmax())]
    for values, border in zip(forward[-2::-1], borders[::-1], strict=True):
        fits = (border.first <= border.second[best[0]]).all(axis=1)
        best.insert(0, int(np.where(fits, values, NEVER).argmax()))
    return Paths(parts, through, best, int(forward[-1].max()), 0, [])


def _within(own: Stretch, caps: Caps) -> Stretch:
    """The options that keep the caps on their own weeks."""
    able = np.ones(len(own.points), dtype=bool)
    for n, week in enumerate(own.weeks):
        able &= own.points[:, n] <= caps.week[week]
        before = max(0, WINDOW - 1 - week) * caps.usual if n == week else 0
        first = max(0, n - WINDOW + 1)
        able &= own.points[:, first : n + 1].sum(axis=1) + before <= caps.window[week]
    return own.only(able)


def _border(parts: list[Stretch], n: int, caps: Caps, step_pct: int | None) -> Border:
    """Which options of stretch `n - 1` and of `n` go together: no four weeks pass their cap, no step is too steep."""
    last, own = parts[n - 1], parts[n]
    first, second = [np.zeros(len(last.points), dtype=np.int64)], [np.zeros(len(own.points), dtype=np.int64)]
    for place, week in enumerate(own.weeks):
        begins = week - WINDOW + 1
        if begins > last.weeks[-1]:
            break
        earlier = max(0, -begins) * caps.usual + _least_points(parts[: n - 1], begins)
        first.append(last.points[:, [w >= begins for w in last.weeks]].sum(axis=1))
        second.append(caps.window[week] - earlier - own.points[:, : place + 1].sum(axis=1))
    if step_pct is not None:
        first.append(-step_pct * last.metres)
        second.append(-100 * own.metres)
    return Border(np.stack(first, axis=1), np.stack(second, axis=1))


def _least_points(parts: list[Stretch], first: int) -> int:
    """Least points of the weeks from `first` on."""
    return sum(
        int(own.points[:, [w >= first for w in own.weeks]].sum(axis=1).min(initial=10**6))
        for own in parts
        if own.weeks[-1] >= first
    )
