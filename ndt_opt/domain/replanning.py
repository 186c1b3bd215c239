"""Planning the rest of a season anew: how close it stays to the old plan."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ndt_opt.domain.record import Record

Points = Annotated[int, Field(ge=0, le=1000)]


class Replanning(Record):
    """Points of closeness, and when a gain is too small to move anything; `docs/replan.md` tells how these work.

    `day`: a day that changes what it is; `slot`: its session in the other slot; `session`: other reps; `km`: a km more
    or less in the week or its long run.
    `near`: what all that counts in the first weeks, week by week; 1 in those after.
    `min_gain_min`: a block that could gain less Zone-2 time stays as it was.
    `away_days`: so many days without a run, planned sessions among them, are an absence (less than `jog_pct` per cent
    of a day's km is none); `easy_pct`: after it so many per cent as many days go easy.
    """

    day: Points
    slot: Points
    session: Points
    km: Points
    near: Annotated[list[Annotated[int, Field(ge=1, le=100)]], Field(min_length=1, max_length=52)]
    min_gain_min: Annotated[int, Field(ge=0, le=120)]
    jog_pct: Annotated[int, Field(ge=0, le=100)]
    away_days: Annotated[int, Field(ge=2, le=30)]
    easy_pct: Annotated[int, Field(ge=0, le=200)]

    def dearness(self, weeks_ahead: int) -> int:
        """What a change counts in a week so many weeks after the first open one."""
        return self.near[weeks_ahead] if weeks_ahead < len(self.near) else 1
