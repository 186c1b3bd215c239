"""Block after block, all ways through a season that keep the caps and may still come to more than is claimed.

A way is known by what later blocks feel of it: planned metres of its last block and points of its last three weeks.
Of ways alike only the one with most Zone 2 work goes on; so does none that is nowhere better than another.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ndt_opt.witness.choices import UNPLANNED_M, Choices
from ndt_opt.witness.prices import SCALE, Line, Priced
from ndt_opt.witness.programmes import Whole

PAIRS = 4_000_000
"""So many ways are tried at once."""

MOST_PAIRS = 1_000_000_000
STRONG = 2000
"""So many of the best ways are compared with all others."""


class TooMany(Exception):
    """Ways to be tried, or no time for them."""


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
    ways = Ways(np.array([UNPLANNED_M]), np.full((1, 3), usual), np.zeros(1, np.int64), np.zeros(1, np.int64))
    tried = 0
    for block, first, gain, ahead in zip(line.blocks, line.firsts, own.gains, own.ahead, strict=True):
        order = np.argsort(-(gain + ahead), kind="stable")
        counts = np.searchsorted(-(gain + ahead)[order], ways.worth - target, side="right")
        tried += int(counts.sum())
        if tried > MOST_PAIRS:
            raise TooMany
        found = []
        for one, other in _pairs(counts):
            if time.monotonic() > until:
                raise TooMany
            found.append(_longer(line, ways, one, block, order[other], gain, first, usual))
        ways = _best(_all(found))
        if not len(ways.metres):
            return None
    most = int(ways.z2_s.max())
    return most if most >= target_s else None


def _pairs(counts: Whole) -> Iterator[tuple[Whole, Whole]]:
    """For each place of `counts` so many pairs with the first numbers, a part at a time."""
    ends, start = np.cumsum(counts), 0
    while start < len(counts):
        done = int(ends[start - 1]) if start else 0
        end = max(start + 1, int(np.searchsorted(ends, done + PAIRS, side="right")))
        own = counts[start:end]
        one = np.repeat(np.arange(start, end), own)
        yield one, np.arange(len(one)) - np.repeat(ends[start:end] - own - done, own)
        start = end


def _longer(
    line: Line, ways: Ways, one: Whole, block: Choices, other: Whole, gain: Whole, first: int, usual: int
) -> Ways:
    """Those ways with those choices of the next block that keep its step and the windows of its weeks."""
    keeps = 100 * block.metres[other] <= line.step_pct * ways.metres[one]
    one, other = one[keeps], other[keeps]
    recent = ways.recent[one]
    for week, kind in enumerate(block.weeks, first):
        points = block.points(kind)[other]
        keeps = recent.sum(axis=1) + points <= line.windows[week] + max(0, 3 - week) * usual
        recent = np.column_stack([recent[:, 1:], points])[keeps]
        one, other = one[keeps], other[keeps]
    return Ways(block.metres[other], recent, ways.z2_s[one] + block.z2_s[other], ways.worth[one] + gain[other])


def _all(found: list[Ways]) -> Ways:
    return Ways(*(np.concatenate(parts) for parts in zip(*(vars(ways).values() for ways in found), strict=True)))


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
