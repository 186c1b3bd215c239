"""What a check has to say about one place; a check that says nothing found its rule kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Verdict:
    """`where` is a date, a week's first day or a session id."""

    status: Literal["broken", "not checked"]
    where: str
    found: str
    allowed: str


def broken(where: object, found: str, allowed: str) -> Verdict:
    """The rule does not hold there."""
    return Verdict("broken", str(where), found, allowed)


def unknown(where: object, reason: str, allowed: str = "") -> Verdict:
    """The rule needs something that is not known there."""
    return Verdict("not checked", str(where), reason, allowed)
