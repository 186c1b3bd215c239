"""Why there is no plan, shown member by member, and what would make one possible."""

from __future__ import annotations

from typing import Literal

from ndt_opt.domain.clash import Clash
from ndt_opt.domain.record import Record


class ShownPlan(Record):
    """An audited plan of a clash's first weeks without one member (`without` is its key): that member is needed."""

    without: str
    z2_work_s: int
    distance_m: int
    rules_kept: int


class ShownClash(Record):
    """A clash, and a plan without each of its members."""

    clash: Clash
    plans: list[ShownPlan]


class ChangeTold(Record):
    """One line to change: `where` it stands, what was `found`, what to write `instead`."""

    where: str
    found: str
    instead: str
    words: str


class Repair(Record):
    """Changes that together make a plan possible; none of them can be left out.

    `z2_work_s` is the audited plan's Zone-2 work, in all and in its busiest week; `status` says whether it is proved to
    be the most.  `size` counts steps, lines and days.
    """

    changes: list[ChangeTold]
    size: int
    status: Literal["optimal", "feasible"]
    z2_work_s: int
    busiest_week_s: int


class Explanation(Record):
    """`clashes` are different minimal clashes; a repair answers all of them.

    `complete`: every clash and every smallest repair of the kinds tried is there; else limits or time cut it short.
    """

    clashes: list[ShownClash]
    repairs: list[Repair]
    notes: list[str]
    complete: bool
