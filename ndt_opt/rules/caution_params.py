"""The numbers of the rules about days away, stated changes and camps."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ndt_opt.domain.record import Record
from ndt_opt.domain.scenario import ChangeKind
from ndt_opt.rules.numbers import Count, Pct


class TransitionCaution(Record):
    """After `from_days` days without an open slot, at most `first_pct`, then `then_pct` per cent of the usual week.

    Weeks of `then_pct` have at most `then_max_singles` threshold sessions.  The first day after
    `easy_first_from_days` days without an open slot is easy.

    By kind of stated change: its first days without a hard session, the most doubles and single threshold sessions on
    its days in a week, and the most of the usual week's km in its load weeks; a kind that is not named has no such
    limit.
    """

    from_days: Annotated[int, Field(ge=7, le=365)]
    first_pct: Pct
    then_pct: Pct
    then_max_singles: Annotated[int, Field(ge=0, le=7)]
    easy_first_from_days: Annotated[int, Field(ge=7, le=365)]
    change_easy_days: dict[ChangeKind, Annotated[int, Field(ge=0, le=28)]]
    change_max_doubles: dict[ChangeKind, Count]
    change_max_singles: dict[ChangeKind, Count]
    change_max_km_pct: dict[ChangeKind, Pct]


class Altitude(Record):
    """Camps at `from_m` metres and higher: paces, easy days, and how the load comes back.

    `slower_s_per_1000m`: seconds per km that threshold work starts slower for every 1000 m above `from_m`.
    No hard session on the first `easy_days` of a camp and the `return_easy_days` after it, no double and no HIT on
    its first `no_double_days`.  `week_pcts`: of the usual week's km, the most in its first load weeks.
    """

    from_m: Annotated[int, Field(ge=0, le=4000)]
    slower_s_per_1000m: Annotated[int, Field(ge=0, le=60)]
    easy_days: Annotated[int, Field(ge=0, le=28)]
    no_double_days: Annotated[int, Field(ge=0, le=56)]
    week_pcts: Annotated[list[Pct], Field(max_length=8)]
    return_easy_days: Annotated[int, Field(ge=0, le=28)]
