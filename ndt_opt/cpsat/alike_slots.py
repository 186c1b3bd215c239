"""Weeks that have to be alike get the windows that all of them have.

A date may open a slot wider than its weekday does.  Where the load weeks of a block repeat each other, the wider
window is of no use to any of them, and without it they have the same columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ndt_opt.cpsat.day_slots import DaySlots, SlotRoom
from ndt_opt.cpsat.horizon import Week
from ndt_opt.domain.calendar import SLOTS, Slot
from ndt_opt.rules.training_model import TrainingModel


def with_alike_slots(weeks: Sequence[Week], model: TrainingModel) -> list[Week]:
    """The weeks, those with the same sessions with the same slots."""
    if not model.holds("block-structure") or not model.rules["block-structure"].alike_weeks:
        return list(weeks)
    blocks: dict[int, list[Week]] = {}
    for week in weeks:
        if _is_alike(week):
            blocks.setdefault(week.block, []).append(week)
    shared = {block: _shared_days(alike) for block, alike in blocks.items() if len({w.days for w in alike}) > 1}
    return [
        _with_days(week, shared[week.block]) if _is_alike(week) and week.block in shared else week for week in weeks
    ]


def _is_alike(week: Week) -> bool:
    return week.is_load and not week.affected


def _with_days(week: Week, days: list[DaySlots]) -> Week:
    return replace(week, days=tuple(_with_rooms(own, day) for own, day in zip(week.days, days, strict=True)))


def _with_rooms(own: DaySlots, shared: DaySlots) -> DaySlots:
    """The shared rooms; what the clock skips on the day is its own."""
    skipped = 0 if own.pm is None else own.pm.lost_min
    return replace(own, am=shared.am, pm=None if shared.pm is None else replace(shared.pm, lost_min=skipped))


def _shared_days(weeks: Sequence[Week]) -> list[DaySlots]:
    return [
        replace(days[0], **{slot: _shared_room(days, slot) for slot in SLOTS})
        for days in zip(*(w.days for w in weeks), strict=True)
    ]


def _shared_room(days: Sequence[DaySlots], slot: Slot) -> SlotRoom | None:
    rooms = [room for day in days if (room := day.room(slot)) is not None]
    start, end = max((r.start_min for r in rooms), default=0), min((r.end_min for r in rooms), default=0)
    if len(rooms) < len(days) or start >= end:
        return None
    return SlotRoom(start, end, min(*(r.longest_s for r in rooms), 60 * (end - start)))
