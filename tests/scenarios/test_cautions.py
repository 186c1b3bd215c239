"""What camps and changes do to a plan, read in the plan itself."""

from __future__ import annotations

import datetime as dt

import pytest

from ndt_opt.audit.auditor import audit_plan, broken
from ndt_opt.domain.outcome import Solved
from ndt_opt.domain.plan import PaceTarget, Plan, Session
from ndt_opt.report import render
from ndt_opt.units import half_up
from tests.scenarios.library import inputs, outcome

UP, DOWN = dt.date(2027, 1, 25), dt.date(2027, 2, 14)
SLOWER_S = 6
"""0.85 km above 1000 m at 7 s/km for each, 5.95."""


def plan_of(name: str) -> Plan:
    found = outcome(name)
    assert isinstance(found, Solved)
    return found.plan


def threshold(plan: Plan, up: bool) -> list[Session]:
    return [s for s in plan.sessions if s.kind == "threshold" and (UP <= s.date <= DOWN) == up]


def start(session: Session) -> int:
    assert session.pace_s_per_km is not None
    return session.pace_s_per_km.start


def test_the_same_session_starts_slower_up_there() -> None:
    plan = plan_of("altitude-camp")
    home = {s.template: start(s) for s in threshold(plan, up=False)}
    up = threshold(plan, up=True)
    both = [s for s in up if s.template in home]
    assert both
    assert all(start(s) == home[s.template] + SLOWER_S for s in both)
    assert all(s.hard_m == half_up(1000 * s.hard_s, start(s)) for s in up if s.rep_s is not None)


def test_lactate_stays_and_the_plan_says_why() -> None:
    plan = plan_of("altitude-camp")
    home = {(s.template, s.slot): s.lactate_mmol for s in threshold(plan, up=False)}
    for s in threshold(plan, up=True):
        assert home.get((s.template, s.slot), s.lactate_mmol) == s.lactate_mmol
        assert "6 s/km slower than at home" in s.control
        assert s.why[0] == "altitude"
    assert not [s for s in threshold(plan, up=False) if "altitude" in s.control]


def test_easy_runs_may_be_slower_up_there() -> None:
    plan = plan_of("altitude-camp")
    bands = {
        up: {(p.start, p.fast, p.slow) for s in plan.sessions if s.kind == "easy" and (p := s.pace_s_per_km)
             if (UP <= s.date <= DOWN) == up}
        for up in (True, False)
    }  # fmt: skip
    ((start_s, fast, slow),) = bands[False]
    assert bands[True] == {(start_s, fast, slow + SLOWER_S)}


@pytest.mark.parametrize(("up", "shift"), [(True, -SLOWER_S), (False, SLOWER_S)])
def test_the_auditor_works_the_slower_paces_out_itself(up: bool, shift: int) -> None:
    plan, (_, model) = plan_of("altitude-camp"), inputs("altitude-camp")
    session = next(s for s in threshold(plan, up) if s.rep_m is None)
    band = session.pace_s_per_km
    assert band is not None
    wrong = PaceTarget(start=band.start + shift, fast=band.fast + shift, slow=band.slow + shift)
    spoiled = [s if s != session else s.model_copy(update={"pace_s_per_km": wrong}) for s in plan.sessions]
    told = broken(audit_plan(plan.model_copy(update={"sessions": spoiled}), model))
    assert any(f.where == session.id and f"pace {band.start}" in f.allowed for f in told)


def test_nothing_hard_on_arrival_and_after_coming_down() -> None:
    hard = {s.date for s in plan_of("altitude-camp").sessions if s.kind not in ("easy", "long")}
    easy = [UP + dt.timedelta(days=d) for d in range(3)] + [DOWN + dt.timedelta(days=d) for d in (1, 2, 3)]
    assert not hard & set(easy)
    assert UP + dt.timedelta(days=3) in hard
    assert DOWN + dt.timedelta(days=4) in hard


def test_the_km_come_back_in_steps() -> None:
    weeks = plan_of("altitude-camp").weeks
    assert [w.distance_m for w in weeks[3:5]] == [112_000, 126_000]
    assert weeks[7].distance_m == weeks[0].distance_m


def test_no_step_and_little_hard_work_in_new_shoes() -> None:
    plan = plan_of("new-shoes")
    km = [w.distance_m for w in plan.weeks]
    assert max(km[3:5]) <= km[1]
    assert max(km[9:11]) <= km[7]
    for change in plan.scenario.transitions:
        days = [s.date for s in plan.sessions if s.kind == "threshold" and change.date <= s.date <= change.last]
        weeks = [(d - plan.scenario.season.start).days // 7 for d in set(days) if days.count(d) == 2]
        assert len(weeks) == len(set(weeks))
        assert not [s for s in plan.sessions if s.kind == "hit" and change.date <= s.date <= change.last]
    causes = {e.why for e in plan.scaled if e.rule == "hit-count"}
    assert causes == {"while the body gets used to a change there is less hard work (transition-caution)"}


def test_the_page_tells_the_dates() -> None:
    assert "25 Jan to 14 Feb: camp at 1850 m" in render(plan_of("altitude-camp"))
    page = render(plan_of("new-shoes"))
    shoes, strength = "25 Jan to 7 Feb: getting used to new shoes", "3 Mar to 14 Mar: getting used to strength work"
    assert 0 < page.index(shoes) < page.index(strength)
