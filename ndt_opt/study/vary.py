"""One number varied: which one, over which values, and what goes with it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from ndt_opt.domain.athlete import LONGEST_RUN_KM
from ndt_opt.domain.comparison import Number
from ndt_opt.domain.scenario import Scenario
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.problems import shown, suggestion
from ndt_opt.rules.params import PARAMS
from ndt_opt.study.asked import Asked, tidy
from ndt_opt.study.variants import Point

MOST_VALUES = 50
WEEKLY_KM = "athlete.weekly_km"
_LONGEST = "athlete.longest_run_km"
ATHLETE_KEYS = tuple(f"athlete.{name}" for name in ("weekly_km", "max_weekly_km", "max_weekly_hours", "longest_run_km"))
_FORM = "KEY=a,b,c or KEY=60..160:20, KEY a rule's parameter or " + ", ".join(ATHLETE_KEYS)
_UNITS = {
    "km": "km", "pct": "%", "hours": "h", "min": "min", "m": "m", "s": "s", "days": "days", "mmol": "mmol/L",
    "weeks": "weeks",
}  # fmt: skip
_ANYWHERE = ("km", "pct", "days", "mmol")
"""These say their unit wherever they stand; `min` at the beginning is a minimum."""


@dataclass(frozen=True)
class Vary:
    """The dotted key as a scenario file nests it (`rules.hit-count.full_count`), and its values, rising."""

    key: str
    values: tuple[Number, ...]

    @property
    def unit(self) -> str:
        """The unit that the key tells, `%` of `min_easy_pct_low`; empty for a count."""
        *words, last = self.key.rpartition(".")[2].split("_")
        return _UNITS.get(last) or next((_UNITS[word] for word in words if word in _ANYWHERE), "")


def read_vary(text: str) -> Vary:
    """`week-intensity-share.min_easy_pct=75..80:1` or `athlete.weekly_km=60,80,100`.

    Raises
    ------
    InputError
        with every problem of the key and the values.
    """
    key, equals, values = (part.strip() for part in text.partition("="))
    if not (key and equals and values):
        raise InputError([Problem("--vary", "", "not understood", shown(text), _FORM)])
    key = key if key.startswith(("rules.", "athlete.")) else f"rules.{key}"
    problems = list(_key_problems(key))
    numbers: list[Number] = []
    for part in values.split(","):
        try:
            numbers += _numbers(part.strip())
        except ValueError as error:
            problems.append(Problem("--vary", key, "not a number", shown(part), str(error)))
    rising = tuple(sorted(set(numbers)))
    if not problems and len(rising) > MOST_VALUES:
        problems.append(Problem("--vary", key, "too many values", str(len(rising)), f"at most {MOST_VALUES}"))
    if problems:
        raise InputError(problems)
    return Vary(key, rising)


def _key_problems(key: str) -> Iterator[Problem]:
    if key.startswith("athlete."):
        if key not in ATHLETE_KEYS:
            yield Problem("--vary", key, "not a number that can be varied", "", suggestion(key, ATHLETE_KEYS))
        return
    slug, _, name = key.removeprefix("rules.").partition(".")
    if slug not in PARAMS:
        yield Problem("--vary", f"rules.{slug}", "unknown rule", shown(slug), suggestion(slug, sorted(PARAMS)))
    elif name not in PARAMS[slug].model_fields:
        yield Problem("--vary", key, "unknown key", shown(name), suggestion(name, PARAMS[slug].model_fields))


def _numbers(text: str) -> list[Number]:
    """One number, or those of a range: `60..160:20`."""
    first, dots, rest = text.partition("..")
    last, _, step = rest.partition(":")
    if not dots:
        return [_number(_decimal(text))]
    low, high, by = (_decimal(part.strip()) for part in (first, last, step))
    if not (by > 0 and low <= high):
        raise ValueError("a range from low to high with its step, such as 60..160:20")
    count = int(min((high - low) / by, Decimal(10 * MOST_VALUES)))
    return [_number(low + n * by) for n in range(count + 1)]


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("nan")
    if not (value.is_finite() and abs(value) < 10**9):
        raise ValueError("numbers such as 75 or 7.5, and ranges such as 60..160:20")
    return value


def _number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)


def set_and_varied(vary: Vary, asked: list[Asked]) -> list[Problem]:
    """A number cannot be fixed by `--set` and varied at once."""
    fixed = [text for one in asked for text in one.sets if f"rules.{tidy(text)}".startswith(f"{vary.key}=")]
    return [Problem("--set", vary.key, "set and varied at once", shown(text), "one of them") for text in fixed]


def points_of(vary: Vary, scenario: Scenario) -> list[Point]:
    """What each value changes in the scenario."""
    return [Point(value, {vary.key: value, **_with_it(vary, value, scenario)}) for value in vary.values]


def notes_of(vary: Vary, scenario: Scenario) -> list[str]:
    """What else is changed with the number, in words."""
    keys = list(_in_proportion(scenario)) if vary.key == WEEKLY_KM else []
    if not keys:
        return []
    verb = "is" if len(keys) == 1 else "are"
    return [f"{', '.join(keys)} {verb} kept in proportion to weekly_km; pins, hours and paces stay as they are"]


def _with_it(vary: Vary, value: Number, scenario: Scenario) -> dict[str, Any]:
    """The runner's other habits of volume: used to twice the km is used to twice the long run."""
    usual = scenario.athlete.weekly_km
    if vary.key != WEEKLY_KM or math.isclose(value, usual):
        return {}
    changed = {key: _scaled(own, value / usual) for key, own in _in_proportion(scenario).items()}
    if _LONGEST in changed:
        low, high = LONGEST_RUN_KM
        changed[_LONGEST] = min(max(low, changed[_LONGEST]), high)
    return changed


def _in_proportion(scenario: Scenario) -> dict[str, Any]:
    """What the scenario says of volume beside the usual km."""
    athlete, history = scenario.athlete, scenario.history
    said = {
        "athlete.max_weekly_km": athlete.max_weekly_km,
        _LONGEST: athlete.longest_run_km,
        "history.recent_km": history.recent_km,
        "history.muscular_load_week": history.muscular_load_week,
    }
    return {key: own for key, own in said.items() if own is not None}


def _scaled(own: Any, factor: float) -> Any:
    if isinstance(own, list):
        return [_scaled(value, factor) for value in own]
    return round(own * factor) if isinstance(own, int) else round(own * factor, 3)
