"""Each rule broken on purpose, at both ends of the season and at its exact limit."""

from __future__ import annotations

import pytest

from ndt_opt.domain.plan import Finding
from ndt_opt.rules.catalogue import SLUGS

from .builder import audit, scenario, season, spoiled, told
from .cases import CASES, Case


def found_in(case: Case, rules: dict[str, dict[str, object]] | None = None) -> list[Finding]:
    runs = spoiled(spoiled(season(), case.edit), {}, case.drop, case.add)
    return audit(runs, scenario(**case.of), rules or case.rules, **case.plan)


@pytest.mark.parametrize("case", CASES, ids=[f"{c.slug}: {c.name}" for c in CASES])
def test_case(case: Case) -> None:
    found = found_in(case)
    assert sorted(told(found, case.slug)) == sorted(case.broken), [f for f in found if f.rule == case.slug]
    assert len(told(found, case.slug, "kept")) == (
        0 if case.broken or told(found, case.slug, "not checked") else 1
    )


@pytest.mark.parametrize("case", [c for c in CASES if c.broken], ids=lambda c: f"{c.slug}: {c.name}")
def test_a_rule_that_is_off_is_not_judged(case: Case) -> None:
    rules = {k: dict(v) for k, v in case.rules.items()}
    rules.setdefault(case.slug.replace("-", "_"), {})["strength"] = "off"
    assert not [f for f in found_in(case, rules) if f.rule == case.slug]


def test_every_rule_is_kept_by_the_good_season() -> None:
    found = audit(season(6), scenario(6))
    assert [(f.rule, f.status) for f in found] == [(slug, "kept") for slug in (*SLUGS, "plan-bookkeeping")]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_rule_has_cases_that_break_it(slug: str) -> None:
    assert any(c.slug == slug and c.broken for c in CASES)
    assert any(c.slug == slug and not c.broken for c in CASES) or slug in (
        "hit-recovery",
        "load-recovery-cycle",
    )
