"""One scenario file: athlete, season, availability, history, pins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, StringConstraints, model_serializer

from ndt_opt.domain.athlete import Athlete
from ndt_opt.domain.calendar import SLOTS, Phase, Slot
from ndt_opt.domain.lived import Lived
from ndt_opt.domain.race import Priority as Priority
from ndt_opt.domain.race import Race as Race
from ndt_opt.domain.record import Date, Record, SlotWindow, Window

PinKind = Literal["easy", "long", "threshold", "tempo", "hit", "rest"]
ChangeKind = Literal["shoes", "surface", "strength", "treadmill-to-road", "return-from-break"]
ShortText = Annotated[str, StringConstraints(max_length=200)]


class Pin(Record):
    """A coach's wish for one slot; `rest` keeps it free, `km` fixes the whole session's distance."""

    date: Date
    slot: Slot
    kind: PinKind
    km: Annotated[float, Field(ge=1, le=60)] | None = None

    @property
    def is_threshold(self) -> bool:
        """Zone-2 work, broken or continuous."""
        return self.kind in ("threshold", "tempo")

    @property
    def is_hard(self) -> bool:
        """That, or HIT."""
        return self.is_threshold or self.kind == "hit"


THURSDAY = 3


class PhaseDates(Record):
    """A phase with its dates, both ends included."""

    name: Phase
    from_: Annotated[Date, Field(alias="from")]
    to: Date


class Season(Record):
    """The horizon: `weeks` calendar weeks from a Monday."""

    start: Date
    weeks: Annotated[int, Field(ge=1, le=104)]
    timezone: ShortText = "Europe/Oslo"
    pins: Annotated[list[Pin], Field(max_length=1500)] = []
    races: Annotated[list[Race], Field(max_length=200)] = []
    phases: Annotated[list[PhaseDates], Field(max_length=100)] = []

    def stated_phase(self, week: int) -> Phase | None:
        """The phase of `phases` that holds the week's Thursday, and with it most of its days."""
        day = self.start + dt.timedelta(days=7 * week + THURSDAY)
        return next((p.name for p in self.phases if p.from_ <= day <= p.to), None)

    def goal_from(self, monday: dt.date) -> Race | None:
        """The race that a week's race-pace sessions prepare: the next A race, else the next one."""
        coming = sorted((race for race in self.races if race.date >= monday), key=lambda race: race.date)
        return next((race for race in coming if race.priority == "A"), coming[0] if coming else None)


class DayAvailability(Record):
    """One weekday's own slots; a key left out keeps the general value."""

    am: SlotWindow = None
    pm: SlotWindow = None
    am_max_min: Annotated[int, Field(ge=20, le=600)] | None = None
    pm_max_min: Annotated[int, Field(ge=20, le=600)] | None = None

    @model_serializer(mode="wrap")
    def _only_what_was_written(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written = set(self.model_fields_set)
        written |= {f.alias for k, f in type(self).model_fields.items() if k in written and f.alias is not None}
        return {k: v for k, v in handler(self).items() if k in written}


class DaysAvailability(Record):
    """Weekdays that differ from the general windows."""

    mon: DayAvailability | None = None
    tue: DayAvailability | None = None
    wed: DayAvailability | None = None
    thu: DayAvailability | None = None
    fri: DayAvailability | None = None
    sat: DayAvailability | None = None
    sun: DayAvailability | None = None


class BlockedDates(Record):
    """Dated slots nobody can train in, both ends included."""

    from_: Annotated[Date, Field(alias="from")]
    to: Date
    slots: Annotated[list[Slot], Field(min_length=1, max_length=2)] = ["am", "pm"]
    reason: ShortText = ""


class DatedAvailability(DayAvailability):
    """Dates with slots of their own, both ends included; a key left out keeps the weekday's value."""

    from_: Annotated[Date, Field(alias="from")]
    to: Date
    reason: ShortText = ""


class Availability(Record):
    """Local clock windows of the two slots; `None` closes a slot."""

    am: SlotWindow = Window(start_min=6 * 60, end_min=9 * 60)
    pm: SlotWindow = Window(start_min=15 * 60 + 30, end_min=19 * 60 + 30)
    am_max_min: Annotated[int, Field(ge=20, le=600)] | None = None
    pm_max_min: Annotated[int, Field(ge=20, le=600)] | None = None
    days: DaysAvailability = DaysAvailability()
    dates: Annotated[list[DatedAvailability], Field(max_length=400)] = []
    blocked: Annotated[list[BlockedDates], Field(max_length=400)] = []


class History(Record):
    """What the first days must respect: the weeks before, and the hard days among their last ones.

    `muscular_load_week`: points of the usual week, as a plan's weeks count.
    """

    recent_km: Annotated[list[Annotated[float, Field(ge=0, le=300)]], Field(min_length=4, max_length=4)] | None = (
        None
    )
    last_hard: Date | None = None
    hard_days: Annotated[list[Date], Field(max_length=60)] = []
    last_hit: Date | None = None
    days_since_recovery: Annotated[int, Field(ge=0, le=365)] = 0
    muscular_load_week: Annotated[int, Field(ge=100, le=20_000)] | None = None

    @property
    def all_hard_days(self) -> frozenset[dt.date]:
        """Every hard day it tells of; HIT is one."""
        return frozenset(d for d in (*self.hard_days, self.last_hard, self.last_hit) if d is not None)


class Transition(Record):
    """A change the body has to get used to: from `date` on, `days` long."""

    kind: ChangeKind
    date: Date
    days: Annotated[int, Field(ge=1, le=120)]

    @property
    def last(self) -> dt.date:
        return self.date + dt.timedelta(days=self.days - 1)


class Camp(Record):
    """Days at altitude, both ends included; `altitude_m` metres above the sea."""

    from_: Annotated[Date, Field(alias="from")]
    to: Date
    altitude_m: Annotated[int, Field(ge=500, le=4000)]


class Scenario(Record):
    """A whole scenario file, checked and with its defaults filled in.

    `rules` holds the overrides of single numbers of the training model, as written.  `lived` is no part of a file: a
    plan that was made anew says there what had been run by then.
    """

    schema_: Annotated[Literal["ndt.scenario/1"], Field(alias="schema")]
    title: ShortText = ""
    model: ShortText = "norwegian-double"
    athlete: Athlete
    season: Season
    availability: Availability = Availability()
    history: History = History()
    transitions: Annotated[list[Transition], Field(max_length=100)] = []
    camps: Annotated[list[Camp], Field(max_length=100)] = []
    rules: dict[str, dict[str, Any]] = {}
    lived: Lived | None = None

    @model_serializer(mode="wrap")
    def _without_nothing_lived(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = handler(self)
        if self.lived is None:
            del written["lived"]
        return written

    @property
    def lived_weeks(self) -> int:
        """Weeks that are facts: run, or begun."""
        return 0 if self.lived is None else self.lived.weeks

    @property
    def days(self) -> int:
        """Days in the horizon."""
        return 7 * self.season.weeks

    @property
    def max_weekly_m(self) -> int:
        """The athlete's own ceiling, metres a week; `weekly_km` unless they allow more."""
        top = self.athlete.max_weekly_km
        return round(1000 * (self.athlete.weekly_km if top is None else top))

    @property
    def usual_weekly_m(self) -> int:
        """The usual week, metres: `weekly_km`, or the mean of the last four weeks if that is less."""
        usual, recent = round(1000 * self.athlete.weekly_km), self.history.recent_km
        return usual if recent is None else min(usual, round(250 * sum(recent)))

    def slot_window(self, date: dt.date, slot: Slot) -> tuple[Window, int] | None:
        """The open window of a slot and the longest session in seconds it takes; None when closed."""
        if any(b.from_ <= date <= b.to and slot in b.slots for b in self.availability.blocked):
            return None
        dated = [d for d in self.availability.dates if d.from_ <= date <= d.to]
        return self._window([*self._weekday_tables(date.weekday()), *dated], slot)

    def is_lost(self, date: dt.date) -> bool:
        """Whether dated blocks and pinned rest leave none of the slots that the weekday has, and there is no race."""
        if any(race.date == date for race in self.season.races) or not self._is_dated(date):
            return False
        standing = any(self.standing_window(date.weekday(), slot) for slot in SLOTS)
        return standing and not any(self.slot_window(date, s) and not self.is_rest(date, s) for s in SLOTS)

    def is_cut(self, date: dt.date) -> bool:
        """Whether dated blocks, or windows of the date's own, take something of a slot that the weekday has."""
        return self._is_dated(date) and any(
            _is_less(self.slot_window(date, slot), self.standing_window(date.weekday(), slot)) for slot in SLOTS
        )

    def _is_dated(self, date: dt.date) -> bool:
        """Whether something may take a slot from the date that its weekday has."""
        is_blocked = any(b.from_ <= date <= b.to for b in self.availability.blocked)
        is_dated = is_blocked or any(d.from_ <= date <= d.to for d in self.availability.dates)
        return is_dated or any(pin.date == date for pin in self.season.pins)

    def is_rest(self, date: dt.date, slot: Slot) -> bool:
        """Whether the slot is pinned to stay empty."""
        return any((p.date, p.slot, p.kind) == (date, slot, "rest") for p in self.season.pins)

    def standing_window(self, weekday: int, slot: Slot) -> tuple[Window, int] | None:
        """The same without dates; `weekday` 0 is Monday."""
        return self._window(self._weekday_tables(weekday), slot)

    def _weekday_tables(self, weekday: int) -> list[DayAvailability]:
        names = list(DaysAvailability.model_fields)
        own = getattr(self.availability.days, names[weekday])
        return [] if own is None else [own]

    def _window(self, tables: Sequence[DayAvailability], slot: Slot) -> tuple[Window, int] | None:
        """The general window under the tables' own keys, the last one first."""
        window, longest = getattr(self.availability, slot), getattr(self.availability, f"{slot}_max_min")
        for own in tables:
            window = getattr(own, slot) if slot in own.model_fields_set else window
            own_longest = getattr(own, f"{slot}_max_min")
            longest = longest if own_longest is None else own_longest
        if window is None:
            return None
        limit = window.length_s if longest is None else min(window.length_s, 60 * longest)
        return window, limit


def _is_less(own: tuple[Window, int] | None, standing: tuple[Window, int] | None) -> bool:
    """Whether a slot is closed, opens later, closes earlier or takes only shorter sessions than it stands."""
    if own is None or standing is None:
        return standing is not None
    (window, longest_s), (usual, usual_s) = own, standing
    return window.start_min > usual.start_min or window.end_min < usual.end_min or longest_s < usual_s
