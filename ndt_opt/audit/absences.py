"""Days away and the way back from them, as the auditor counts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ndt_opt.rules.caution_params import TransitionCaution

Absence = tuple[int, int]
"""First day, and the day after the last."""


def absences(days: int, is_open: Callable[[int], bool]) -> tuple[Absence, ...]:
    """All days in a row without a slot to train in."""
    found: list[Absence] = []
    for day in range(days):
        if not is_open(day):
            first = found.pop()[0] if found and found[-1][1] == day else day
            found.append((first, day + 1))
    return tuple(found)


def ways_back(
    away: Sequence[Absence], weeks: int, rule: TransitionCaution, is_load: Callable[[int], bool]
) -> dict[int, str]:
    """`first` or `then`: the step on the way back that a week belongs to; a load week with an open day is a step."""
    found: dict[int, str] = {}
    for first, end in away:
        steps = (end - first) // 7 if end - first >= rule.from_days else 0
        halves = ["first"] * (steps // 2) + ["then"] * (steps - steps // 2)
        for week in range(weeks):
            if 7 * week < first or not halves:
                continue
            if found.get(week) != "first":
                found[week] = halves[0]
            is_away = any(a <= 7 * week and b >= 7 * week + 7 for a, b in away)
            if 7 * week >= end and is_load(week) and not is_away:
                halves.pop(0)
    return found
