"""Validation errors as the user's lines: key path, what is wrong, what was found, what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from ndt_opt.errors import Problem


def suggestion(key: str, known: Iterable[str]) -> str:
    """`did you mean "weekly_km"?`, or the list of what is known."""
    names = list(known)
    close = difflib.get_close_matches(key, names, n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else ", ".join(names)


def from_validation(
    file_of: Callable[[str], str], error: ValidationError, prefix: str, cls: type[BaseModel]
) -> list[Problem]:
    """One problem per error; `file_of(path)` names the file a key came from."""
    problems = []
    for item in error.errors():
        where = _path(prefix, item["loc"])
        found = _short(item.get("input"))
        if item["type"] == "extra_forbidden":
            known = _fields_at(cls, item["loc"][:-1])
            problems.append(
                Problem(
                    file_of(where), where, "unknown key", repr(item["loc"][-1]), suggestion(str(item["loc"][-1]), known)
                )
            )
        elif item["type"] == "missing":
            problems.append(Problem(file_of(where), where, "missing"))
        else:
            what, allowed = _words(item)
            problems.append(Problem(file_of(where), where, what, found, allowed))
    return problems


def _path(prefix: str, loc: tuple[int | str, ...]) -> str:
    text = prefix
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else str(part))
    return text


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _words(item: Any) -> tuple[str, str]:
    kind, context = item["type"], item.get("ctx", {})
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        sign = {"ge": "at least", "le": "at most", "gt": "more than", "lt": "less than"}
        return "out of range", ", ".join(f"{sign[k]} {v}" for k, v in context.items() if k in sign)
    if kind == "finite_number":
        return "not a finite number", "a finite number"
    if kind == "value_error":
        text = str(context.get("error", item["msg"]))
        return (text, "") if not text.startswith("not ") else ("not understood", text.removeprefix("not "))
    if kind.endswith("_type"):
        return "wrong type", _TYPES.get(kind, item["msg"].removeprefix("Input should be "))
    if kind == "literal_error":
        return "not one of the choices", str(context.get("expected", ""))
    return item["msg"].removeprefix("Value error, "), ""


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


def _fields_at(cls: Any, loc: tuple[int | str, ...]) -> list[str]:
    """Names a record accepts at a place inside it, aliases first."""
    for part in loc:
        if isinstance(part, int):
            continue
        field = next((f for n, f in cls.model_fields.items() if part in (n, f.alias)), None)
        inner = None if field is None else _record_in(field.annotation)
        if inner is None:
            return []
        cls = inner
    return [f.alias or n for n, f in cls.model_fields.items()]


def _record_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _record_in(part)
        if found is not None:
            return found
    return None
