"""A certificate as HOW SURE tells it."""

from __future__ import annotations

from typing import Any

import pytest

from ndt_opt.domain.plan import Certificate, Check
from ndt_opt.report.certificate import certificate_lines
from ndt_opt.report.terminal import render

from .sample import sample_plan


def check(result: str, **own: Any) -> Check:
    said = {"engine": "E 1", "formulation": "a model", "settings": "", "question": "", "why": ""}
    known = {"bound_z2_work_s": None, "leaves_out": [], "rests_on": [], "model_sha256": None}
    return Check.model_validate({**said, **known, "result": result, **own})


def certificate(*checks: Check, z2_work_s: int | None = 600) -> Certificate:
    is_certified = any(c.result == "infeasible" for c in checks)
    claim = "infeasible" if z2_work_s is None else "optimal"
    return Certificate.model_validate(
        {"claim": claim, "z2_work_s": z2_work_s, "certified": is_certified, "checks": list(checks)}
    )


@pytest.mark.parametrize(
    ("own", "lines"),
    [
        (certificate(check("infeasible")),
         ["certified: proved a second time", "no plan with more Zone 2 time, by E 1 (a model)"]),
        (certificate(check("infeasible"), z2_work_s=None),
         ["certified: proved a second time", "no plan at all, by E 1 (a model)"]),
        (certificate(check("not closed", why="the time ran out", bound_z2_work_s=660)),
         ["not certified: no check was closed", "left open by E 1 (a model): the time ran out, at most 11 min"]),
        (certificate(check("not applicable", why="it knows no pins")),
         ["not certified: no check was closed", "not asked of E 1 (a model): it knows no pins"]),
    ],
)  # fmt: skip
def test_each_check_is_a_line(own: Certificate, lines: list[str]) -> None:
    assert certificate_lines(own) == lines


def test_the_page_has_it_under_how_sure() -> None:
    text = render(sample_plan(certificate=certificate(check("infeasible", engine="\x1b[31mE"))))
    assert "- certified: proved a second time\n- no plan with more Zone 2 time, by " in text
    assert "\x1b[31mE" not in text
    assert "certified" not in render(sample_plan())
