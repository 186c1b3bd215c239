"""Weeks on the way back from many days without an open slot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ndt_opt.rules.params import WeeklyRamp


def return_pcts(is_open: Sequence[bool], params: WeeklyRamp) -> list[int | None]:
    """Per week the most km, per cent of the usual week; None where no absence asks for less.

    `is_open` tells of every day of the season whether it has an open slot.  An absence of g days holds down the
    weeks that begin within it, and in the g days after it: the first half more than the second.
    """
    pcts: list[int | None] = [None] * (len(is_open) // 7)
    day = 0
    for has_slot, run in groupby(is_open):
        length = len(list(run))
        first, end = day, day + length
        day = end
        if has_slot or length < params.return_from_days:
            continue
        for week in range(-(-first // 7), len(pcts)):
            since = 7 * week - end
            if since < length:
                pcts[week] = params.return_pct if 2 * since < length else params.return_later_pct
    return pcts
