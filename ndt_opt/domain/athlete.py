"""Who trains: results, volume, and what a test has told."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from ndt_opt.domain.record import Date, Pace, Record
from ndt_opt.units import parse_race_time


def _race_time(text: str) -> str:
    try:
        parse_race_time(text)
    except ValueError as error:
        raise ValueError(f"not {error}") from None
    return text


LONGEST_RUN_KM = (3, 60)
"""What the longest run of a month may be."""
RaceTime = Annotated[str, AfterValidator(_race_time)]


class RaceResult(Record):
    """One race or time trial; `time` is text such as `13:06`."""

    distance_m: Annotated[int, Field(ge=800, le=100_000)]
    time: RaceTime
    date: Date | None = None

    @property
    def seconds(self) -> float:
        return parse_race_time(self.time)


class LactateTest(Record):
    """What a step test said of the second lactate threshold (LT2)."""

    lt2_mmol: Annotated[float, Field(ge=2.2, le=8.0)] = 3.0
    lt2_pace: Pace | None = None
    tested: Date | None = None


class HeartRate(Record):
    """Tested values only; `max_bpm` is never 220 minus age."""

    max_bpm: Annotated[int, Field(ge=120, le=240)] | None = None
    lthr_bpm: Annotated[int, Field(ge=90, le=230)] | None = None


class Athlete(Record):
    """`weekly_km` is the mean of the last four weeks; raising it is the athlete's decision."""

    name: Annotated[str, Field(max_length=200)] = "Runner"
    results: Annotated[list[RaceResult], Field(max_length=50)] = []
    weekly_km: Annotated[float, Field(ge=15, le=300)]
    max_weekly_km: Annotated[float, Field(ge=15, le=300)] | None = None
    longest_run_km: Annotated[float, Field(ge=LONGEST_RUN_KM[0], le=LONGEST_RUN_KM[1])] | None = None
    easy_pace: Pace | None = None
    max_weekly_hours: Annotated[float, Field(ge=1.5, le=40)] | None = None
    lactate: LactateTest | None = None
    heart_rate: HeartRate | None = None
