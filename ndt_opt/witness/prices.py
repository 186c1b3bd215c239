"""A price on every point: what it leaves of a season falls apart into blocks, bound by their planned km alone.

At any prices the best that is left is at least the most Zone 2 work under the caps (Lagrange), so the bound holds
whatever prices the search ends with; good prices make it low.  All sums are whole numbers.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ndt_opt.witness.choices import Choices
from ndt_opt.witness.programmes import Whole

SCALE = 4096
"""A second is so many parts."""

NOTHING = -(1 << 60)
ROUNDS, PATIENCE, SHRINK, LEAST = 400, 6, 0.6, 0.01
"""Steps of the search; after so many that did not lower the bound they become so much shorter, down to the least."""

THIN_EVERY = 10


@dataclass(frozen=True)
class Line:
    """The blocks of a season in turn, each with its choices.

    `firsts`: the first week of each block; `windows`: most points of the weeks of the season among the four up to
    each week; `step_pct`: most planned metres of a block, per cent of those of the block before.
    """

    blocks: tuple[Choices, ...]
    firsts: tuple[int, ...]
    windows: Whole
    step_pct: int

    @property
    def is_broken(self) -> bool:
        """Whether a block has no choice."""
        return any(not len(block.metres) for block in self.blocks)

    def weights(self) -> list[tuple[Whole, Whole]]:
        """How often a block's load week and its recovery week stand in each window."""
        found = []
        for first, block in zip(self.firsts, self.blocks, strict=True):
            own = {kind: np.zeros(len(self.windows), dtype=np.int64) for kind in ("load", "recovery")}
            for n, kind in enumerate(block.weeks):
                own[kind][first + n : first + n + 4] += 1
            found.append((own["load"], own["recovery"]))
        return found


@dataclass(frozen=True)
class Priced:
    """Parts of seconds: a point's price in each window, and what they give for the caps themselves; by block, what each
    choice gains after prices, and the most that the blocks after it gain; the most of the season."""

    prices: Whole
    fixed: int
    gains: list[Whole]
    ahead: list[Whole]
    bound: int


def priced(line: Line, prices: Whole) -> Priced:
    """The line at these prices, parts of seconds a point in each window."""
    gains: list[Whole] = []
    ahead: list[Whole] = []
    after = None
    for block, (load, recovery) in zip(reversed(line.blocks), reversed(line.weights()), strict=True):
        gains.insert(0, SCALE * block.z2_s - (prices @ load) * block.load - (prices @ recovery) * block.recovery)
        most = np.zeros_like(block.metres) if after is None else after.up_to(line.step_pct * block.metres)
        ahead.insert(0, most)
        after = _Most(100 * block.metres, gains[0] + ahead[0])
    fixed = int(prices @ line.windows)
    return Priced(prices, fixed, gains, ahead, fixed + int((gains[0] + ahead[0]).max()))


def searched(line: Line, target_s: int, until: float) -> tuple[Line, Priced | None]:
    """The choices that may be part of `target_s` seconds, and their value at the best prices found; None: there are
    none."""
    prices = low_prices = np.zeros(len(line.windows))
    low, length, idle, target = None, 1.0, 0, SCALE * target_s
    for step in range(1, ROUNDS + 1):
        own = priced(line, _parts(prices))
        idle += 1
        if low is None or own.bound < low:
            low, low_prices, idle = own.bound, prices, 0
        if low < target:
            return line, None
        beyond = _beyond(line, own)
        beyond[(prices <= 0) & (beyond < 0)] = 0
        length, idle = (length * SHRINK, 0) if idle == PATIENCE else (length, idle)
        if not beyond.any() or length < LEAST or time.monotonic() > until:
            break
        prices = np.maximum(prices + length * (own.bound - target) / SCALE / (beyond @ beyond) * beyond, 0)
        if step % THIN_EVERY == 0:
            line = _thinned(line, own, target)
            if line.is_broken:
                return line, None
    return narrowed(line, priced(line, _parts(low_prices)), target_s)


def narrowed(line: Line, own: Priced, target_s: int) -> tuple[Line, Priced | None]:
    """The choices that may be part of `target_s` seconds, at the same prices; None: there are none."""
    line = _thinned(line, own, SCALE * target_s)
    return line, None if line.is_broken else priced(line, own.prices)


def _thinned(line: Line, own: Priced, target: int) -> Line:
    blocks: list[Choices] = []
    before = None
    for block, gain, ahead in zip(line.blocks, own.gains, own.ahead, strict=True):
        behind = np.full(len(gain), own.fixed) if before is None else before.from_(100 * block.metres)
        blocks.append(block.taken(behind + gain + ahead >= target))
        before = _Most(line.step_pct * block.metres, behind + gain)
    return replace(line, blocks=tuple(blocks))


class _Most:
    """The most of some values, by the key they have."""

    def __init__(self, keys: Whole, values: Whole) -> None:
        self.keys, place = np.unique(keys, return_inverse=True)
        most = np.full(len(self.keys), NOTHING)
        np.maximum.at(most, place, values)
        self.rising = np.maximum.accumulate(most)
        self.falling = np.maximum.accumulate(most[::-1])[::-1]

    def up_to(self, keys: Whole) -> Whole:
        """Of values with a key no higher."""
        place = np.searchsorted(self.keys, keys, side="right") - 1
        return np.where(place >= 0, self.rising[np.maximum(place, 0)], NOTHING)

    def from_(self, keys: Whole) -> Whole:
        """Of values with a key no lower."""
        place = np.searchsorted(self.keys, keys, side="left")
        last = len(self.keys) - 1
        return np.where(place <= last, self.falling[np.minimum(place, last)], NOTHING)


def _parts(prices: NDArray[Any]) -> Whole:
    return np.rint(SCALE * prices).astype(np.int64)


def _beyond(line: Line, own: Priced) -> NDArray[Any]:
    """Points above the caps, window by window, of the best at these prices."""
    found, most = -line.windows.astype(float), None
    for block, (load, recovery), gain, ahead in zip(line.blocks, line.weights(), own.gains, own.ahead, strict=True):
        total = gain + ahead
        if most is not None:
            total = np.where(100 * block.metres <= most, total, NOTHING)
        best = int(np.argmax(total))
        found += load * block.load[best] + recovery * block.recovery[best]
        most = line.step_pct * block.metres[best]
    return found
