"""Independent jobs on all cores, each in a process of its own: the solver's models cannot be sent, scenarios can."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

J = TypeVar("J")
R = TypeVar("R")


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def side_by_side(
    run: Callable[[J], R], jobs: Sequence[J], processes: int | None = None, *, apart: bool = False
) -> Iterator[R]:
    """`run` of every job, in the order of the jobs, each as soon as it and those before it are done.

    One job, or one process, runs here.  `run` is a function of a module, jobs and results can be pickled.
    An interrupt ends all of them at once.

    Parameters
    ----------
    processes : at most so many at a time; default: one for each core.
    apart : never here, so that an interrupt ends a job that would give it a meaning of its own.

    Raises
    ------
    MemoryError
        when the system ended a process, as it does where memory runs out.
    """
    most = min(processes or cores(), len(jobs))
    if most <= 1 and not apart:
        yield from map(run, jobs)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(max(1, most), mp_context=context, initializer=_leave_interrupts)
    try:
        with _interrupts_wait():
            results = pool.map(run, jobs)  # starts the processes
        yield from results
    except BaseException as error:
        for process in list((pool._processes or {}).values()):
            process.kill()  # a job may take a mere SIGTERM for a wish to end well, and the next one begin
        if isinstance(error, BrokenProcessPool):
            raise MemoryError from None
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Ctrl-C waits while processes start: they inherit that, and none of them is hit before it can look away."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
