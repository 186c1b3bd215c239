"""Who proved a claim a second time, and who tried."""

from __future__ import annotations

from ndt_opt.domain.plan import Certificate, Check
from ndt_opt.units import minutes

_OPEN = {"feasible": "denied by", "not closed": "left open by", "not applicable": "not asked of"}


def certificate_lines(certificate: Certificate) -> list[str]:
    """The verdict, then a line for each check."""
    verdict = "certified: proved a second time" if certificate.certified else "not certified: no check was closed"
    return [verdict, *(_line(check, certificate) for check in certificate.checks)]


def _line(check: Check, certificate: Certificate) -> str:
    who = f"{check.engine} ({check.formulation})"
    if check.result == "infeasible":
        return f"no plan {'at all' if certificate.z2_work_s is None else 'with more Zone 2 time'}, by {who}"
    bound = "" if check.bound_z2_work_s is None else f", at most {minutes(check.bound_z2_work_s)} min"
    return f"{_OPEN[check.result]} {who}: {check.why}{bound}"
