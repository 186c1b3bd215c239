"""A race on its date."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ndt_opt.domain.calendar import Slot
from ndt_opt.domain.record import Clock, Date, Record

Priority = Literal["A", "B", "C"]
NOON_MIN = 12 * 60


class Race(Record):
    """A race on its date; `start` is the gun's local time, before noon a morning session."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200)] = "Race"
    date: Date
    distance_m: Annotated[int, Field(ge=800, le=50_000)]
    priority: Priority
    start: Clock = 10 * 60

    @property
    def slot(self) -> Slot:
        return "am" if self.start < NOON_MIN else "pm"
