"""The witness in a process of its own.

What HiGHS prints stays off stdout, the process can be ended at any time, and it has another core.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection

from ndt_opt.domain.scenario import Scenario
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.witness.testimony import LINEAR, WITNESSES, Told, told

GRACE_S = 30.0
"""HiGHS looks at the clock between two steps only; so much later it is ended."""


class Apart:
    """Asks at once; `answers` waits for what comes out, and for the seconds it took."""

    def __init__(self, scenario: Scenario, model: TrainingModel, z2_s: int | None, limit_s: float) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe(duplex=False)
        self._began = time.monotonic()
        self._until = self._began + len(WITNESSES) * limit_s + GRACE_S
        self._process = context.Process(target=_work, args=(theirs, scenario, model, z2_s, limit_s), daemon=True)
        with _without_interrupts():
            self._process.start()
        theirs.close()

    def answers(self, check: Callable[[], None]) -> list[Told]:
        """What came out; `check` is called ten times a second and may raise."""
        while not self._ours.poll(0.1):
            check()
            if time.monotonic() > self._until:
                return [Told(LINEAR, "it did not end in time", time.monotonic() - self._began)]
        try:
            found: list[Told] = self._ours.recv()
            return found
        except EOFError:
            return [Told(LINEAR, "its process ended without an answer", time.monotonic() - self._began)]

    def close(self) -> None:
        self._process.terminate()
        self._process.join()
        self._ours.close()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal; one started meanwhile leaves it to the others from the first."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # first, because it lets interrupts through again when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection, scenario: Scenario, model: TrainingModel, z2_s: int | None, limit_s: float) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    pipe.send(told(scenario, model, z2_s, limit_s))
