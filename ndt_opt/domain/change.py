"""What a new plan of the rest of a season changed, and the plan that the season began with."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ndt_opt.domain.calendar import Slot
from ndt_opt.domain.record import Record
from ndt_opt.units import distances_in, paces_in

What = Literal["moved", "shortened", "lengthened", "eased", "changed", "dropped", "added"]


class Change(Record):
    """One session that is not what it was.

    Attributes
    ----------
    session : its id, which it keeps when it is moved
    date, slot : where it is now; of one that was dropped where it was
    was : day and slot before it was moved, like `2027-01-05-pm`
    before, after : its titles; None of one that was added or dropped
    why : in words, with the rules in parentheses
    """

    what: What
    session: str
    date: dt.date
    slot: Slot
    kind: str
    was: str | None
    before: str | None
    after: str | None
    why: str


class Cancelled(Record):
    """A planned session that is planned no more; `revision` is the one that dropped it.

    `date`, `slot` and `start` (local, with its zone) are where it was.
    """

    id: str
    date: dt.date
    slot: Slot
    start: str
    kind: str
    title: str
    revision: int
    why: str

    def title_in(self, unit: str) -> str:
        """As a session's: the pace, and the distance of an easy run, in `km` or `mi`."""
        title = paces_in(self.title, unit)
        return distances_in(title, unit) if self.kind in ("easy", "long") else title


class OriginalWeek(Record):
    """A week of the first plan; metres and seconds."""

    start: dt.date
    distance_m: int
    z2_work_s: int
    sessions: int


class Original(Record):
    """The plan that the season began with: its name, the SHA-256 of its file, and its weeks."""

    plan_id: str
    sha256: str
    weeks: list[OriginalWeek]
