"""The numbers of the fast running that is layered on easy runs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ndt_opt.domain.record import Record
from ndt_opt.rules.numbers import Count, Weekdays

Neighbours = Annotated[list[Literal["double", "single", "hit", "race-pace", "race"]], Field(max_length=5)]
"""What a day beside one with strides or hill sprints may hold."""


class SpeedLayer(Record):
    """Fast running at the end of easy runs: on `runs` days a week, `hill_sprint_runs` of them hill sprints without HIT.

    `_days` come first; `_not_before` and `_not_after` name what the next day and the day before may not hold.
    """

    runs: Count
    strides_reps: Annotated[int, Field(ge=1, le=20)]
    strides_m: Annotated[int, Field(ge=40, le=300)]
    strides_days: Weekdays
    strides_not_before: Neighbours
    strides_not_after: Neighbours
    hill_sprint_runs: Count
    hill_sprint_reps: Annotated[int, Field(ge=1, le=20)]
    hill_sprint_s: Annotated[int, Field(ge=5, le=30)]
    hill_sprint_days: Weekdays
    hill_sprint_not_before: Neighbours
    hill_sprint_not_after: Neighbours
