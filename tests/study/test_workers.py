"""Jobs in processes of their own."""

from __future__ import annotations

import os

import pytest

from ndt_opt.study.workers import cores, side_by_side


def square(number: int) -> int:
    if number < 0:
        raise ValueError(f"{number}")
    return number * number


def process(number: int) -> int:
    return os.getpid()


def test_results_come_in_the_order_of_the_jobs() -> None:
    assert list(side_by_side(square, [3, 1, 2], 2)) == [9, 1, 4]


def test_one_job_runs_here() -> None:
    assert list(side_by_side(process, [1], 2)) == [os.getpid()]


def test_several_jobs_run_elsewhere() -> None:
    assert os.getpid() not in set(side_by_side(process, [1, 2], 2))


def test_what_goes_wrong_in_a_job_is_told() -> None:
    with pytest.raises(ValueError, match="-1"):
        list(side_by_side(square, [2, -1], 2))


def test_there_is_a_core() -> None:
    assert cores() >= 1
