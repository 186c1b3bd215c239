"""HIT keeps away from threshold work and from the days before a double."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.rules.params import HitRecovery


def check(evidence: Evidence, params: HitRecovery) -> Iterator[Verdict]:
    """keeps `hit-recovery`"""
    hit = {day for day, runs in evidence.by_day.items() if any(r.kind == "hit" for r in runs)}
    hit |= {evidence.hit_before} if evidence.hit_before is not None else set()
    for day in sorted(hit):
        if evidence.z2_runs(day):
            yield broken(evidence.date(day), "HIT and threshold on one day", "on different days")
    for double in evidence.double_days:
        before = range(double - params.easy_days_before_double, double)
        for day in before:
            if day in hit:
                allowed = f"at least {params.easy_days_before_double} days without HIT before it"
                yield broken(evidence.date(double), f"double after HIT on {evidence.date(day)}", allowed)
        if not all(evidence.is_seen(d) for d in before) and not hit & set(before):
            yield unknown(evidence.date(double), "the days before are not known")
