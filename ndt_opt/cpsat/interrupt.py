"""Solving that Ctrl-C can stop with the best plan so far.

CP-SAT's own handler leaves Python no second chance, so the solve runs in a daemon thread while the main
thread waits; a signal sets a flag and the search is asked to stop until it does.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ortools.sat.python import cp_model

Report = Callable[[int | None, int | None], None]
Check = Callable[[], None]


class Stopped(Exception):
    """The user or the clock ended a step that has no result of its own yet."""


def go_on() -> None:
    """The check of a build that nobody wants to stop."""


class Stop:
    """Set once the user has asked to stop, or the wall-clock limit (from now on) has passed, or `whole` is set."""

    def __init__(self, time_limit_s: float | None, whole: Stop | None = None) -> None:
        self.interrupted, self._whole = False, whole
        self._deadline = None if time_limit_s is None else time.monotonic() + time_limit_s

    @property
    def now(self) -> bool:
        is_over = self._deadline is not None and time.monotonic() >= self._deadline
        return self.interrupted or is_over or (self._whole is not None and self._whole.now)

    def check(self) -> None:
        """Raise `Stopped` when it is time; a build calls it every now and then."""
        if self.now:
            raise Stopped


@contextmanager
def catching_signals(stop: Stop) -> Iterator[None]:
    """SIGINT and SIGTERM set the flag, a second one raises KeyboardInterrupt.

    Outside the main thread nothing is caught.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(number: int, frame: object) -> None:
        if stop.interrupted:  # a second time: at once, whatever is going on
            raise KeyboardInterrupt
        stop.interrupted = True

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Watch(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.best: int | None = None

    def on_solution_callback(self) -> None:
        self.best = round(self.objective_value)


def run(solver: cp_model.CpSolver, cp: cp_model.CpModel, stop: Stop, report: Report) -> cp_model.CpSolverStatus:
    """Solve; `report(best, bound)` is called about five times a second."""
    solver.parameters.catch_sigint_signal = False
    watch, done = _Watch(), threading.Event()
    bounds: list[int] = []
    solver.best_bound_callback = lambda bound: bounds.append(round(bound))
    result: list[cp_model.CpSolverStatus] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            result.append(solver.solve(cp, watch))
        except BaseException as error:
            failed.append(error)
        finally:
            done.set()

    threading.Thread(target=work, daemon=True).start()
    while not done.wait(0.02 if not stop.now else 0.05):
        if stop.now:
            solver.stop_search()
        else:
            report(watch.best, bounds[-1] if bounds else None)
    if failed:
        raise failed[0]
    return result[0]
