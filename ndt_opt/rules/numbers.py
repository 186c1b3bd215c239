"""The kinds of numbers that rules take."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ndt_opt.domain.calendar import Weekday

Pct = Annotated[int, Field(ge=0, le=100)]
Minutes = Annotated[int, Field(ge=0, le=600)]
Count = Annotated[int, Field(ge=0, le=7)]
Km = Annotated[int, Field(ge=0, le=400)]
Weekdays = Annotated[list[Weekday], Field(max_length=7)]
