"""Easy running spread over the week: which slots run, and how far."""

from __future__ import annotations

from ndt_opt.decode.choice import EasyChoice, EasySlotChoice, WeekChoice
from ndt_opt.domain.calendar import Slot
from ndt_opt.menu.sessions import EASY_UNIT_M

KM = 1000 // EASY_UNIT_M
MONDAY = 0


def spread(week: WeekChoice, shortest_m: int, easy_pace: int) -> list[tuple[int, Slot, int]]:
    """`(day, slot, metres)` of every easy run; their sums are exactly the metres of `week.easy`.

    Raises
    ------
    AssertionError
        when no spread exists: the model promises one.
    """
    return sorted(run for easy in week.easy for run in _spread(week, easy, shortest_m, easy_pace))


def _spread(week: WeekChoice, easy: EasyChoice, shortest_m: int, easy_pace: int) -> list[tuple[int, Slot, int]]:
    chosen = _choose_slots(week, easy)
    if not chosen:
        assert easy.metres == 0, "easy metres without an easy run"
        return []
    low = -(-shortest_m // EASY_UNIT_M)
    tops = [min(s.longest_s * 1000 // easy_pace, week.run_limit_m) // EASY_UNIT_M for s in chosen]
    units = _whole_kilometres(easy.metres // EASY_UNIT_M, low, tops)
    return [(s.day, s.slot, EASY_UNIT_M * u) for s, u in zip(chosen, units, strict=True)]


def _choose_slots(week: WeekChoice, easy: EasyChoice) -> list[EasySlotChoice]:
    """The slots that run, the most wanted first: pinned, one run a day, then doubles; Monday rests first."""
    hard = {q.day for q in week.quality}
    long_day = week.long.day if week.long else None

    def rank(slot: EasySlotChoice) -> tuple[bool, int, bool, int, str]:
        first_of_day = slot.slot == "am" or not any(o.day == slot.day and o.slot == "am" for o in easy.slots)
        plain_day = slot.day not in hard and slot.day != long_day
        group = 0 if plain_day and first_of_day else 1 if plain_day else 2 if slot.day in hard else 3
        return not slot.pinned, group, slot.day == MONDAY, slot.day, slot.slot

    chosen: list[EasySlotChoice] = []
    for length, count in easy.runs.items():
        offered = sorted((s for s in easy.slots if s.longest_s == length), key=rank)
        chosen += offered[:count]
    return sorted(chosen, key=rank)


def _whole_kilometres(total: int, low: int, tops: list[int]) -> list[int]:
    """Units per run, whole kilometres but for one run where that can be done, else as even as can be."""
    sizes = [min(total // len(tops), top) // KM * KM for top in tops]
    if min(sizes) >= low:
        rest = _fill(sizes, tops, total - sum(sizes), KM)
        for i, top in enumerate(tops):
            if rest and sizes[i] + rest <= top:
                sizes[i] += rest
                rest = 0
        if rest == 0:
            return sizes
    sizes = [low] * len(tops)
    rest = _fill(sizes, tops, total - sum(sizes), 1)
    assert rest == 0, f"{total} units of easy running do not spread over {tops} from {low}"
    return sizes


def _fill(sizes: list[int], tops: list[int], rest: int, step: int) -> int:
    """Add `step` to the shortest run that can take it, again and again; what is left over."""
    while rest >= step:
        able = [i for i in range(len(tops)) if sizes[i] + step <= tops[i]]
        if not able:
            break
        sizes[min(able, key=lambda i: sizes[i])] += step
        rest -= step
    return rest
