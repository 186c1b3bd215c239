"""Validation errors as the user's lines: key path, what is wrong, what was found, what is allowed."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from ndt_opt.errors import Problem


def suggestion(key: str, known: Iterable[str]) -> str:
    """`did you mean "weekly_km"?`, or the list of what is known."""
    names = list(known)
    close = difflib.get_close_matches(key, names, n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else ", ".join(names)


def wrong(where: str, what: str, found: object = "", allowed: str = "") -> Problem:
    """A problem whose file is named later."""
    return Problem("", where, what, str(found), allowed)


def shown(value: Any) -> str:
    """A value as a line can show it: short, and no integer that Python refuses to print."""
    if isinstance(value, int) and value.bit_length() > 63:
        return f"an integer of {value.bit_length()} bits"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    try:
        text = repr(value)
    except ValueError:
        return "an integer beyond 64 bits"
    return text if len(text) <= 60 else f"{text[:57]}..."


def from_validation(
    file_of: Callable[[str], str], error: ValidationError, prefix: str, cls: type[BaseModel]
) -> list[Problem]:
    """One problem per error; `file_of(path)` names the file a key came from."""
    problems = []
    for item in error.errors():
        where = _path(prefix, item["loc"])
        problems.append(Problem(file_of(where), where, *_words(item, cls)))
    return problems


def _path(prefix: str, loc: tuple[int | str, ...]) -> str:
    text = prefix
    for part in (p for p in loc if p != "[key]"):
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else str(part))
    return text


def _words(item: Any, cls: type[BaseModel]) -> tuple[str, str, str]:
    """What is wrong, what was found, what is allowed."""
    kind, context, found = item["type"], item.get("ctx", {}), shown(item.get("input"))
    if kind == "missing":
        return "missing", "", ""
    if kind == "extra_forbidden":
        key = str(item["loc"][-1])
        return "unknown key", shown(key), suggestion(key, [f.alias or n for n, f in _fields(cls, item["loc"][:-1])])
    if kind in ("too_short", "too_long"):
        return "wrong number of values", str(context["actual_length"]), _count(cls, item["loc"])
    if kind == "string_too_long":
        return "too long", f"{len(item['input'])} characters", f"at most {context['max_length']} characters"
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        sign = {"ge": "at least", "le": "at most", "gt": "more than", "lt": "less than"}
        return "out of range", found, ", ".join(f"{sign[k]} {v}" for k, v in context.items() if k in sign)
    if kind == "float_type" and type(item["input"]) is int:
        return "out of range", found, "64 bits"
    if kind == "finite_number":
        return "not a finite number", found, "a finite number"
    if kind == "value_error":
        text = str(context["error"])
        return ("not understood", found, text[4:]) if text.startswith("not ") else (text, found, "")
    if kind.endswith("_type"):
        return "wrong type", found, _TYPES.get(kind, item["msg"].removeprefix("Input should be "))
    if kind == "literal_error":
        return "not one of the choices", found, str(context.get("expected", ""))
    return item["msg"], found, ""


_TYPES = {
    "int_type": "a whole number",
    "float_type": "a number",
    "string_type": "text",
    "date_type": "a TOML date such as 2026-11-30, without quotes",
    "list_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "bool_type": "true or false",
}


def _fields(cls: Any, loc: tuple[int | str, ...]) -> list[tuple[str, FieldInfo]]:
    """The fields a record has at a place inside it."""
    for part in loc:
        if isinstance(part, str):
            field = next((f for n, f in cls.model_fields.items() if part in (n, f.alias)), None)
            cls = None if field is None else _record_in(field.annotation)
            if cls is None:
                return []
    return list(cls.model_fields.items())


def _count(cls: Any, loc: tuple[int | str, ...]) -> str:
    """How many values the list at a place may hold."""
    field = next(f for n, f in _fields(cls, loc[:-1]) if loc[-1] in (n, f.alias))
    inner = [mark for part in get_args(field.annotation) for mark in getattr(part, "__metadata__", ())]
    marks = [m for mark in (*field.metadata, *inner) for m in getattr(mark, "metadata", [mark])]
    low = next((m.min_length for m in marks if hasattr(m, "min_length")), None)
    high = next((m.max_length for m in marks if hasattr(m, "max_length")), None)
    if low == high:
        return f"exactly {low} values"
    limits = [f"at least {low}"] * (low is not None) + [f"at most {high}"] * (high is not None)
    return f"{', '.join(limits)} values"


def _record_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _record_in(part)
        if found is not None:
            return found
    return None
