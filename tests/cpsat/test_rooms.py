"""Rooms in any order are the same model, and a rule that is dropped never costs anything."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.constraints import ROOMS
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.catalogue import SLUGS

from .seasons import START, answer, best_z2, few_sessions, season

MODEL = few_sessions()
FULL = season(3, "15:30", 130)
SMALL = season(3, "19:30", 72, history={"last_hard": START.replace(day=29)})
TIGHT = season(
    3, "16:40", 112,
    athlete={"max_weekly_hours": 10, "longest_run_km": 17},
    availability={"am_max_min": 110, "days": {"wed": {"pm": "none"}, "sun": {"pm": "none"}}},
)  # fmt: skip
SEASONS = {"full": FULL, "small": SMALL, "tight": TIGHT}
KNOWN: dict[str, int] = {}


def known(name: str) -> int:
    """The optimum with every rule on."""
    if name not in KNOWN:
        value = best_z2(SEASONS[name], MODEL)
        assert value is not None
        KNOWN[name] = value
    return KNOWN[name]


def test_every_rule_has_a_room() -> None:
    assert tuple(ROOMS) == SLUGS


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", SEASONS)
def test_the_order_of_rooms_does_not_matter(name: str, seed: int) -> None:
    order = list(ROOMS)
    random.Random(seed).shuffle(order)
    assert best_z2(SEASONS[name], MODEL, order, seed=seed) == known(name)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("name", SEASONS)
def test_dropping_a_rule_never_costs(name: str, slug: str) -> None:
    """Without the rule there is still a plan of at least the old optimum."""
    assert at_least(SEASONS[name], slug, known(name))


def at_least(scenario: Scenario, slug: str, z2_s: int) -> bool:
    built = build(season_facts(scenario, replace(MODEL, strengths={**MODEL.strengths, slug: "off"})))
    built.grid.cp.add(built.z2_s >= z2_s)
    status, solver = answer(built.grid.cp)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE), solver.status_name(status)
    return status != cp_model.INFEASIBLE
