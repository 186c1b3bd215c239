"""Jobs in processes of their own."""

from __future__ import annotations

import os
import pickle
import signal
import time

import pytest

from ndt_opt.errors import InternalDisagreement
from ndt_opt.study.workers import cores, side_by_side


def square(number: int) -> int:
    if number < 0:
        raise ValueError(f"{number}")
    return number * number


def process(number: int) -> int:
    return os.getpid()


def stubborn(seconds: float) -> float:
    """Takes a SIGTERM for a wish, as a solve does."""
    signal.signal(signal.SIGTERM, lambda *_: None)
    time.sleep(seconds)
    return seconds


def killed(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def disagreeing(number: int) -> int:
    raise InternalDisagreement(f"plan {number}", ["finding"])


def test_results_come_in_the_order_of_the_jobs() -> None:
    assert list(side_by_side(square, [3, 1, 2], 2)) == [9, 1, 4]


def test_one_job_runs_here() -> None:
    assert list(side_by_side(process, [1], 2)) == [os.getpid()]


def test_several_jobs_run_elsewhere() -> None:
    assert os.getpid() not in set(side_by_side(process, [1, 2], 2))


def test_one_job_runs_elsewhere_when_asked() -> None:
    assert os.getpid() not in set(side_by_side(process, [1], apart=True))


def test_who_stops_listening_ends_every_job() -> None:
    results = side_by_side(stubborn, [0.0, 60.0, 60.0], 2)
    assert next(results) == 0
    begun = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 20


def test_a_process_that_the_system_ended_is_a_lack_of_memory() -> None:
    with pytest.raises(MemoryError):
        list(side_by_side(killed, [1], apart=True))


def test_a_disagreement_comes_back_with_its_plan() -> None:
    with pytest.raises(InternalDisagreement) as told:
        list(side_by_side(disagreeing, [7], apart=True))
    assert (told.value.plan, told.value.findings) == ("plan 7", ["finding"])
    assert str(pickle.loads(pickle.dumps(told.value))) == str(told.value)


def test_what_goes_wrong_in_a_job_is_told() -> None:
    with pytest.raises(ValueError, match="-1"):
        list(side_by_side(square, [2, -1], 2))


def test_there_is_a_core() -> None:
    assert cores() >= 1
