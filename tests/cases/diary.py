"""A case's tokens spelled out: every session with its day, slot, distance and duration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from ndt_opt.cpsat.horizon import build_horizon
from ndt_opt.decode.speed_layer import Sort
from ndt_opt.domain.calendar import SLOTS, WEEKDAYS, Slot
from ndt_opt.domain.scenario import Scenario
from ndt_opt.menu.race import every_step, race_pace_session, race_session
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession, build_menu
from ndt_opt.physiology.altitude import slower_on, slownesses
from ndt_opt.physiology.profile import profile
from ndt_opt.rules.training_model import TrainingModel

from .case import Case
from .setting import PLACES, date, in_turn

MOST_EASY_S, LEAST_EASY_S = 75 * 60, 30 * 60
_PLACES = {
    "S": ("single",),
    "H": ("hit",),
    "L": ("long",),
    "E": (),
    "D": ("am", "pm"),
    "P": ("race-pace",),
    "R": ("race",),
    "S+H": ("single", "hit"),
}


@dataclass(frozen=True)
class Entry:
    """One session; `place` is `am`, `pm`, `single`, `hit`, `race-pace`, `race`, `long` or `easy`.

    Steady runs have no `session`.
    """

    day: int
    slot: Slot
    place: str
    distance_m: int
    duration_s: int
    session: MenuSession | None = None


@dataclass(frozen=True)
class WeekDiary:
    """One week; `letters` has a `+` where a day holds two kinds."""

    letters: str
    entries: tuple[Entry, ...]

    def of(self, *places: str) -> list[Entry]:
        return [e for e in self.entries if e.place in places]

    def units(self, place: str) -> int:
        """200 m units of the easy or long running."""
        return sum(e.distance_m for e in self.of(place)) // EASY_UNIT_M


def expand(case: Case, scenario: Scenario, model: TrainingModel) -> list[WeekDiary]:
    """The weeks of a case."""
    return _Writer(case, scenario, model).weeks()


def extras_of(case: Case) -> dict[int, Sort]:
    """Strides and hill sprints by day of the season."""
    found: dict[int, Sort] = {}
    for week, text in enumerate(case.extras):
        for part in text.split(",") if text else ():
            name, sort = part.split()
            day = 7 * week + [*WEEKDAYS].index(name)  # type: ignore[arg-type]
            found[day] = "strides" if sort == "strides" else "hill-sprints"
    return found


def letters_of(week: str) -> str:
    """`E D S.pm S+H` -> `EDS+`."""
    return "".join("+" if "+" in token else token[0] for token in week.split())


class _Writer:
    def __init__(self, case: Case, scenario: Scenario, model: TrainingModel) -> None:
        self.case, self.scenario, self.model = case, scenario, model
        person = profile(scenario.athlete, model.physiology, scenario.season.start)
        self.person = person
        self.horizon = build_horizon(scenario, model)
        self.unit_s = EASY_UNIT_M * person.easy_pace // 1000
        menu = build_menu(model, person, slownesses(scenario, model))
        self.menu = {(s.key, s.slower_s): s for s in menu}
        self.turns = {place: cycle(in_turn(getattr(case, place))) for place in PLACES}

    def weeks(self) -> list[WeekDiary]:
        return [self._week(index, text.split()) for index, text in enumerate(self.case.weeks)]

    def _week(self, index: int, tokens: list[str]) -> WeekDiary:
        assert len(tokens) == 7, f"{self.case.name}: a week of {len(tokens)} days"
        fixed = [entry for day, token in enumerate(tokens) for entry in self._day(index, day, token)]
        free = self._free_slots(index, tokens, {(e.day, e.slot) for e in fixed})
        easy = [self._steady(d, s, "easy", units) for d, s, units in self._easy(index, tokens, fixed, free)]
        return WeekDiary(letters_of(self.case.weeks[index]), tuple(fixed + easy))

    def _day(self, week: int, day: int, token: str) -> Iterator[Entry]:
        letter, _, own = token.partition(".")
        slots: tuple[Slot, ...] = ("pm",) if own == "pm" else SLOTS
        if letter == "R":
            (race,) = (r for r in self.scenario.season.races if r.date == date(7 * week + day))
            slots = (race.slot,)
        for slot, place in zip(slots, _PLACES[letter], strict=False):
            if place == "long":
                km = self.case.long_km
                metres = round(1000 * (km[week] if isinstance(km, list) else km))
                yield self._steady(7 * week + day, slot, "long", metres // EASY_UNIT_M)
            else:
                session = self._session(place, week, 7 * week + day)
                yield Entry(7 * week + day, slot, place, session.distance_m, session.duration_s, session)

    def _session(self, place: str, week: int, day: int) -> MenuSession:
        slower_s = 0 if place == "hit" else slower_on(date(day), self.scenario, self.model)
        if place == "race":
            race = next(r for r in self.scenario.season.races if r.date == date(day))
            return race_session(race, slower_s, self.model, self.person)
        if place != "race-pace":
            return self.menu[next(self.turns[place]), slower_s]
        own = self.horizon.weeks[week]
        steps = every_step(own.goal, self.scenario.usual_weekly_m, self.model)
        named = [s for s in steps if s.name == self.case.race_pace]
        wanted = next(iter(named), own.rung or steps[0])
        return race_pace_session(wanted, self.model, self.person, slower_s)

    def _steady(self, day: int, slot: Slot, place: str, units: int) -> Entry:
        return Entry(day, slot, place, EASY_UNIT_M * units, self.unit_s * units)

    def _free_slots(
        self, week: int, tokens: list[str], taken: set[tuple[int, Slot]]
    ) -> list[tuple[int, Slot]]:
        """Open slots for easy runs: one on every easy day, then the second, then beside other sessions."""
        first: list[tuple[int, Slot]] = []
        second: list[tuple[int, Slot]] = []
        beside: list[tuple[int, Slot]] = []
        for day in range(7 * week, 7 * week + 7):
            is_open = {s: not self.model.holds("availability") or self._is_open(day, s) for s in SLOTS}
            free = [(day, slot) for slot in SLOTS if (day, slot) not in taken and is_open[slot]]
            is_easy = tokens[day % 7] == "E"
            first += free[:1] if is_easy else []
            second += free[1:] if is_easy else []
            beside += [] if is_easy else free
        return first + second + beside

    def _is_open(self, day: int, slot: Slot) -> bool:
        return self.scenario.slot_window(date(day), slot) is not None

    def _easy(
        self, week: int, tokens: list[str], fixed: list[Entry], free: list[tuple[int, Slot]]
    ) -> list[tuple[int, Slot, int]]:
        text = self.case.easy[week] if self.case.easy else ""
        if " x " in text:
            number, _, minutes = text.removesuffix(" min").partition(" x ")
            return [(d, s, round(60 * float(minutes) / self.unit_s)) for d, s in free[: int(number)]]
        if text:
            return [self._placed(week, part) for part in text.split(",")]
        if not self.case.km:
            return [(d, s, 3000 // self.unit_s) for d, s in free[: tokens.count("E")]]
        metres = round(1000 * self.case.km[week]) - sum(e.distance_m for e in fixed)
        total, odd = divmod(metres, EASY_UNIT_M)
        assert odd == 0, f"{self.case.name}: {self.case.km[week]} km are no multiple of 200 m"
        fewest = -(-total * self.unit_s // MOST_EASY_S)
        number = max(fewest, min(tokens.count("E"), total * self.unit_s // LEAST_EASY_S))
        assert total >= 0, f"{self.case.name}: more than {self.case.km[week]} km already"
        assert number <= len(free), f"{self.case.name}: no slots for {number} easy runs"
        return [(d, s, total // number + (i < total % number)) for i, (d, s) in enumerate(free[:number])]

    def _placed(self, week: int, text: str) -> tuple[int, Slot, int]:
        """`mon am 50`."""
        weekday, slot, minutes = text.split()
        day = 7 * week + [*WEEKDAYS].index(weekday)  # type: ignore[arg-type]
        return day, SLOTS[slot == "pm"], round(60 * float(minutes) / self.unit_s)
