"""Patterns merged where no rule that holds tells them apart: a clash is named by tries without most rules."""

from __future__ import annotations

import datetime as dt

import pytest

from ndt_opt.cpsat import alike_patterns
from ndt_opt.cpsat.alike_patterns import Made
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.rules.steps import only

from .seasons import START, best_z2, few_sessions, season

KEPT = ["availability", "double-threshold-days", "single-threshold-days", "block-structure", "broken-intervals"]
RACE = [{"name": "x", "date": START + dt.timedelta(days=12), "distance_m": 5000, "priority": "A"}]
CLOSED = {day: {"am": "none"} for day in ("mon", "wed", "fri")}


@pytest.mark.parametrize(
    "slugs", [KEPT, [*KEPT, "hard-day-spacing"], [*KEPT, "hit-recovery", "race-day"], [*KEPT, "phase-mix"]]
)
def test_merging_loses_nothing_where_rules_are_dropped(slugs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = season(
        3, "17:00", 90, season={"start": START, "weeks": 3, "races": RACE},
        availability={"pm": "none", "days": CLOSED},
    )  # fmt: skip
    model = only(few_sessions(), slugs)
    best = best_z2(scenario, model)
    monkeypatch.setattr(alike_patterns, "_merge_equals", lambda patterns, counts, *_: (patterns, counts))
    assert best_z2(scenario, model) == best


def test_weeks_with_the_same_days_share_their_patterns() -> None:
    made = Made()
    facts = season_facts(season(3, "16:00", 120), few_sessions(), made=made)
    assert len({id(own.programmes) for own in facts.columns}) <= len(made.kinds) <= 2
