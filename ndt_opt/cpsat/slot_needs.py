"""How long a slot must be for a letter's session, and what each pattern leaves to easy running."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ndt_opt.cpsat.day_slots import SlotRoom
from ndt_opt.cpsat.filters import Filters
from ndt_opt.cpsat.horizon import Week
from ndt_opt.cpsat.pattern import Pattern, easy_slots
from ndt_opt.domain.calendar import Slot
from ndt_opt.menu.sessions import MenuSession


def needed_seconds(
    menu: Sequence[MenuSession], filters: Filters, hits: list[MenuSession], race_paces: list[MenuSession]
) -> dict[str, int]:
    """Seconds a slot must take for the longest session of each letter."""
    singles = [s.duration_s for s in menu if "single" in s.use and filters.session(s, "single")]
    return {
        "S": max(singles, default=0),
        "H": max((s.duration_s for s in hits), default=0),
        "L": filters.longest_long_run_s(),
    } | ({"P": min(s.duration_s for s in race_paces)} if race_paces else {})


def slot_counts(
    patterns: list[Pattern], week: Week, filters: Filters, needs: dict[str, int]
) -> list[dict[tuple[int, Slot], int]]:
    """Per pattern the longest easy run, seconds, of each slot it leaves to easy running."""

    def beside_hard(hard: SlotRoom, other: SlotRoom, hard_slot: Slot) -> int:
        longest = max(needs["S"], needs["H"], needs.get("P", 0))
        return filters.easy_beside_hard(hard, other, hard_slot, longest)

    @cache
    def of_day(day: int, letter: str, own: Slot | None) -> dict[tuple[int, Slot], int]:
        left = easy_slots(letter, own, week.days[day], beside_hard)
        return {(day, slot): filters.easy_limit(longest) for slot, longest in left.items()}

    found = []
    for pattern in patterns:
        counts: dict[tuple[int, Slot], int] = {}
        for day in range(7):
            counts |= of_day(day, pattern.letters[day], pattern.slots[day])
        found.append(counts)
    return found
