"""What the user asks to compare, before anything is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A training model, and single numbers on top of it.

    `model`: a name or a path, None for the scenario's own.  `sets`: texts like `rules.RULE.PARAM=VALUE`.
    `name`: what to call it, where the model's name and the numbers would say too little.
    """

    model: str | None = None
    sets: tuple[str, ...] = ()
    name: str = ""


def tidy(override: str) -> str:
    """`hit-count.full_count=0` of ` rules.hit-count.full_count = 0`."""
    key, _, value = override.partition("=")
    return f"{key.strip().removeprefix('rules.')}={value.strip()}"
