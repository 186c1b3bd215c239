"""Block after block, all ways through a season that keep the caps and may still come to more than is claimed.

A way is known by what later blocks feel of it: planned metres of its last block and points of its last three weeks.
Of ways alike only the one with most Zone 2 work goes on, and none that another is nowhere worse than.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ndt_opt.witness.choices import UNPLANNED_M, Choices
from ndt_opt.witness.prices import SCALE, Line, Priced
from ndt_opt.witness.programmes import NONE, Whole

BEFORE = 3
"""Weeks that share a cap with the next one."""

STRONG = 2000
"""So many of the best ways are compared with all others."""


class TooMany(Exception):
    """Ways to be tried in the time there is."""


@dataclass(frozen=True)
class Ways:
    """One row a way: `recent` has the points of its last three weeks, `worth` its parts of seconds after prices."""

    metres: Whole
    recent: Whole
    z2_s: Whole
    worth: Whole

    def taken(self, places: Whole) -> Ways:
        return Ways(self.metres[places], self.recent[places], self.z2_s[places], self.worth[places])


def most_seconds(line: Line, own: Priced, usual: int, target_s: int, until: float) -> int | None:
    """Of the ways with at least `target_s` seconds the most that one has; None: there is none.

    Parameters
    ----------
    usual : points of each week before the season.

    Raises
    ------
    TooMany
        where they cannot be tried in time.
    """
    target = SCALE * target_s - own.fixed
    none = np.zeros(1, dtype=np.int64)
    ways = Ways(none + UNPLANNED_M, np.full((1, BEFORE), usual), none, none)
    for block, first, gain, ahead in zip(line.blocks, line.firsts, own.gains, own.ahead, strict=True):
        parts = [(NONE, NONE), *_next(line, ways, block, first, usual, until)]
        one, other = (np.concatenate(places) for places in zip(*parts, strict=True))
        worth = ways.worth[one] + gain[other]
        one, other = one[worth + ahead[other] >= target], other[worth + ahead[other] >= target]
        points = np.column_stack([ways.recent[one], *(block.points(kind)[other] for kind in block.weeks)])
        z2_s, worth = ways.z2_s[one] + block.z2_s[other], ways.worth[one] + gain[other]
        ways = _best(Ways(block.metres[other], points[:, -BEFORE:], z2_s, worth))
        if not len(ways.metres):
            return None
    most = int(ways.z2_s.max())
    return most if most >= target_s else None


def _next(
    line: Line, ways: Ways, block: Choices, first: int, usual: int, until: float
) -> Iterator[tuple[Whole, Whole]]:
    """Pairs of a way and a choice of the next block: for each choice the best way before it.

    Where the block is shorter than three weeks, for each of what later blocks feel of the weeks before it.
    """
    felt = np.unique(ways.recent[:, len(block.weeks) :], axis=0, return_inverse=True)[1].ravel()
    sums, most = _windows(line, block, first, usual)
    order = np.lexsort((-ways.z2_s, felt))
    left, last = NONE, -1
    for way in order:
        if felt[way] != last:
            left, last = np.arange(len(block.metres)), felt[way]
        if not len(left):
            continue
        if time.monotonic() > until:
            raise TooMany
        keeps = 100 * block.metres[left] <= line.step_pct * ways.metres[way]
        for week, (own, cap) in enumerate(zip(sums, most, strict=True)):
            keeps &= own[left] <= cap - ways.recent[way, week:].sum()
        if keeps.any():
            yield np.full(keeps.sum(), way), left[keeps]
            left = left[~keeps]


def _windows(line: Line, block: Choices, first: int, usual: int) -> tuple[list[Whole], list[int]]:
    """Points of the block in the four weeks up to each of its weeks, and the most that those have with earlier ones."""
    points = [block.points(kind) for kind in block.weeks]
    sums = [np.sum(points[max(0, n - BEFORE) : n + 1], axis=0) for n in range(len(points))]
    most = [int(line.windows[first + n]) + max(0, BEFORE - first - n) * usual for n in range(len(points))]
    return sums, most


def _best(ways: Ways) -> Ways:
    """The best of ways alike, without those that one of the strongest beats in everything."""
    order = np.lexsort((-ways.z2_s, *ways.recent.T, ways.metres))
    ways = ways.taken(order)
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (np.diff(ways.metres) != 0) | (np.diff(ways.recent, axis=0) != 0).any(axis=1)
    ways = ways.taken(np.flatnonzero(is_new))
    ways = ways.taken(np.argsort(-ways.z2_s, kind="stable"))
    for place in range(STRONG):
        if place >= len(ways.metres):
            break
        later = slice(place + 1, None)
        beaten = (ways.metres[later] <= ways.metres[place]) & (ways.recent[later] >= ways.recent[place]).all(axis=1)
        if beaten.any():
            ways = ways.taken(np.concatenate([np.arange(place + 1), place + 1 + np.flatnonzero(~beaten)]))
    return ways
