"""The numbers of the rules about phases and races."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ndt_opt.domain.record import Record
from ndt_opt.domain.scenario import Race
from ndt_opt.rules.numbers import Minutes, Pct


class Mix(Record):
    """Hard sessions of a week: at most so many double days, singles (`singles_with_double` beside a double) and HIT.

    `race_pace`: exactly so many race-pace sessions, races of the week counted.
    """

    doubles: Annotated[int, Field(ge=0, le=2)]
    singles: Annotated[int, Field(ge=0, le=4)]
    singles_with_double: Annotated[int, Field(ge=0, le=2)]
    race_pace: Annotated[int, Field(ge=0, le=2)]
    hit: Annotated[int, Field(ge=0, le=2)]


class PhaseMix(Record):
    """Where the phases lie before an A race, and what a week of each may hold; base has the numbers of other rules.

    A load week of transition has at most `transition_max_km_pct` per cent of the usual week's km.
    A double of a competition, taper or race week stands `double_from_days` to `double_to_days` days before an A race.
    """

    pre_competition_weeks: Annotated[int, Field(ge=0, le=52)]
    competition_weeks: Annotated[int, Field(ge=0, le=52)]
    double_from_days: Annotated[int, Field(ge=1, le=28)]
    double_to_days: Annotated[int, Field(ge=1, le=28)]
    transition_max_km_pct: Pct
    pre_competition: Mix
    competition: Mix
    transition: Mix
    taper: Mix
    race_week: Mix
    light_week: Mix


class RaceDay(Record):
    """Days without another hard session around a race, before it by its priority, after it by its metres.

    Likewise those without a long run: `no_long_days_before_a` (others: the easy ones), and after it one for every
    whole `metres_per_day_without_long`.  The day before an A or B race has one easy run of at most `eve_max_min`.
    """

    easy_days_before_a: Annotated[int, Field(ge=0, le=6)]
    easy_days_before_b: Annotated[int, Field(ge=0, le=6)]
    easy_days_before_c: Annotated[int, Field(ge=0, le=6)]
    metres_per_easy_day: Annotated[int, Field(ge=500, le=50_000)]
    no_long_days_before_a: Annotated[int, Field(ge=0, le=13)]
    metres_per_day_without_long: Annotated[int, Field(ge=500, le=100_000)]
    eve_max_min: Minutes

    def without_hard(self, race: Race) -> range:
        """Days without another hard session around a race, counted from its own."""
        before = {"A": self.easy_days_before_a, "B": self.easy_days_before_b, "C": self.easy_days_before_c}
        return range(-before[race.priority], 1 - (-race.distance_m // self.metres_per_easy_day))

    def without_long(self, race: Race) -> range:
        """Days without a long run around a race, counted from its own."""
        before = -self.without_hard(race).start
        before = max(before, self.no_long_days_before_a) if race.priority == "A" else before
        return range(-before, 1 + race.distance_m // self.metres_per_day_without_long)


class RecoveryAfter(Record):
    """Recovery weeks after a race of up to so many metres, and their most km, per cent of the load weeks.

    After an A race as many weeks of the phase transition as `transition_weeks` follow them.
    """

    up_to_m: Annotated[int, Field(ge=800, le=50_000)]
    weeks: Annotated[int, Field(ge=0, le=6)]
    max_km_pct: Pct
    transition_weeks: Annotated[int, Field(ge=0, le=6)]


class Taper(Record):
    """`weeks` calendar weeks before the week of an A race, and that week, at `min_km_pct` to `max_km_pct` per cent.

    The week of a B race has at most `light_max_km_pct` per cent; race metres are left out of all of them.  `recovery`
    follows A races, and others of `recovery_from_m` metres and more.
    """

    weeks: Annotated[int, Field(ge=0, le=3)]
    min_km_pct: Pct
    max_km_pct: Pct
    prefer_km_pct: Pct
    light_max_km_pct: Pct
    prefer_sessions_pct: Pct
    race_week_max_single_min: Minutes
    recovery_from_m: Annotated[int, Field(ge=800, le=100_000)]
    recovery: Annotated[list[RecoveryAfter], Field(min_length=1, max_length=10)]


class LongerRun(Record):
    """The long run on the way to an A race of at least so many metres."""

    from_m: Annotated[int, Field(ge=800, le=50_000)]
    max_min: Minutes
    max_week_pct: Pct
    prefer_min_pct: Pct
    prefer_max_pct: Pct


class RaceSpecific(Record):
    """The ladder of race-pace sessions: how fast at most, and what is left of it in a taper week."""

    max_speed_pct: Annotated[int, Field(ge=90, le=105)]
    taper_work_pct: Pct
    untold_goal_m: Annotated[int, Field(ge=800, le=50_000)]
