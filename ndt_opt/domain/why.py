"""Why a day of a plan holds what it holds: what anything else would break or cost."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ndt_opt.domain.clash import Clash
from ndt_opt.domain.record import Record

DayKind = Literal["double", "single", "hit", "race-pace", "long", "easy"]


class Instead(Record):
    """Another kind of day, forced onto the date.

    "plan": the best audited plan has `z2_work_s` seconds of Zone-2 work, `z2_cost_s` fewer than without, and
    `preference_cost` more points of broken wishes; `proved` where both optima are.  "impossible": `clash` says what
    breaks.  "open": neither was found in time.
    """

    kind: DayKind
    status: Literal["plan", "impossible", "open"]
    z2_work_s: int | None = None
    z2_cost_s: int | None = None
    preference_cost: int | None = None
    proved: bool = False
    clash: Clash | None = None


class WhyDay(Record):
    """One date of a plan: its kind, the titles of its sessions, and what else it might hold."""

    date: dt.date
    kind: DayKind | Literal["race"]
    sessions: list[str]
    z2_work_s: int
    instead: list[Instead]
