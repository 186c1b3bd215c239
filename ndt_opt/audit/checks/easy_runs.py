"""Easy runs are neither too short nor too long."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import EasyRuns
from ndt_opt.units import minutes


def check(evidence: Evidence, params: EasyRuns) -> Iterator[Verdict]:
    """keeps `easy-runs`"""
    allowed = f"{params.min_min} to {params.max_min} min"
    for run in evidence.runs:
        if run.kind != "easy":
            continue
        if run.duration_s is None:
            yield unknown(run.id, "duration not known", allowed)
        elif not 60 * params.min_min <= run.duration_s <= 60 * params.max_min:
            yield broken(run.id, f"{minutes(run.duration_s)} min", allowed)
