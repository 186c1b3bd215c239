"""What the training log says about the sessions to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ndt_opt.domain.lived import Family, longer_rest

FAMILIES: tuple[Family, ...] = ("double-am", "double-pm", "single")
FAMILY_NAMES: dict[Family, str] = {
    "double-am": "mornings of double days", "double-pm": "afternoons of double days", "single": "single sessions",
}  # fmt: skip


@dataclass(frozen=True)
class Held:
    """How a family is run: `rest_pct` per cent of the template's rests, `slower_s` per km slower than its pace."""

    rest_pct: int = 100
    slower_s: int = 0

    def rest_s(self, planned_s: int) -> int:
        """Seconds of a rest of the template's."""
        return longer_rest(planned_s, self.rest_pct)


AS_PLANNED = Held()


@dataclass(frozen=True)
class NextSession:
    """The session that a change applies to first: rests and pace before and after; None where it has none."""

    id: str
    rest_s: tuple[int, int] | None
    pace: tuple[int, int] | None


@dataclass(frozen=True)
class Adjustment:
    """A change for the next analogous session.

    Attributes
    ----------
    after, on : id of the session that brought it, and the day it was run
    reasons : what the sessions in a row had said, numbers and rules, the oldest first
    before, now : how the family is run
    rules : of the method, for the change itself
    next : the session it applies to first, or None where the plan has none left
    """

    family: Family
    after: str
    on: dt.date
    reasons: tuple[str, ...]
    before: Held
    now: Held
    rules: tuple[str, ...]
    next: NextSession | None


@dataclass(frozen=True)
class Deload:
    """A recovery week is mandated from `start`; None where no load week follows (`instead` says what does)."""

    after: str
    on: dt.date
    start: dt.date | None
    instead: str
    reasons: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Advice:
    """All that a log has changed, in its order; `held` is how each family is run after it, `as_of` its last day."""

    as_of: dt.date | None
    adjustments: tuple[Adjustment, ...]
    deloads: tuple[Deload, ...]
    notes: tuple[str, ...]
    held: dict[Family, Held]
