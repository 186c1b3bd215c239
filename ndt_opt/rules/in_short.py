"""What a rule asks of this athlete, in half a sentence with the model's numbers: for people, not for proofs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.rules.words import keeps_with_numbers, listed

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def in_short(slug: str, scenario: Scenario, model: TrainingModel) -> str:
    """`two doubles in every load week, on Tuesday and Thursday, each with a session in the AM and in the PM`."""
    words = _WORDS.get(slug)
    return keeps_with_numbers(slug, model) if words is None else words(model.rules[slug], scenario, model)


def count(number: int, one: str) -> str:
    """`one day`, `two days`, `12 days`."""
    shown = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{shown} {one if number == 1 else f'{one}s'}"


def _span(low: int, high: int) -> str:
    """`2-3`, or `4` where the ends are equal."""
    return str(low) if low == high else f"{low}-{high}"


def weekday_names(days: list[str]) -> str:
    """`["tue", "thu"]` -> `Tuesday and Thursday`."""
    return listed([WEEKDAY_NAMES[WEEKDAYS.index(day)] for day in days])


def _doubles(params: Any, scenario: Scenario, model: TrainingModel) -> str:
    if not params.count:
        return "no double days"
    days = "any day" if len(params.days) == len(WEEKDAYS) else weekday_names(params.days)
    from_km = model.rules["volume-tier"].b_from_km
    each = "each with an AM and a PM" if params.count > 1 else "with an AM and a PM"
    return f"{count(params.count, 'double')} in every load week of {from_km} km and more, on {days}, {each}"


def _volume(params: Any, scenario: Scenario, model: TrainingModel) -> str:
    hours = scenario.athlete.max_weekly_hours
    return f"at most {scenario.max_weekly_m / 1000:g} km" + (f" and {hours:g} h" if hours else "") + " a week"


def _tier(params: Any, scenario: Scenario, model: TrainingModel) -> str:
    km = scenario.usual_weekly_m / 1000
    tiers = (("A", params.a_from_km), ("B", params.b_from_km), ("C", params.c_from_km))
    tier, least = next(((name, from_km) for name, from_km in tiers if km >= from_km), ("D", 0))
    return f"the load weeks of a runner of {km:g} km a week stay in tier {tier}" + (
        f" ({least} km and more)" if least else ""
    )


_WORDS: dict[str, Callable[[Any, Scenario, TrainingModel], str]] = {
    "availability": lambda p, s, m: "sessions only in open slots, inside their window and no longer than they take",
    "load-recovery-cycle": lambda p, s, m: (
        f"{_span(*p.block_days)} days of load, then {p.recovery_days} of recovery"
    ),
    "double-threshold-days": _doubles,
    "single-threshold-days": lambda p, s, m: (
        f"{_span(p.min_count, p.max_count)} single threshold sessions of {_span(p.min_work_min, p.max_work_min)} min "
        "of work in a load week without doubles"
    ),
    "am-before-pm": lambda p, s, m: "the AM session slower, lower in lactate and of longer reps than the PM session",
    "am-pm-gap": lambda p, s, m: f"at least {p.min_gap_min} min between AM and PM on a day with a hard session",
    "broken-intervals": lambda p, s, m: "threshold work only as reps with short rests",
    "intensity-ceiling": lambda p, s, m: (
        f"threshold work within {p.max_mmol:g} mmol/L and the athlete's own LT2, easy running at least "
        f"{p.min_easy_pace_pct - 100} % slower than it"
    ),
    "session-work-minutes": lambda p, s, m: (
        f"{_span(p.am_min, p.am_max)} min of work in the AM and {_span(p.pm_min, p.pm_max)} min in the PM of a double"
    ),
    "day-work-minutes": lambda p, s, m: (
        f"{_span(p.min_min, p.max_min)} min of work on a double day, {_span(p.am_min_pct, p.am_max_pct)} % in the AM"
    ),
    "block-structure": lambda p, s, m: "the load weeks of a block are alike",
    "hard-day-spacing": lambda p, s, m: (
        f"at least {count(p.gap_days, 'easy day')} between hard days"
        if p.gap_days
        else f"at most {count(p.max_in_a_row, 'hard day')} in a row"
    ),
    "hit-recovery": lambda p, s, m: f"no HIT on the {count(p.easy_days_before_double, 'day')} before a double",
    "hit-count": lambda p, s, m: (
        f"exactly {count(p.full_count, 'HIT session')} in a load week of {p.full_from_km} km and more, of "
        f"{p.full_min_m / 1000:g} km, at most {count(p.half_count, 'short one')} from {p.half_from_km} km"
    ),
    "week-intensity-share": lambda p, s, m: (
        f"at least {p.min_easy_pct} % of every week's {'km' if p.unit == 'km' else 'minutes'} easy "
        f"({p.min_easy_pct_low} % below {p.low_below_km} km)"
    ),
    "recovery-week": lambda p, s, m: (
        f"a recovery week has no double and no HIT, at most {count(p.max_singles, 'short single')}, and "
        f"{_span(p.min_km_pct, p.max_km_pct)} % of the load weeks' km"
    ),
    "weekly-volume": _volume,
    "weekly-ramp": lambda p, s, m: (
        f"a load week at most {p.max_week_pct - 100} % above the mean of the last {p.mean_of_weeks}, a block at most "
        f"{p.max_block_pct - 100} % above the one before"
    ),
    "run-spike": lambda p, s, m: f"no run longer than {p.max_pct} % of the longest of the {p.days} days before",
    "long-run": lambda p, s, m: (
        f"one long run in every load week, of at most {p.max_week_pct} % of the week or {p.or_max_min} min, and never "
        f"above {p.max_min} min"
    ),
    "easy-runs": lambda p, s, m: f"easy runs of {_span(p.min_min, p.max_min)} min",
    "volume-tier": _tier,
    "pins": lambda p, s, m: "every pinned session stands where it is pinned",
    "race-day": lambda p, s, m: (
        f"races on their dates, {count(p.easy_days_before_a, 'easy day')} before an A race, "
        f"{p.easy_days_before_b} before a B, {p.easy_days_before_c} before a C race, and one after it for every "
        f"{p.metres_per_easy_day / 1000:g} km"
    ),
    "taper": lambda p, s, m: (
        f"{count(p.weeks, 'taper week')} before that of an A race, at {p.min_km_pct}-{p.max_km_pct} % of the load "
        "weeks' km, and recovery weeks after it"
    ),
    "phase-mix": lambda p, s, m: "every week holds the doubles, singles, race-pace and HIT sessions of its phase",
    "race-specific": lambda p, s, m: "race-pace sessions climb the ladder of their race",
    "transition-caution": lambda p, s, m: (
        "fewer km and less hard work on the way back from days away and around changes"
    ),
    "altitude": lambda p, s, m: "easy first days, fewer km and slower paces at altitude",
    "muscular-load": lambda p, s, m: (
        f"muscular load of at most {p.max_week_pct} % of the usual week's, {p.max_four_weeks_pct} % over four weeks"
    ),
    "speed-layer": lambda p, s, m: "strides and hill sprints on easy days that take them",
}
