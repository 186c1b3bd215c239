"""Load weeks, then a recovery week.

Rule    load-recovery-cycle
Keeps   block_days / 7 load weeks and one recovery week in turn, continuing from history.days_since_recovery;
        doubles and HIT stand on load days only
Breaks  a double in the third week
"""

from __future__ import annotations

from ndt_opt.cpsat.horizon import Week
from ndt_opt.rules import params as p


def allows_kinds(letters: str, week: Week, params: p.LoadRecoveryCycle) -> bool:
    return not week.is_recovery or not ({"D", "H"} & set(letters))
