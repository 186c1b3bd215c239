"""What the training log says about the sessions to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Family = Literal["double-am", "double-pm", "single"]
"""Analogous threshold sessions: mornings of double days, their afternoons, single ones."""
FAMILIES: tuple[Family, ...] = ("double-am", "double-pm", "single")
FAMILY_NAMES: dict[Family, str] = {
    "double-am": "mornings of double days", "double-pm": "afternoons of double days", "single": "single sessions",
}  # fmt: skip


@dataclass(frozen=True)
class Held:
    """How a family is run: `rest_s` between reps at least (0: as the template says), `slower_s` per km slower."""

    rest_s: int = 0
    slower_s: int = 0


@dataclass(frozen=True)
class Adjustment:
    """A change for the next analogous session.

    Attributes
    ----------
    after : id of the session that brought it
    reasons : what the sessions in a row had said, the oldest first
    before, after_it : how the family is run
    rules : of the method
    next_id : the session it applies to first, or None where the plan has none left
    """

    family: Family
    after: str
    reasons: tuple[str, ...]
    before: Held
    after_it: Held
    rules: tuple[str, ...]
    next_id: str | None


@dataclass(frozen=True)
class Deload:
    """A recovery week is mandated from `start`; None where that week is no load week anyway."""

    after: str
    start: dt.date | None
    reasons: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Advice:
    """All that a log has changed, in its order; `held` is how each family is run after it."""

    adjustments: tuple[Adjustment, ...]
    deloads: tuple[Deload, ...]
    notes: tuple[str, ...]
    held: dict[Family, Held]
