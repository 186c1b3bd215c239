"""Days in a row without an open slot, and the weeks on the way back from them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from ndt_opt.rules.caution_params import TransitionCaution

WayBack = Literal["first", "then"]


def absences(is_open: Sequence[bool], params: TransitionCaution) -> list[tuple[int, int]]:
    """First day, and the day after the last, of each; `is_open` tells of every day whether it has an open slot."""
    return _without_slot(is_open, params.from_days)


def first_days_back(is_open: Sequence[bool], params: TransitionCaution) -> set[int]:
    """The days after so many without a slot that the first run is easy."""
    return {end for _, end in _without_slot(is_open, params.easy_first_from_days)}


def _without_slot(is_open: Sequence[bool], least: int) -> list[tuple[int, int]]:
    found, day = [], 0
    for has_slot, run in groupby(is_open):
        length = len(list(run))
        if not has_slot and length >= least:
            found.append((day, day + length))
        day += length
    return found


def ways_back(is_open: Sequence[bool], is_load: Sequence[bool], params: TransitionCaution) -> list[WayBack | None]:
    """Per week the step of the way back it belongs to: the lowest, where absences follow each other closely.

    A load week with an open day is a step.
    """
    steps: list[WayBack | None] = [None] * len(is_load)
    for first, end in absences(is_open, params):
        number = (end - first) // 7
        done = 0
        for week in range(-(-first // 7), len(is_load)):
            if done >= number:
                break
            if done < number // 2:
                steps[week] = "first"
            elif steps[week] is None:
                steps[week] = "then"
            done += 7 * week >= end and is_load[week] and any(is_open[7 * week : 7 * week + 7])
    return steps
