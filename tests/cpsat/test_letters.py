"""One week, all 5^7 letter strings: what the rooms allow is what the catalogue says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from itertools import pairwise, product
from typing import Any

import pytest
from ortools.sat.python import cp_model

from ndt_opt.cpsat import alike_patterns
from ndt_opt.cpsat.build import build
from ndt_opt.cpsat.columns import WeekColumns
from ndt_opt.cpsat.facts import season_facts
from ndt_opt.cpsat.filters import Filters
from ndt_opt.cpsat.horizon import build_horizon
from ndt_opt.physiology.profile import profile

from .seasons import START, answer, library, season

STRINGS = ["".join(letters) for letters in product("EDSHL", repeat=7)]
TUE, THU, WEEK_DAYS = 1, 3, frozenset(range(7))
RUNNERS: dict[str, tuple[str, int]] = {
    "A": ("17:00", 165),
    "B": ("17:00", 125),
    "C": ("17:00", 85),
    "D": ("22:00", 54),
}
TIERS = {"A": (140_000, 400_000), "B": (100_000, 139_999), "C": (60_000, 99_999), "D": (0, 59_999)}


@dataclass(frozen=True)
class Case:
    """One week and its numbers, as somebody reads them from catalogue and model file."""

    name: str
    model: str = "norwegian-double"
    tier: str = "A"
    recovery: bool = False
    blocked: tuple[int, ...] = ()
    hard_before: int = 99
    double_days: frozenset[int] = frozenset({TUE, THU})
    doubles: int = 2
    singles: tuple[int, int] = (2, 3)
    gap_days: int = 1
    in_a_row: int = 1
    hits: int = 1
    scenario: dict[str, Any] = field(default_factory=dict)


def spaced(letters: str, case: Case) -> bool:
    days = [-case.hard_before] + [d for d, x in enumerate(letters) if x in "DSH"]
    if case.gap_days:
        return all(b - a > case.gap_days for a, b in pairwise(days))
    return not any(set(range(d, d + case.in_a_row + 1)) <= set(days) for d in range(-case.in_a_row, 7))


def no_room_for_hit(letters: str) -> bool:
    """Every day is a day or less from a hard one, or two or less before a double; the slots are long enough."""
    near = [set("DSH") & set(letters[max(0, i - 1) : i + 2]) or "D" in letters[i + 1 : i + 3] for i in range(7)]
    return all(near)


def allowed(letters: str, case: Case) -> bool:
    """The catalogue's statements on kinds and days, by hand."""
    d, s, h = (letters.count(x) for x in "DSH")
    days = {i for i, x in enumerate(letters) if x == "D"}
    moved = {0, 2, 4} if case.blocked else set()
    recovers = not any(letters[i] == "H" and "D" in letters[i : i + 3] for i in range(7))
    if letters.count("L") != 1 or not spaced(letters, case) or not recovers or (d and s):
        return False
    if any(letters[i] == "D" for i in case.blocked) or not days <= case.double_days | moved:
        return False
    if len(days - case.double_days) > len(case.blocked):  # one day closed moves one double
        return False
    if case.recovery:
        return d == h == 0 and s <= 1
    full, most_hits = case.tier in "AB", case.hits if case.tier != "D" else 0
    if case.blocked:
        most = {"A": case.doubles, "B": case.doubles, "C": 1, "D": 0}[case.tier]
        singles = 0 if full else case.singles[1]  # other days take a double
        enough_hit = h == case.hits or (h < case.hits and no_room_for_hit(letters)) if full else h <= most_hits
        return d <= most and s <= singles and enough_hit
    asked = {"A": d == case.doubles, "B": d == case.doubles, "C": d <= 1, "D": d == 0}[case.tier]
    fewest = case.singles[0] if case.tier != "D" else min(1, case.singles[0])
    enough = bool(d) or fewest <= s <= case.singles[1]
    return asked and enough and (h == case.hits if full else h <= most_hits)


DEC_1 = dt.date(2026, 12, 1)
PM_CLOSED = {"availability": {"blocked": [{"from": DEC_1, "to": DEC_1, "slots": ["pm"]}]}}
SPREAD = Case("spread", "variants/spread", "B", doubles=0, singles=(4, 4), gap_days=0, in_a_row=2, hits=0)


def hard(day: int) -> dict[str, Any]:
    return {"history": {"last_hard": dt.date(2026, 11, day)}}


CASES = [
    *(Case(f"tier {tier}", tier=tier) for tier in TIERS),
    Case("recovery", recovery=True, scenario={"history": {"days_since_recovery": 14}}),
    Case("hard on Sunday before", tier="C", hard_before=1, scenario=hard(29)),
    Case("hard on Saturday before", tier="C", hard_before=2, scenario=hard(28)),
    Case("a dated block on Tuesday", blocked=(TUE,), scenario=PM_CLOSED),
    Case("a dated block in tier C", tier="C", blocked=(TUE,), scenario=PM_CLOSED),
    Case("free weekdays", model="variants/free-weekdays", tier="B", double_days=WEEK_DAYS),
    SPREAD,
    replace(SPREAD, name="spread, hard before", hard_before=1, scenario=hard(29)),
]
IDS = [case.name for case in CASES]


def by_hand(case: Case) -> set[str]:
    return {letters for letters in STRINGS if allowed(letters, case)}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_filters_never_refuse_a_legal_week(case: Case) -> None:
    scenario, model = season(1, *RUNNERS[case.tier], **case.scenario), library(case.model)
    person = profile(scenario.athlete, model.physiology, START)
    filters = Filters(model, build_horizon(scenario, model).weeks[0], person)
    assert all(filters.kinds(letters[:n]) for letters in by_hand(case) for n in range(1, 8))


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_model_allows_exactly_the_legal_weeks(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike_patterns, "_merge_equals", lambda patterns, counts, *_: (patterns, counts))
    scenario = season(1, *RUNNERS[case.tier], athlete={"longest_run_km": 30}, **case.scenario)
    built = build(season_facts(scenario, library(case.model)), thin=least_work)
    cp, week = built.grid.cp, built.grid.weeks[0]
    if not case.recovery:
        low, high = TIERS[case.tier]
        cp.add(week.volume_m >= low)
        cp.add(week.volume_m <= high)
    found: set[str] = set()
    while True:
        status, solver = answer(cp)
        if status == cp_model.INFEASIBLE:
            break
        assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        letters, chosen = next((p.letters, x) for p, x in week.patterns() if solver.value(x))
        found.add(letters)
        cp.add(chosen == 0)
    assert found == by_hand(case)


def least_work(whole: WeekColumns) -> WeekColumns:
    """The two smallest programmes of each demand: which days are hard does not hang on how hard."""
    kept: list[int] = []
    for demand in whole.demands:
        own = [i for i, (d, _) in enumerate(whole.programmes) if d == demand]
        kept += sorted(own, key=lambda i: whole.programmes[i][1].hard_m)[:2]
    return whole.only(sorted(kept))


def test_the_reference_itself_by_count() -> None:
    """Tier A by hand: doubles Tue and Thu, HIT on Sat or Sun, the long run on one of four other days."""
    assert by_hand(CASES[0]) == {
        week
        for week in STRINGS
        if week[1] == week[3] == "D" and week.count("D") == 2 and week.count("L") == 1
        and "S" not in week and week.count("H") == 1 and week.index("H") >= 5
    }  # fmt: skip
    assert len(by_hand(CASES[0])) == 8
