"""The base of every frozen, strict record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from ndt_opt.units import format_clock, format_pace, parse_clock, parse_pace


class Record(BaseModel):
    """Frozen; refuses unknown keys, NaN, infinities and values of another type."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False, defer_build=True)


def _from_text(parse: Callable[[str], int]) -> BeforeValidator:
    def read(value: Any) -> Any:
        if isinstance(value, str):
            try:
                return parse(value)
            except ValueError as error:
                raise ValueError(f"not {error}") from None
        raise ValueError(f"not {_wanted(parse)}")

    return BeforeValidator(read)


def _wanted(parse: Callable[[str], int]) -> str:
    try:
        parse("")
    except ValueError as error:
        return str(error)
    return "text"


Pace = Annotated[
    int,
    _from_text(parse_pace),
    PlainSerializer(format_pace, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}:[0-5]\d/(km|mi)$", "examples": ["3:35/km"]}),
]
"""Seconds per kilometre inside; `"3:35/km"` in files."""


Clock = Annotated[
    int,
    _from_text(parse_clock),
    PlainSerializer(format_clock, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}:[0-5]\d$", "examples": ["10:00"]}),
]
"""Minutes after midnight inside; `"10:00"` in files."""


Date = Annotated[dt.date, Field(ge=dt.date(1950, 1, 1), le=dt.date(2150, 12, 31))]
"""A date far enough from the ends of the calendar to count from."""


class Window(Record):
    """A stretch of the local clock, minutes after midnight, `start < end`."""

    start_min: int
    end_min: int

    @property
    def length_s(self) -> int:
        return (self.end_min - self.start_min) * 60


def parse_window(value: Any) -> Any:
    """`"06:00-09:00"` -> Window, `"none"` -> None.

    Raises
    ------
    ValueError
        when the text is no window, or ends before it starts.
    """
    if value == "none" or isinstance(value, Window):
        return None if value == "none" else value
    try:
        start, end = (parse_clock(part.strip()) for part in value.split("-"))
    except (AttributeError, ValueError):
        raise ValueError('not a window like "06:00-09:00", or "none"') from None
    if start >= end:
        raise ValueError("a window must end after it starts")
    return Window(start_min=start, end_min=end)


def format_window(window: Window | None) -> str:
    """The text `parse_window` reads."""
    return "none" if window is None else f"{format_clock(window.start_min)}-{format_clock(window.end_min)}"


SlotWindow = Annotated[
    Window | None,
    BeforeValidator(parse_window),
    PlainSerializer(format_window, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["06:00-09:00", "none"]}),
]
"""When a slot is open; `None` (text `"none"`) closes it."""
