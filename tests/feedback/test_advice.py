"""A log replayed: what it changes, when, and in which words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from feedback.season import hard, made, model, run, runs
from ndt_opt.domain.advice import Advice, Held
from ndt_opt.domain.log import LogEntry, in_order
from ndt_opt.domain.plan import Plan
from ndt_opt.feedback.advice import advise

PLAN = made()
AM, PM = hard(PLAN, "am"), hard(PLAN, "pm")
EASY = [s for s in PLAN.sessions if s.kind == "easy"]
FINE: dict[str, Any] = {"rpe": 13, "completed": 100}


def said(log: list[LogEntry], plan: Plan = PLAN) -> Advice:
    return advise(plan, in_order(log), model(plan))


def test_two_hard_mornings_lengthen_the_rests_of_the_next_one_only() -> None:
    found = said(runs(AM, {"rpe": 15}, {"rpe": 16}))
    (change,) = found.adjustments
    assert (change.family, change.after, change.next_id) == ("double-am", AM[1].id, AM[2].id)
    assert (change.before, change.after_it) == (Held(0, 0), Held(90, 0))
    assert change.reasons == ("RPE 15, 11-13 planned", "RPE 16, 11-13 planned")
    assert change.rules == ("R-154", "R-155")
    assert found.held == {"double-am": Held(90, 0), "double-pm": Held(), "single": Held()}


def test_mornings_and_afternoons_are_not_analogous() -> None:
    assert said([run(AM[0], rpe=15), run(PM[0], rpe=15)]).adjustments == ()


def test_lactate_above_lt2_slows_the_next_one_at_once() -> None:
    """LT2 is 3.2; only the last reading counts."""
    (change,) = said([run(PM[0], lactate_mmol=(2.9, 3.4))]).adjustments
    assert (change.next_id, change.after_it) == (PM[1].id, Held(0, 5))
    assert change.reasons == ("last lactate 3.4 above LT2 3.2 mmol/L",)
    assert said([run(PM[0], lactate_mmol=(3.6, 3.2))]).adjustments == ()
    (far,) = said([run(PM[0], lactate_mmol=(2.9, 3.8))]).adjustments
    assert far.after_it == Held(90, 5)


def test_measured_lactate_overrules_heart_rate_but_not_rpe() -> None:
    drifting = {"hr_drift_pct": 7.0, "lactate_mmol": (2.8,)}
    assert said(runs(AM, drifting, drifting)).adjustments == ()
    assert said(runs(AM, {**drifting, "rpe": 15}, {**drifting, "rpe": 15})).adjustments != ()


def test_drift_that_more_pace_explains_is_none() -> None:
    assert said(runs(AM, *[{"hr_drift_pct": 6.0, "pace": 200}] * 2)).adjustments[0].after_it == Held(90, 0)
    assert said(runs(AM, *[{"hr_drift_pct": 6.0, "pace": 190}] * 2)).adjustments == ()
    assert said(runs(AM, *[{"hr_drift_pct": 4.9, "pace": 200}] * 2)).adjustments == ()


def test_the_planned_band_or_the_runners_own_sessions_are_the_yardstick_of_the_heart_rate() -> None:
    with_band = made(heart_rate=170)
    log = runs(hard(with_band, "am"), {"hr_last_bpm": 171}, {"hr_last_bpm": 172})
    assert said(log, with_band).adjustments[0].reasons == (
        "171 bpm in the last reps, 170 at most", "172 bpm in the last reps, 170 at most",
    )  # fmt: skip
    clean = [{"hr_last_bpm": 160, "rpe": 12}] * 3
    later = said(runs(AM, *clean, {"hr_last_bpm": 166, "rpe": 12}, {"hr_last_bpm": 167, "rpe": 12}))
    assert later.adjustments[0].reasons[0] == "166 bpm in the last reps, 160 in earlier clean ones"
    assert said(runs(AM, *clean[:2], *[{"hr_last_bpm": 180}] * 2)).adjustments == ()  # too few are no yardstick


def test_a_lower_afternoon_is_normal_and_a_much_harder_one_is_not() -> None:
    low = [run(AM[0], rpe=13, lactate_mmol=(2.7,)), run(PM[0], rpe=12, lactate_mmol=(2.1,))]
    assert said(low).adjustments == ()
    harder = [e for n in (0, 1) for e in (run(AM[n], rpe=10), run(PM[n], rpe=14))]
    (change,) = said(harder).adjustments
    assert change.reasons[0] == "RPE 14 in the afternoon after 10 in the morning"


@pytest.mark.parametrize(
    ("values", "moves"),
    [({"completed": 75}, 0), ({"completed": 55}, 1), ({"completed": 85}, 0), ({"completed": 0}, 0), ({"rpe": 17}, 1)],
)
def test_one_failed_session_corrects_at_once_and_a_missed_one_never(values: dict[str, Any], moves: int) -> None:
    assert len(said([run(AM[0], **values)]).adjustments) == moves


def test_sore_legs_and_cut_sessions_are_warnings() -> None:
    log = runs(AM, {"soreness": 6}, {"completed": 70})
    assert said(log).adjustments[0].reasons == ("soreness 6 of 10", "70 % of it done")


def test_clean_sessions_go_back() -> None:
    found = said(runs(AM, {"rpe": 17}, FINE, FINE))
    assert [change.after_it for change in found.adjustments] == [Held(90, 0), Held(0, 0)]
    assert found.adjustments[1].reasons == ("2 clean in a row",)
    assert found.held["double-am"] == Held()


def test_what_nobody_looked_at_neither_mends_nor_breaks_a_row() -> None:
    assert len(said(runs(AM, {"rpe": 15}, {}, {"rpe": 15})).adjustments) == 1


def test_three_in_a_row_of_whatever_family_mandate_a_recovery_week() -> None:
    found = said([run(AM[0], rpe=15), run(PM[0], rpe=15), run(AM[1], rpe=15)])
    (deload,) = found.deloads
    assert (deload.after, deload.start) == (AM[1].id, PLAN.weeks[1].start)
    assert len(deload.reasons) == 3
    assert deload.rules == ("R-157", "R-158", "R-159")
    assert said([run(AM[0], rpe=15), run(PM[0], rpe=13), run(AM[1], rpe=15)]).deloads == ()


def test_before_a_recovery_week_none_is_added() -> None:
    (deload,) = said([run(AM[2], rpe=15), run(PM[2], rpe=15), run(AM[3], rpe=15)]).deloads
    assert deload.start is None


def test_easy_runs_that_drift_fast_are_told() -> None:
    (note,) = said(runs(EASY, {"pace": 265}, {"pace": 260})).notes
    assert note == (
        "easy runs too fast: 2027-01-04 4:25/km, 4:30/km at the fastest; 2027-01-11 4:20/km, 4:30/km at the fastest. "
        "Easy days stay easy (R-099)"
    )
    assert said(runs(EASY, {"pace": 265}, {"pace": 290}, {"pace": 265})).notes == ()


def test_runs_beside_the_plan_say_nothing() -> None:
    other = LogEntry(PLAN.weeks[0].start + dt.timedelta(2), "am", "threshold", rpe=20, lactate_mmol=(9.0,))
    assert said([other, other]) == said([])


def test_the_last_session_of_a_family_has_no_next_one() -> None:
    assert said([run(PM[-1], rpe=17)]).adjustments[0].next_id is None
