"""Load and recovery alternate as the grid says; doubles and HIT stand on load days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ndt_opt.audit.cycle import claimed_days
from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.domain.plan import Block
from ndt_opt.rules.params import LoadRecoveryCycle


def check(evidence: Evidence, params: LoadRecoveryCycle) -> Iterator[Verdict]:
    """keeps `load-recovery-cycle`"""
    if not evidence.is_cycle_known:
        yield unknown(evidence.start, "which days are load and which recovery is not known")
        return
    if params.grid == "day":
        yield from _day_grid(evidence, evidence.claimed_blocks or (), params)
    elif evidence.claimed_blocks is not None:
        yield from _calendar_grid(evidence, evidence.claimed_blocks)
    for day, runs in evidence.by_day.items():
        if 0 <= day < evidence.days and evidence.cycle.days[day] == "recovery":
            if day in evidence.double_days:
                yield broken(evidence.date(day), "a double on a recovery day", "doubles on load days only")
            if any(r.kind == "hit" for r in runs):
                yield broken(evidence.date(day), "HIT on a recovery day", "HIT on load days only")


def _calendar_grid(evidence: Evidence, blocks: Sequence[Block]) -> Iterator[Verdict]:
    """The plan's own blocks are those of the calendar; taper and race days replace the cycle."""
    claimed = claimed_days(evidence.start, evidence.days, blocks)
    for week in evidence.weeks:
        expected = evidence.cycle.days[7 * week]
        said = {kind for kind in claimed[7 * week : 7 * week + 7] if kind is not None}
        if said - {expected}:
            yield broken(evidence.monday(week), f"called {' and '.join(sorted(said))}", f"a {expected} week")


def _day_grid(evidence: Evidence, blocks: Sequence[Block], params: LoadRecoveryCycle) -> Iterator[Verdict]:
    for before, block in pairwise(blocks):
        if before.kind == block.kind:
            yield broken(block.from_, f"{block.kind} after {before.kind}", "load and recovery in turn")
    for index, block in enumerate(blocks):
        if block.kind in ("load", "recovery"):
            yield from _block_length(evidence, blocks, index, params)


def _block_length(
    evidence: Evidence, blocks: Sequence[Block], index: int, params: LoadRecoveryCycle
) -> Iterator[Verdict]:
    """Days of one block; those already run count, and the season's edges may cut it."""
    block = blocks[index]
    is_first, is_last = index == 0, index == len(blocks) - 1
    already = evidence.scenario.history.days_since_recovery if evidence.scenario and is_first else 0
    days = (block.to - block.from_).days + 1
    if block.kind == "load":
        low, high = params.block_days[0], params.block_days[1]
        days, is_cut = days + already, is_last
    else:
        low, high = params.recovery_days, params.recovery_days
        is_cut = is_last or is_first
        if 0 < already < params.block_days[0]:
            found = f"recovery after {already} load days"
            yield broken(block.from_, found, f"{params.block_days[0]} or more")
    if days > high or (days < low and not is_cut):
        yield broken(block.from_, f"{days} {block.kind} days", f"{low} to {high}")
