"""Who proved a claim a second time, and who tried."""

from __future__ import annotations

from ndt_opt.domain.plan import Certificate, Check
from ndt_opt.units import minutes

_OPEN = {"not closed": "is left open", "not applicable": "was not asked", "infeasible": "", "feasible": "is denied"}


def certificate_lines(certificate: Certificate) -> list[str]:
    """The verdict, then a sentence for each check."""
    verdict = "certified: proved a second time" if certificate.certified else "not certified: no check was closed"
    return [verdict, *(_line(check, certificate) for check in certificate.checks)]


def _line(check: Check, certificate: Certificate) -> str:
    by = f"by {check.engine} ({check.formulation})"
    if check.result == "infeasible":
        more = "no plan at all" if certificate.z2_work_s is None else "no plan with more Zone 2 time"
        return f"{more}, {by}"
    bound = "" if check.bound_z2_work_s is None else f", at most {minutes(check.bound_z2_work_s)} min"
    return f"{_OPEN[check.result]} {by}: {check.why}{bound}"
