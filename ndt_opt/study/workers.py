"""Independent jobs on all cores, each in a process of its own: the solver's models cannot be sent, scenarios can."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

J = TypeVar("J")
R = TypeVar("R")


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def side_by_side(run: Callable[[J], R], jobs: Sequence[J], processes: int | None = None) -> Iterator[R]:
    """`run` of every job, in the order of the jobs, each as soon as it and those before it are done.

    One job, or one process, runs here.  `run` is a function of a module, jobs and results can be pickled.
    An interrupt ends all of them at once.

    Parameters
    ----------
    processes : at most so many at a time; default: one for each core.
    """
    most = min(processes or cores(), len(jobs))
    if most <= 1:
        yield from map(run, jobs)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(most, mp_context=context, initializer=_leave_interrupts)
    try:
        yield from pool.map(run, jobs)
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
