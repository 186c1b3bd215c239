"""The rules about phases and races broken on purpose."""

from __future__ import annotations

from typing import Any

from .builder import at, date, reps
from .case import Case

D = [date(day).isoformat() for day in range(42)]


def phase(name: str, first: int, last: int) -> dict[str, Any]:
    return {"season": {"phases": [{"name": name, "from": date(first), "to": date(last)}]}}


def race(day: int, priority: str, distance_m: int = 5000) -> dict[str, Any]:
    own = {"name": "race", "date": date(day), "distance_m": distance_m, "priority": priority}
    return {"season": {"races": [own]}}


def raced(day: int, distance_m: int = 5000, slot: Any = "am") -> Any:
    return reps(day, slot, "race", 1, {"rep_m": distance_m}, 157, 0)


def race_pace(day: int, count: int, rep_m: int, rest: int, pace: int = 157) -> Any:
    return reps(day, "am", "race-pace", count, {"rep_m": rep_m}, pace, rest)


FRIDAY = (at(4, "am"), at(4, "pm"))
SATURDAY = (at(5, "am"), at(5, "pm"))
TUESDAY = (at(8, "am"), at(8, "pm"))
PRE = phase("pre-competition", 0, 6)
CAMP: dict[str, Any] = {"camps": [{"from": date(0), "to": date(20), "altitude_m": 1850}]}  # 6 s/km slower

RACE_CASES = [
    Case("phase-mix", "a base season"),
    Case("phase-mix", "two doubles and no race pace in the first week", (D[0],), of=PRE),
    Case("phase-mix", "two doubles in the last load week", (D[7], D[8], D[10]), of=phase("competition", 10, 10)),
    Case("phase-mix", "a phase that holds no Thursday", of=phase("competition", 11, 16)),
    Case("phase-mix", "a recovery week is one in every phase", of=phase("competition", 14, 20)),
    Case("phase-mix", "race pace in base", (D[0],), drop=FRIDAY, add=(race_pace(4, 3, 1600, 120),)),
    Case(
        "phase-mix", "one double and race pace in pre-competition", of=PRE,
        drop=(at(3, "am"), at(3, "pm"), *FRIDAY), add=(race_pace(4, 3, 1600, 120),),
    ),
    Case(
        "phase-mix", "a double 16 days before an A race", (D[0], D[1], D[7], D[8], D[10]), of=race(17, "A"),
        drop=(at(3, "am"), at(3, "pm")), rules={"taper": {"strength": "off"}},
    ),
    Case("race-day", "no race"),
    Case("race-day", "a race that is not run", (D[12],), of=race(12, "C")),
    Case("race-day", "a race in the place of HIT", of=race(5, "C"), drop=SATURDAY, add=(raced(5),)),
    Case("race-day", "a race nobody entered", (at(5, "am"),), drop=SATURDAY, add=(raced(5),)),
    Case(
        "race-day", "another distance", (at(5, "am"),), of=race(5, "C", 3000), drop=SATURDAY, add=(raced(5),),
    ),
    Case("race-day", "in the other slot", (at(5, "pm"),), of=race(5, "C"), drop=SATURDAY, add=(raced(5, slot="pm"),)),
    Case("race-day", "a run beside the race", (D[5],), of=race(5, "C"), drop=(at(5, "am"),), add=(raced(5),)),
    Case(
        "race-day", "hard on the eve and on the day after", (at(3, "am"), at(3, "pm"), at(5, "am")),
        of=race(4, "C"), drop=FRIDAY, add=(raced(4),),
    ),
    Case(
        "race-day", "a double two days before an A race, two runs on the eve",
        (at(10, "am"), at(10, "pm"), D[11], at(11, "pm")), of=race(12, "A"),
        drop=(at(12, "am"), at(12, "pm")), add=(raced(12),),
    ),
    Case(
        "race-day", "four days after 10 km", (at(8, "am"), at(8, "pm")), of=race(5, "C", 10_000), drop=SATURDAY,
        add=(raced(5, 10_000),),
    ),
    Case(
        "race-day", "the long run on the day after a half marathon, and hard days too soon",
        (at(6, "am"), *TUESDAY, at(10, "am"), at(10, "pm"), at(12, "am")), of=race(5, "C", 21_097), drop=SATURDAY,
        add=(raced(5, 21_097),),
    ),
    Case("race-day", "the long run on the day after 10 km", of=race(5, "C", 10_000), drop=(*SATURDAY, *TUESDAY),
         add=(raced(5, 10_000),)),
    Case(
        "race-day", "the long run three days before an A race", (at(6, "am"), D[8], *TUESDAY), of=race(9, "A"),
        drop=(at(9, "am"), at(9, "pm"), at(10, "am"), at(10, "pm")), add=(raced(9),),
    ),
    Case("taper", "no race"),
    Case("taper", "no taper before an A race", (D[7], D[14]), of=race(18, "A")),
    Case("taper", "a B race in a whole week", (D[7], at(8, "am"), at(10, "am")), of=race(12, "B")),
    Case("taper", "a C race needs none", of=race(12, "C")),
    Case(
        "taper", "as light as the model asks", of=race(12, "B"),
        rules={"taper": {"light_max_km_pct": 100, "race_week_max_single_min": 30}},
    ),
    Case(
        "taper", "a marathon's recovery weeks", (D[0], at(1, "am"), at(3, "am"), D[7], D[14]),
        of=race(6, "A", 42_195),
    ),
    Case("race-specific", "no race pace"),
    Case("race-specific", "the last rung", of=PRE, drop=FRIDAY, add=(race_pace(4, 3, 1600, 120),)),
    Case("race-specific", "another rung", (at(4, "am"),), of=PRE, drop=FRIDAY, add=(race_pace(4, 6, 1000, 150),)),
    Case("race-specific", "a rep too many", (at(4, "am"),), of=PRE, drop=FRIDAY, add=(race_pace(4, 4, 1600, 120),)),
    Case("race-specific", "a longer rest", (at(4, "am"),), of=PRE, drop=FRIDAY, add=(race_pace(4, 3, 1600, 150),)),
    Case("race-specific", "faster than the race", (at(4, "am"),), of=PRE, drop=FRIDAY,
         add=(race_pace(4, 3, 1600, 120, 156),)),
    Case("race-specific", "slower than the rung", (at(4, "am"),), of=PRE, drop=FRIDAY,
         add=(race_pace(4, 3, 1600, 120, 160),)),
    Case("race-specific", "slower by the altitude of its camp", of=PRE | CAMP, drop=FRIDAY,
         add=(race_pace(4, 3, 1600, 120, 163),)),
    Case("race-specific", "the pace of home in a camp", (at(4, "am"),), of=PRE | CAMP, drop=FRIDAY,
         add=(race_pace(4, 3, 1600, 120, 157),)),
    Case("race-specific", "race pace in base", (at(4, "am"),), drop=FRIDAY, add=(race_pace(4, 3, 1600, 120),)),
]  # fmt: skip
