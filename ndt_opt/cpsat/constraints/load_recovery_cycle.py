"""Load weeks, then a recovery week.

Rule    load-recovery-cycle
Keeps   doubles and HIT stand on load days only, none in a week with too few of them to be a load week; which
        days are load days the horizon says (continuing from history.days_since_recovery), on the day grid by
        a layout from `layout.py`
Breaks  a double in the third week
"""

from __future__ import annotations

from ndt_opt.cpsat.horizon import Week
from ndt_opt.rules import params as p


def allows_kinds(letters: str, week: Week, params: p.LoadRecoveryCycle) -> bool:
    on_recovery = week.is_recovery or week.recovery_days[len(letters) - 1]
    return not (on_recovery and letters[-1] in "DH")
