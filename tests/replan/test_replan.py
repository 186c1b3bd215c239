"""The rest of a season planned anew: facts stay, little moves, and every change has its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from ndt_opt.audit.auditor import audit_plan, broken
from ndt_opt.domain.plan import Plan, Session
from ndt_opt.domain.scenario import Race
from ndt_opt.errors import InputError
from ndt_opt.files.plan_file import plan_text
from ndt_opt.replan import Replanned, replan

from .season import again, blocking, day, entry, log_of, racing, season, shown

ELITE, IMPROVER = "elite-5000m", "improver-20min-75km"


def hard(plan: Plan) -> list[Session]:
    return [s for s in plan.sessions if s.kind not in ("easy", "long")]


@pytest.mark.parametrize("name", [ELITE, IMPROVER, "club-races", "from-easy-miles"])
@pytest.mark.parametrize("number", [0, 7, 23, 40])
def test_a_season_run_as_planned_stays_as_it_is(name: str, number: int) -> None:
    plan, found = again(name, number)
    assert found.plan.changes == []
    assert [shown(s) for s in found.plan.sessions] == [shown(s) for s in plan.sessions]
    assert found.plan.objective["z2_work_s"] == plan.objective["z2_work_s"]


def test_the_same_log_gives_the_same_bytes() -> None:
    assert plan_text(again(ELITE, 30)[1].plan) == plan_text(again(ELITE, 30)[1].plan)


def test_what_was_run_is_a_fact() -> None:
    def faster(session: Session) -> Mapping[str, Any]:
        return {"distance_m": session.distance_m + 1000} if session.kind == "easy" else {}

    plan, found = again(ELITE, 24, faster)
    as_of = day(plan, 24)
    past = [shown(s) for s in plan.sessions if s.date < as_of]
    assert [shown(s) for s in found.plan.sessions if s.date < as_of] == past
    lived = found.plan.scenario.lived
    assert lived is not None
    assert sum(r.distance_m for r in lived.runs if r.date < as_of) == sum(
        s.distance_m + 1000 * (s.kind == "easy") for s in plan.sessions if s.date < as_of
    )


def test_every_new_plan_passes_the_audit_and_counts_its_revision() -> None:
    plan, model, _ = season(ELITE)
    current, log = plan, []
    for revision, number in enumerate((9, 23, 38), start=1):
        as_of = day(plan, number)
        done = {e.session_id for e in log}
        log += [entry(s, rpe=16) for s in current.sessions if s.date < as_of and s.id not in done]
        outcome = replan(current, log, as_of, model)
        assert isinstance(outcome, Replanned)
        current = outcome.plan
        assert current.revision == revision
        assert broken(audit_plan(current, model)) == []
        assert current.original is not None
        assert current.original.plan_id == plan.plan_id
        assert [w.z2_work_s for w in current.original.weeks] == [w.z2_work_s for w in plan.weeks]


def test_the_auditor_believes_no_past_that_did_not_happen() -> None:
    """Facts that let the coming weeks be larger than what was run does."""
    _, model, _ = season(ELITE)
    plan = again(ELITE, 28, lambda s: None if 14 <= (s.date - day(season(ELITE)[0], 0)).days < 28 else {})[1].plan
    lived = plan.scenario.lived
    assert lived is not None
    shorter = [run.model_copy(update={"distance_m": run.distance_m // 3}) for run in lived.runs]
    short = lived.model_copy(update={"runs": shorter})
    told = plan.model_copy(update={"scenario": plan.scenario.model_copy(update={"lived": short})})
    assert {f.rule for f in broken(audit_plan(told, model))} >= {"run-spike"}


def test_illness_leads_to_a_return_not_to_catching_up() -> None:
    """A fortnight without a run: the weeks after it are on the way back."""
    first = season(ELITE)[0]
    plan, found = again(ELITE, 42, lambda s: None if 28 <= (s.date - day(first, 0)).days < 42 else {})
    lived = found.plan.scenario.lived
    assert lived is not None
    assert [(a.from_, a.to, a.days) for a in lived.away] == [(day(plan, 28), day(plan, 41), 14)]
    before, after = plan.weeks[6], found.plan.weeks[6]
    assert after.distance_m <= 0.51 * plan.scenario.athlete.weekly_km * 1000
    assert after.z2_work_s < before.z2_work_s
    assert found.plan.objective["z2_work_s"] < plan.objective["z2_work_s"]
    assert all("14 days without a run" in c.why for c in found.plan.changes if c.date < day(plan, 49))


def test_a_short_illness_goes_easy_for_half_as_long() -> None:
    first = season(ELITE)[0]
    plan, found = again(ELITE, 22, lambda s: None if 15 <= (s.date - day(first, 0)).days < 22 else {})
    lived = found.plan.scenario.lived
    assert lived is not None
    assert [(a.days, a.easy_days) for a in lived.away] == [(7, 4)]
    back = [s for s in hard(found.plan) if day(plan, 22) <= s.date < day(plan, 26)]
    assert back == []
    assert {c.id for c in found.plan.cancelled} == {s.id for s in hard(plan) if day(plan, 22) <= s.date < day(plan, 26)}


def test_blocked_days_move_what_can_be_moved() -> None:
    """The Thursday of a coming load week is closed: its double, HIT and the long run move a day and keep their ids."""
    first = season(ELITE)[0]
    thursday = day(first, 31)
    plan, found = again(ELITE, 24, scenario=blocking(thursday, thursday))
    assert not [s for s in found.plan.sessions if s.date == thursday]
    moved = {c.session: c for c in found.plan.changes if c.what == "moved"}
    assert {f"{thursday}-am", f"{thursday}-pm"} <= moved.keys()
    for slot in ("am", "pm"):
        change = moved[f"{thursday}-{slot}"]
        assert (change.was, change.date) == (f"{thursday}-{slot}", day(plan, 32))
        assert change.why == f"{thursday} {slot.upper()} is closed, travel (availability)"
    assert all("travel" in c.why for c in found.plan.changes)
    now = {s.id: s for s in found.plan.sessions}
    assert len(now) == len(found.plan.sessions)
    assert (now[f"{thursday}-am"].date, now[f"{thursday}-am"].kind) == (day(plan, 32), "threshold")
    assert [c for c in found.plan.changes if not day(plan, 28) <= c.date < day(plan, 35)] == []


def test_a_double_that_has_no_other_day_is_dropped() -> None:
    first = season(ELITE)[0]
    tuesday = day(first, 29)
    _, found = again(ELITE, 24, scenario=blocking(tuesday, tuesday))
    assert {c.id for c in found.plan.cancelled} >= {f"{tuesday}-am", f"{tuesday}-pm"}
    assert not [c for c in found.plan.changes if c.what == "added" and c.kind == "threshold"]


def test_in_the_week_that_has_begun_nothing_is_moved_or_added() -> None:
    first = season(ELITE)[0]
    thursday = day(first, 3)
    _, found = again(ELITE, 2, scenario=blocking(thursday, thursday, "exam"))
    own = [c for c in found.plan.changes if c.date < day(first, 7)]
    assert {c.what for c in own} == {"dropped"}
    assert {c.session for c in own} == {f"{thursday}-am", f"{thursday}-pm"}
    assert all("exam" in c.why for c in own)
    assert {c.id for c in found.plan.cancelled} == {c.session for c in own}


def test_a_new_race_changes_the_weeks_around_it_and_says_so() -> None:
    first = season(ELITE)[0]
    race = Race(name="Town 10 km", date=day(first, 75), distance_m=10_000, priority="B")
    _, found = again(ELITE, 24, scenario=racing(race))
    assert [s.date for s in found.plan.sessions if s.kind == "race"].count(race.date) == 1
    near = [c for c in found.plan.changes if abs((c.date - race.date).days) <= 7 and c.what == "dropped"]
    assert near
    assert all("Town 10 km" in c.why for c in near)


def test_trouble_in_a_row_lengthens_the_next_rests_and_says_what_was_seen() -> None:
    """Two mornings at RPE 16: the next mornings have their rests half as long again, the afternoons stay."""
    first = season(ELITE)[0]
    week = [s for s in first.sessions if day(first, 7) <= s.date < day(first, 14)]
    sore = {s.id for s in week if s.kind == "threshold" and s.slot == "am"}
    plan, found = again(ELITE, 14, lambda s: {"rpe": 16} if s.id in sore else {})
    was = {s.id: s for s in plan.sessions}
    eased = [s for s in found.plan.sessions if s.adjusted is not None]
    assert eased
    assert {s.slot for s in eased} == {"am"}
    for session in eased:
        assert session.adjusted is not None
        assert session.rest_s == session.adjusted.rest_s[1] == 90
        assert "RPE 16" in session.adjusted.why
        assert session.reps == was[session.id].reps
    assert {c.what for c in found.plan.changes if c.kind == "threshold"} == {"eased"}


def test_lactate_above_lt2_slows_the_pace_at_once() -> None:
    first = season(ELITE)[0]
    last = [s for s in first.sessions if s.kind == "threshold" and s.slot == "pm" and s.date < day(first, 14)][-1]
    _, found = again(ELITE, 21, lambda s: {"lactate_mmol": (3.0, 3.6)} if s.id == last.id else {})
    eased = [s for s in found.plan.sessions if s.adjusted is not None and s.slot == "pm"]
    assert eased
    for session in eased:
        assert session.adjusted is not None
        assert session.pace_s_per_km is not None
        assert session.adjusted.pace_s_per_km[1] - session.adjusted.pace_s_per_km[0] == 5
        assert session.pace_s_per_km.start == session.adjusted.pace_s_per_km[1]
        assert "3.6" in session.adjusted.why
        assert "E-29" in session.adjusted.why


def test_held_is_counted_from_the_template_however_often_it_is_planned_anew() -> None:
    """A session that the log has slowed once is not slowed again for the same reason."""
    plan, model, _ = season(ELITE)
    last = [s for s in plan.sessions if s.kind == "threshold" and s.slot == "pm" and s.date < day(plan, 14)][-1]
    log = log_of(plan, day(plan, 21), lambda s: {"lactate_mmol": (3.6,)} if s.id == last.id else {})
    once = replan(plan, log, day(plan, 21), model)
    assert isinstance(once, Replanned)
    twice = replan(once.plan, log, day(plan, 21), model)
    assert isinstance(twice, Replanned)
    assert [shown(s) for s in twice.plan.sessions] == [shown(s) for s in once.plan.sessions]
    assert twice.plan.changes == []


def test_three_in_a_row_bring_a_recovery_week() -> None:
    plan, model, _ = season(ELITE)
    as_of = day(plan, 7)
    log = log_of(plan, as_of, lambda s: {"rpe": 16} if s.kind == "threshold" else {})
    more = [entry(s, rpe=17) for s in plan.sessions if s.kind == "threshold" and s.date == day(plan, 8)]
    outcome = replan(plan, [*log, *more], day(plan, 9), model)
    assert isinstance(outcome, Replanned)
    assert plan.weeks[2].block == "recovery"
    assert outcome.plan.scenario.lived is not None
    rest = [s for s in hard(outcome.plan) if day(plan, 9) <= s.date < day(plan, 14)]
    assert rest == []
    assert all("the rest of the week goes easy" in c.why for c in outcome.plan.changes if c.date < day(plan, 14))


def test_a_mandated_recovery_week_stays_when_it_is_planned_anew_on_its_monday() -> None:
    plan, model, _ = season(ELITE)
    log = log_of(plan, day(plan, 4), lambda s: {"rpe": 17} if s.kind == "threshold" else {})
    log += [entry(s, date=day(plan, 4), slot="am", rpe=17) for s in plan.sessions if s.id == f"{day(plan, 8)}-am"]
    first = replan(plan, log, day(plan, 4), model)
    assert isinstance(first, Replanned)
    assert (plan.weeks[1].block, first.plan.weeks[1].block) == ("load", "recovery")
    again_ = replan(first.plan, log, day(plan, 7), model)
    assert isinstance(again_, Replanned)
    assert [w.block for w in again_.plan.weeks] == [w.block for w in first.plan.weeks]


def test_sessions_that_nobody_logged_are_told() -> None:
    first = season(ELITE)[0]
    gone = {s.id for s in first.sessions if s.kind == "easy" and s.date == day(first, 4)}
    _, found = again(ELITE, 14, lambda s: None if s.id in gone else {})
    assert found.notes[0].startswith(f"{len(gone)} planned sessions are not in the log")


def test_an_adjustment_is_taken_back_when_sessions_are_clean_again() -> None:
    plan, model, _ = season(ELITE)
    pm = [s for s in plan.sessions if s.kind == "threshold" and s.slot == "pm"]
    log = log_of(plan, day(plan, 7), lambda s: {"lactate_mmol": (3.6,)} if s.id == pm[1].id else {})
    held = replan(plan, log, day(plan, 7), model)
    assert isinstance(held, Replanned)
    assert [s.id for s in held.plan.sessions if s.adjusted is not None]
    log += [entry(s, lactate_mmol=(2.8,)) for s in held.plan.sessions if day(plan, 7) <= s.date < day(plan, 14)]
    free = replan(held.plan, log, day(plan, 14), model)
    assert isinstance(free, Replanned)
    assert [s.id for s in free.plan.sessions if s.adjusted is not None and s.date >= day(plan, 14)] == []


@pytest.mark.parametrize(
    ("as_of", "what"), [(dt.date(2030, 1, 1), "no whole week is left to plan"), (dt.date(2027, 5, 12), "no whole week")]
)
def test_a_season_that_is_over_is_not_planned(as_of: dt.date, what: str) -> None:
    plan, model, _ = season(ELITE)
    with pytest.raises(InputError, match=what):
        replan(plan, [], as_of, model)


def test_another_season_is_refused() -> None:
    plan, model, scenario = season(ELITE)
    later = scenario.season.model_copy(update={"start": day(plan, 7)})
    with pytest.raises(InputError, match="not the season of the plan"):
        replan(plan, [], day(plan, 8), model, scenario=scenario.model_copy(update={"season": later}))
