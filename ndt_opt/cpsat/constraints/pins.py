"""What the coach pinned.

Rule    pins
Keeps   a pinned slot holds exactly the pinned kind; the horizon carries the pins, patterns respect them
Breaks  an easy run in a slot pinned as rest
"""

from __future__ import annotations

from ndt_opt.cpsat.horizon import Week
from ndt_opt.rules import params as p


def allows_kinds(letters: str, week: Week, params: p.Pins) -> bool:
    day = week.days[len(letters) - 1]
    kinds = {pin.kind for pin in day.pins}
    if letters[-1] == "E":
        return kinds <= {"easy", "rest"}
    return letters[-1] != "D" or kinds <= {"threshold", "tempo"}
