"""What reps add up to, from the raw numbers of a session alone."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from ndt_opt.units import half_up


def work_seconds(reps: int | None, rep_s: int | None, rep_m: int | None, pace: int | None) -> int | None:
    """Seconds of work; None where a number it needs is unknown (`pace` in s/km)."""
    if reps is None:
        return None
    if rep_s is not None:
        return reps * rep_s
    return None if rep_m is None or pace is None else half_up(reps * rep_m * pace, 1000)


def work_metres(reps: int | None, rep_s: int | None, rep_m: int | None, pace: int | None) -> int | None:
    """Metres of work; None where a number it needs is unknown (`pace` in s/km)."""
    if reps is None:
        return None
    if rep_m is not None:
        return reps * rep_m
    return None if rep_s is None or not pace else half_up(reps * rep_s * 1000, pace)


def rep_milliseconds(rep_s: int | None, rep_m: int | None, pace: int | None) -> int | None:
    """Duration of one rep, exact: metres times s/km are milliseconds."""
    if rep_s is not None:
        return 1000 * rep_s
    return None if rep_m is None or pace is None else rep_m * pace


def total(values: Iterable[int | None]) -> int | None:
    """The sum, unknown as soon as one part is."""
    result = 0
    for value in values:
        if value is None:
            return None
        result += value
    return result


def lengthened(rest_s: int, pct: int) -> int:
    """Seconds of a rest that the log has lengthened: whole fives, rounded up; the same at 100 per cent."""
    return 5 * ceil(rest_s * pct / 500) if pct > 100 else rest_s
