"""Every case of every rule, for the solver and for the auditor."""

from __future__ import annotations

from typing import Any

import pytest
from cases.auditor_side import findings
from cases.case import Case, file_slugs, read_cases
from cases.solver_side import solver_allows

from ndt_opt.audit.checks import CHECKS
from ndt_opt.cpsat.constraints import ROOMS
from ndt_opt.rules.catalogue import SLUGS
from ndt_opt.rules.params import PARAMS

CASES = [case for slug in SLUGS for case in read_cases(slug)]


def by_name(cases: list[Case], known: str = "") -> Any:
    """One test a case; where `known` says that a side is wrong, it has to fail."""
    listed = []
    for case in cases:
        why = getattr(case, known) if known else ""
        marks = [pytest.mark.xfail(reason=why, strict=True, raises=AssertionError)] if why else []
        listed.append(pytest.param(case, id=f"{case.rule}: {case.name}", marks=marks))
    return pytest.mark.parametrize("case", listed)


@by_name(CASES, "solver_errs")
def test_solver(case: Case) -> None:
    assert solver_allows(case) == case.is_allowed


@by_name(CASES, "auditor_errs")
def test_auditor(case: Case) -> None:
    told = findings(case)
    statuses = {f.status for f in told}
    assert statuses == {"kept"} if case.is_allowed else "broken" in statuses, told


@by_name([case for case in CASES if not case.is_allowed])
def test_only_its_room_forbids_it(case: Case) -> None:
    """With the rule off the solver lets the diary pass: no case is forbidden by a slip of the pen."""
    assert solver_allows(case, case.also) == (not case.elsewhere)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_dropped_room_is_noticed(slug: str) -> None:
    assert any(not (c.is_allowed or c.elsewhere or c.solver_errs) for c in read_cases(slug))


def test_every_rule_has_its_places() -> None:
    assert file_slugs() == set(SLUGS)
    assert tuple(ROOMS) == tuple(CHECKS) == tuple(PARAMS) == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_file_shows_its_rule(slug: str) -> None:
    cases = read_cases(slug)
    assert {case.rule for case in cases} == {slug}
    assert len({case.name for case in cases}) == len(cases)
    assert sum(case.is_allowed for case in cases) >= 2
    assert sum(not case.is_allowed for case in cases) >= 3
