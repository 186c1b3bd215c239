"""Seasons into which a clash was planted: `python -m tests.clash.planted 500` tries as many.

A plant names keys of the scenario, or slugs of rules, of which a clash of the season must hold one.  A season that
still has a plan, or whose file would be refused, was no plant and does not count.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from ndt_opt.clash.members import restricted
from ndt_opt.clash.search import ClashSearch, Found, first_weeks
from ndt_opt.cpsat.feasibility import Feasibility
from ndt_opt.cpsat.interrupt import Stop
from ndt_opt.domain.calendar import WEEKDAYS
from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.domain.scenario import Scenario
from ndt_opt.files.model_checks import model_contradictions
from ndt_opt.files.scenario_checks import contradictions
from ndt_opt.files.scenario_parts import parts_of
from ndt_opt.planner import audited_any_plan
from ndt_opt.rules.training_model import TrainingModel
from tests.cpsat.seasons import START, library

Raw = dict[str, Any]
SETTINGS = SolveSettings()


@dataclass(frozen=True)
class Planted:
    """A season without a plan."""

    scenario: Scenario
    model: TrainingModel
    plant: str


def planted(seed: int) -> Planted | None:
    """The season of a seed; None where it is refused, or has a plan after all."""
    rng = random.Random(seed)
    raw, model = _runner(rng), library(rng.choice(("norwegian-double",) * 3 + ("norwegian-singles", "low-volume")))
    names = rng.sample(sorted(PLANTS), rng.choice((1, 1, 1, 2)))
    for name in names:
        model = PLANTS[name](rng, raw, model) or model
    try:
        scenario = Scenario.model_validate(raw)
    except ValidationError:
        return None
    if contradictions(parts_of(raw), "") or model_contradictions(model):
        return None
    if Feasibility(SETTINGS, Stop(None)).any_plan(scenario, model).status != "none":
        return None
    return Planted(scenario, model, "+".join(names))


def faults(own: Planted) -> list[str]:
    """What is wrong with the clash that is found: it holds together, or a member is not needed."""
    search = ClashSearch(own.scenario, own.model, SETTINGS, Stop(None))
    found = search.find()
    wrong = [] if found.is_minimal else [f"open: {', '.join(map(str, found.open_members))}"]
    if _status(own, found) != "none":
        wrong.append("the members alone have a plan")
    for member in found.members:
        shown = search.plans[member].found
        if shown.status != "plan":
            wrong.append(f"no plan without {member}")
            continue
        audited_any_plan(shown)  # raises where the auditor finds a broken rule
    return wrong


def _status(own: Planted, found: Found) -> str:
    """By a search of its own, that shares nothing with what found the clash."""
    scenario, model = restricted(own.scenario, own.model, found.members)
    return Feasibility(SETTINGS, Stop(None)).any_plan(first_weeks(scenario, found.weeks), model).status


def _runner(rng: random.Random) -> Raw:
    km = rng.randrange(60, 181, 5)
    pace = rng.randrange(800, 1500, 10)
    athlete = {"weekly_km": km, "results": [{"distance_m": 5000, "time": f"{pace // 60}:{pace % 60:02}"}]}
    season: Raw = {"start": START, "weeks": rng.choice((2, 3, 4, 6, 9, 12)), "pins": []}
    raw: Raw = {"schema": "ndt.scenario/1", "athlete": athlete, "season": season, "availability": {"days": {}}}
    if rng.random() < 0.4:  # what has no part in the clash
        day = START + dt.timedelta(days=rng.randrange(7 * season["weeks"]))
        raw["availability"]["blocked"] = [{"from": day, "to": day, "slots": ["am"], "reason": "dentist"}]
    if rng.random() < 0.3:
        raw["athlete"]["max_weekly_hours"] = 16
    return raw


def _date(rng: random.Random, raw: Raw) -> dt.date:
    return START + dt.timedelta(days=rng.randrange(7 * raw["season"]["weeks"]))


def _pin(raw: Raw, date: dt.date, kind: str, **own: Any) -> None:
    raw["season"]["pins"].append({"date": date, "slot": "am", "kind": kind, **own})


def _pins_touch(rng: random.Random, raw: Raw, model: TrainingModel) -> None:
    day = _date(rng, raw)
    _pin(raw, day, rng.choice(("threshold", "hit")))
    _pin(raw, day + dt.timedelta(days=1), "threshold")


def _long_pin(rng: random.Random, raw: Raw, model: TrainingModel) -> None:
    _pin(raw, _date(rng, raw), "long", km=float(rng.randrange(32, 50)))


def _hit_in_recovery(rng: random.Random, raw: Raw, model: TrainingModel) -> None:
    _pin(raw, START + dt.timedelta(days=14 + rng.randrange(7)), "hit")


def _closed_evening(rng: random.Random, raw: Raw, model: TrainingModel) -> None:
    raw["availability"]["days"][rng.choice(("tue", "thu"))] = {rng.choice(("am", "pm")): "none"}


def _closed_slot(rng: random.Random, raw: Raw, model: TrainingModel) -> None:
    raw["availability"][rng.choice(("am", "pm"))] = "none"


def _short_slots(rng: random.Random, raw: Raw, model: TrainingModel) -> None:
    raw["availability"] |= {"am_max_min": rng.randrange(20, 45), "pm_max_min": rng.randrange(20, 45)}


def _few_days(rng: random.Random, raw: Raw, model: TrainingModel) -> None:
    for day in rng.sample(WEEKDAYS, 5):
        raw["availability"]["days"][day] = {"am": "none", "pm": "none"}


def _rest_everywhere(rng: random.Random, raw: Raw, model: TrainingModel) -> None:
    day = _date(rng, raw)
    _pin(raw, day, "rest")
    raw["season"]["pins"].append({"date": day, "slot": "pm", "kind": "long"})
    _pin(raw, day + dt.timedelta(days=1), "long")


NUMBERS: tuple[tuple[str, str, int], ...] = (
    ("week-intensity-share", "min_easy_pct", 97), ("week-intensity-share", "min_easy_pct_low", 98),
    ("hard-day-spacing", "gap_days", 5), ("intensity-ceiling", "min_easy_pace_pct", 150),
    ("hit-recovery", "easy_days_before_double", 5), ("easy-runs", "min_min", 74), ("am-pm-gap", "min_gap_min", 590),
    ("recovery-week", "min_fewer_min", 500), ("session-work-minutes", "pm_min", 30),
    ("single-threshold-days", "min_work_min", 35), ("long-run", "max_week_pct", 1),
)  # fmt: skip


def _hard_number(rng: random.Random, raw: Raw, model: TrainingModel) -> TrainingModel:
    slug, key, value = rng.choice(NUMBERS)
    record = model.rules[slug].model_copy(update={key: value})
    if slug == "long-run":
        record = record.model_copy(update={"or_max_min": 10})
    return replace(model, rules={**model.rules, slug: record})


PLANTS: dict[str, Any] = {
    "pins-touch": _pins_touch, "long-pin": _long_pin, "hit-in-recovery": _hit_in_recovery,
    "closed-evening": _closed_evening, "closed-slot": _closed_slot, "short-slots": _short_slots, "few-days": _few_days,
    "pins-for-long": _rest_everywhere, "hard-number": _hard_number,
}  # fmt: skip


def found_from(first: int) -> Iterator[tuple[int, Planted]]:
    """Seeds from `first` on, with their seasons without a plan."""
    seed = first
    while True:
        own = planted(seed)
        if own is not None:
            yield seed, own
        seed += 1


def main() -> int:
    number, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    failed, began, slowest = 0, time.process_time(), 0.0
    for tried, (seed, own) in enumerate(found_from(first), 1):
        start = time.process_time()
        try:
            wrong = faults(own)
        except Exception as error:
            wrong = [f"{type(error).__name__}: {error}"]
        took = time.process_time() - start
        slowest = max(slowest, took)
        failed += bool(wrong)
        if wrong or took > 15:
            print(f"seed {seed} {own.plant} ({took:.1f} s): {'; '.join(wrong) or 'slow'}", flush=True)
        if tried % 50 == 0:
            print(f"{tried} tried, {failed} not found minimal", file=sys.stderr, flush=True)
        if tried == number:
            break
    mean = (time.process_time() - began) / number
    print(f"{number} planted clashes, {failed} not found minimal; {mean:.1f} s CPU each, slowest {slowest:.1f} s")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
