"""What a case of a broken rule is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """`broken` are the places the rule breaks; empty: it is kept."""

    slug: str
    name: str
    broken: tuple[str, ...] = ()
    edit: dict[str, dict[str, Any]] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    add: tuple[Any, ...] = ()
    of: dict[str, Any] = field(default_factory=dict)
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    plan: dict[str, Any] = field(default_factory=dict)
