"""What running costs the muscles, in points: the numbers of `[muscular]` of a training model, and of the rule."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ndt_opt.domain.record import Record

Percent = Annotated[int, Field(ge=100, le=300)]
PerKm = Annotated[int, Field(ge=5, le=100, multiple_of=5)]
"""Points per km in steps of 5, so that 200 m of easy running are whole points."""


class Muscular(Record):
    """Points of a session: `per_km` for every easy km; a km of work costs more.

    Work costs `per_km` times the speed against the easy pace, to the power `speed_power`; up to `continuous_pct` per
    cent more by the length of its reps (all of it from `continuous_min` minutes on); `hill_pct` and `track_pct` per
    cent of that on hills and on the track.  Every 200 m of a long run after `long_from_min` minutes cost
    `long_extra_per_km` more.  The usual week of an athlete who does not say: `usual_hard_pct` per cent of it at 5 km
    pace, the rest easy.
    """

    per_km: PerKm
    speed_power: Annotated[int, Field(ge=0, le=4)]
    continuous_pct: Annotated[int, Field(ge=0, le=200)]
    continuous_min: Annotated[int, Field(ge=1, le=240)]
    hill_pct: Percent
    track_pct: Percent
    long_from_min: Annotated[int, Field(ge=0, le=240)]
    long_extra_per_km: Annotated[int, Field(ge=0, le=100, multiple_of=5)]
    usual_hard_pct: Annotated[int, Field(ge=0, le=60)]


class MuscularLoad(Record):
    """Points of a week and of four weeks in a row, per cent of what the athlete is used to.

    That grows by `grow_permille` thousandths with every week of the season.
    """

    max_week_pct: Annotated[int, Field(ge=10, le=1000)]
    max_four_weeks_pct: Annotated[int, Field(ge=10, le=1000)]
    grow_permille: Annotated[int, Field(ge=0, le=100)]
