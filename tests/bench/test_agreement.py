"""Claims that cannot both hold."""

from __future__ import annotations

from bench.fakes import instance, run_of

from ndt_opt.bench.agreement import disagreements, twice_closed

A = instance()
OPEN = instance(optimum=None)
NO_PLAN = instance(expected="infeasible", optimum=None)


def test_equal_optima_and_a_relaxation_above_agree() -> None:
    runs = [run_of("ours"), run_of("scip"), run_of("limit", exact=False, z2_work_s=1200, bound_s=1200)]
    assert disagreements([A], runs) == []
    assert twice_closed([A], runs) == 1


def test_another_optimum_is_named_with_both_sides() -> None:
    assert disagreements([OPEN], [run_of("ours"), run_of("scip", z2_work_s=1001, bound_s=1001)]) == [
        "double-004-a-1: scip has a plan of 1001 s, ours says that none has more than 1000 s"
    ]


def test_the_recorded_optimum_is_held_against_everyone() -> None:
    assert disagreements([A], [run_of("ours", z2_work_s=999, bound_s=999)]) == [
        "double-004-a-1: the suite has a plan of 1000 s, ours says that none has more than 999 s"
    ]


def test_a_plan_that_is_not_proved_must_stay_below_as_well() -> None:
    runs = [run_of("ours"), run_of("swarm", status="feasible", z2_work_s=1100, bound_s=None)]
    assert len(disagreements([OPEN], runs)) == 1


def test_a_bound_below_a_plan() -> None:
    runs = [run_of("ours"), run_of("scip", status="unknown", z2_work_s=None, bound_s=950)]
    assert len(disagreements([OPEN], runs)) == 1


def test_a_relaxation_below_a_plan() -> None:
    runs = [run_of("ours"), run_of("limit", exact=False, z2_work_s=990, bound_s=990)]
    assert disagreements([OPEN], runs) == [
        "double-004-a-1: ours has a plan of 1000 s, limit says that none has more than 990 s"
    ]


def test_a_plan_of_a_relaxation_claims_nothing() -> None:
    assert disagreements([NO_PLAN], [run_of("limit", exact=False)]) == []


def test_a_plan_where_there_is_none() -> None:
    assert disagreements([NO_PLAN], [run_of("ours", status="infeasible", z2_work_s=None, bound_s=None)]) == []
    assert disagreements([NO_PLAN], [run_of("scip")]) == [
        "double-004-a-1: scip has a plan of 1000 s, the suite says that there is none"
    ]


def test_what_is_not_closed_twice_is_not_counted_as_agreeing() -> None:
    assert twice_closed([OPEN], [run_of("ours"), run_of("ours", pair=1), run_of("scip", None)]) == 0
