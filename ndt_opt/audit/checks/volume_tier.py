"""The tier a plan names is the one its block's planned load km make."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import VolumeTier


def check(evidence: Evidence, params: VolumeTier) -> Iterator[Verdict]:
    """keeps `volume-tier`"""
    if evidence.claimed_tiers is None:
        yield unknown(evidence.start, "a week table names no tier")
        return
    for week in evidence.weeks:
        where = evidence.monday(week)
        claimed = evidence.claimed_tiers.get(where)
        tier = evidence.tier_of(evidence.cycle.block_of(week))
        if claimed is None or tier is None:
            yield unknown(where, "the tier or the block's planned load km are not known")
        elif claimed != tier:
            yield broken(where, f"tier {claimed}", f"tier {tier} by the block's planned load km")
