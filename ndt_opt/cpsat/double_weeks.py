"""What a week with all its doubles takes of the share, the hours and the slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ndt_opt.cpsat.day_tables import DayChoice
from ndt_opt.cpsat.offers import DayDemand, DayOffers, Demand
from ndt_opt.cpsat.programme import Programme
from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules.training_model import TrainingModel


@dataclass(frozen=True)
class DoubleWeek:
    """The sessions of all doubles together (metres, seconds), and the seconds their week leaves to easy running."""

    work_m: int
    work_s: int
    distance_m: int
    duration_s: int
    easy_room_s: int


def least_week(
    served: Sequence[tuple[Demand, Programme]], rooms: Mapping[Demand, int], count: int
) -> DoubleWeek | None:
    """The smallest programme with the full count of doubles."""
    full = [(p.days, rooms[demand]) for demand, p in served if _is_full(demand, count)]
    return _smallest(full)


def full_week(
    demands: Sequence[Demand],
    rooms: Mapping[Demand, int],
    offers: DayOffers,
    model: TrainingModel,
) -> DoubleWeek | None:
    """The smallest doubles of the preferred minutes; None where the slots do not take them."""
    count = model.rules["double-threshold-days"].count
    smallest: dict[DayDemand, DayChoice | None] = {}
    found = []
    for demand in (d for d in demands if _is_full(d, count)):
        for day in demand:
            if day not in smallest:
                whole = [c for c in offers.of(day) if _is_preferred(c, model)]
                smallest[day] = min(whole, key=_work_m, default=None)
        days = [c for day in demand if (c := smallest[day]) is not None]
        found += [(days, rooms[demand])] if len(days) == count else []
    return _smallest(found)


def _is_full(demand: Demand, count: int) -> bool:
    return count > 0 and len(demand) == count and all(letter == "D" for letter, _, _ in demand)


def _is_preferred(choice: DayChoice, model: TrainingModel) -> bool:
    day, session = model.rules["day-work-minutes"], model.rules["session-work-minutes"]
    am, pm = choice.sessions
    is_long = am.work_s >= 60 * session.prefer_am_min and pm.work_s >= 60 * session.prefer_pm_min
    return is_long and choice.work_s >= 60 * int(day.prefer_min)


def _work_m(choice: DayChoice) -> int:
    return sum(s.work_m for s in choice.sessions)


def _smallest(weeks: Sequence[tuple[Sequence[DayChoice], int]]) -> DoubleWeek | None:
    days, room = min(weeks, key=lambda week: (sum(map(_work_m, week[0])), -week[1]), default=((), 0))
    return _double_week([s for day in days for s in day.sessions], room) if weeks else None


def _double_week(sessions: Sequence[MenuSession], easy_room_s: int) -> DoubleWeek:
    return DoubleWeek(
        sum(s.work_m for s in sessions),
        sum(s.work_s for s in sessions),
        sum(s.distance_m for s in sessions),
        sum(s.duration_s for s in sessions),
        easy_room_s,
    )
