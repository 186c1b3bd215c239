"""Week patterns: which day of a week is what.

A pattern is seven letters, Monday first: `D` double-threshold day, `S` single threshold session,
`H` HIT, `P` race pace, `R` race, `L` long run, `E` easy running or rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ndt_opt.cpsat.day_slots import DaySlots, SlotRoom
from ndt_opt.cpsat.horizon import Week
from ndt_opt.domain.calendar import SLOTS, Slot

Letter = Literal["D", "S", "H", "P", "R", "L", "E"]
LETTERS: tuple[Letter, ...] = ("E", "D", "S", "H", "P", "L")
PLANNED_HARD = "DSHP"
"""Hard days that the plan may place; a race has its date."""

HARD_LETTERS = PLANNED_HARD + "R"
HARD = frozenset(HARD_LETTERS)
MOST = {"D": 2, "S": 4, "H": 3, "P": 2, "L": 1}
MOST_THRESHOLD, MOST_THRESHOLD_RECOVERY = 4, 2
"""What a week is offered at most (letters; threshold sessions in all), rules or no rules: it keeps the model
finite when rules are dropped."""

_PINNED_LETTER = {"threshold": "S", "tempo": "S", "hit": "H", "long": "L"}


@dataclass(frozen=True)
class Pattern:
    """Seven letters and the slot of every `S`, `H`, `P`, `R` and `L` (None on other days)."""

    letters: str
    slots: tuple[Slot | None, ...]

    def days(self, letter: str) -> tuple[int, ...]:
        return tuple(d for d, x in enumerate(self.letters) if x == letter)

    def count(self, letter: str) -> int:
        return self.letters.count(letter)


def enumerate_patterns(week: Week, allows: Callable[[str], bool], needs_s: dict[str, int]) -> list[Pattern]:
    """Every pattern whose slots exist and whose prefixes all pass `allows`.

    `needs_s` gives, per letter S, H, P, L, the seconds an AM slot must take to be preferred over PM; `P` stands only
    where it has them, and nowhere without an entry.
    """
    found: list[Pattern] = []
    places = [_places(day, needs_s) for day in week.days]

    def grow(letters: str, slots: tuple[Slot | None, ...]) -> None:
        if len(letters) == 7:
            found.append(Pattern(letters, slots))
            return
        for letter, slot in places[len(letters)]:
            if not _too_much(letters + letter, week) and allows(letters + letter):
                grow(letters + letter, (*slots, slot))

    grow("", ())
    return found


def _too_much(letters: str, week: Week) -> bool:
    """Whether the last letter is one too many; those before it are not."""
    last = letters[-1]
    if letters.count(last) > MOST.get(last, 7):
        return True
    most = MOST_THRESHOLD_RECOVERY if week.is_recovery else MOST_THRESHOLD
    return last in "DS" and 2 * letters.count("D") + letters.count("S") > most


def _places(day: DaySlots, needs_s: dict[str, int]) -> list[tuple[str, Slot | None]]:
    """The letters that a day can hold, and the slot each takes."""
    letters = LETTERS if day.race is None else ("R",)
    return [(letter, slot) for letter in letters for slot in _slots_for(letter, day, needs_s)]


def _slots_for(letter: str, day: DaySlots, needs_s: dict[str, int]) -> list[Slot | None]:
    """The slot a letter takes on a day; empty when the day cannot hold it."""
    if letter == "R":
        return [] if day.race is None else [day.race.slot]
    if letter == "E":
        return [None] if all(p.kind in ("easy", "rest") for p in day.pins) else []
    if letter == "D":
        both_open = day.am is not None and day.pm is not None
        return [None] if both_open and all(p.is_threshold for p in day.pins) else []
    pinned = [p.slot for p in day.pins if _PINNED_LETTER.get(p.kind) == letter]
    others = [p for p in day.pins if _PINNED_LETTER.get(p.kind) not in (letter, None)]
    if others or len(pinned) > 1:
        return []
    taken = {p.slot for p in day.pins if p.kind in ("easy", "rest")}
    choices: list[Slot] = [s for s in (pinned or SLOTS) if s not in taken and day.room(s) is not None]
    if letter == "P":
        choices = [s for s in choices if "P" in needs_s and _longest(s, day) >= needs_s["P"]]
    return [_best_slot(choices, day, needs_s.get(letter, 0))] if choices else []


def _best_slot(choices: list[Slot], day: DaySlots, needed_s: int) -> Slot:
    """The morning if it is long enough, else the longer slot."""
    if choices[0] == "am" and _longest("am", day) >= needed_s:
        return "am"
    return max(choices, key=lambda slot: _longest(slot, day))


def _longest(slot: Slot, day: DaySlots) -> int:
    room = day.room(slot)
    return 0 if room is None else room.longest_s


def easy_slots(
    letter: str, own: Slot | None, day: DaySlots, limit_beside_hard: Callable[[SlotRoom, SlotRoom, Slot], int]
) -> dict[Slot, int]:
    """Slots that a day of this letter, whose session stands in `own`, leaves to easy runs, with the longest (seconds).

    A slot pinned as rest is none of them.
    """
    slots: dict[Slot, int] = {}
    for slot in SLOTS if letter != "D" else ():
        room = day.room(slot)
        if slot == own or room is None or not day.is_usable(slot):
            continue
        longest = room.longest_s
        if letter in HARD and own is not None:
            hard_room = day.room(own)
            assert hard_room is not None
            longest = min(longest, limit_beside_hard(hard_room, room, own))
        if longest > 0:
            slots[slot] = longest
    return slots
