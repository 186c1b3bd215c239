"""What the plan is worth, recomputed from its sessions alone."""

from __future__ import annotations

from collections.abc import Iterable

from ndt_opt.audit.evidence import Z2_KINDS
from ndt_opt.audit.work import total, work_seconds
from ndt_opt.domain.plan import Session


def z2_work_seconds(sessions: Iterable[Session]) -> int:
    """Zone 2 seconds of the raw reps.

    Raises
    ------
    ValueError
        when a threshold or tempo session does not say what its work is.
    """
    seconds = total(
        work_seconds(s.reps, s.rep_s, s.rep_m, None if s.pace_s_per_km is None else s.pace_s_per_km.start)
        for s in sessions
        if s.kind in Z2_KINDS
    )
    if seconds is None:
        raise ValueError("a threshold session without rep length or pace")
    return seconds
