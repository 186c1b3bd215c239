"""One command in a process of its own, measured from outside: wall clock, CPU time, peak memory."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class Measured:
    """How a process went.

    `wall_s` from just before its start to its end; `cpu_s` user and system time and `peak_mb` the largest resident
    set, both of the process and of the children it has waited for. `code` is negative where a signal ended it.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    code: int
    is_killed: bool
    out: bytes
    err: bytes


def measure(command: Sequence[str], kill_after_s: float, env: Mapping[str, str]) -> Measured:
    """Run a command to its end, or until it and all it started are killed.

    Parameters
    ----------
    kill_after_s : seconds of wall-clock.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=dict(env), start_new_session=True
        )
        late = _Late(process.pid, kill_after_s)
        try:
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            wall_s = time.perf_counter() - began
        finally:
            late.cancel()
            _kill_group(process.pid)  # whatever it left behind; not reaped yet, so the number is still its own
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        return Measured(
            wall_s=wall_s,
            cpu_s=usage.ru_utime + usage.ru_stime,
            peak_mb=usage.ru_maxrss / 1024,
            code=process.returncode,
            is_killed=late.has_killed,
            out=_beginning(out),
            err=_beginning(err),
        )


class _Late:
    """Kills a process group when its time is over."""

    def __init__(self, pid: int, after_s: float) -> None:
        self.pid, self.has_killed = pid, False
        self.timer = threading.Timer(after_s, self._kill)
        self.timer.daemon = True
        self.timer.start()

    def _kill(self) -> None:
        self.has_killed = True
        _kill_group(self.pid)

    def cancel(self) -> None:
        self.timer.cancel()
        self.timer.join()


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _beginning(stream: object) -> bytes:
    stream.seek(0)  # type: ignore[attr-defined]
    data: bytes = stream.read(MOST_BYTES)  # type: ignore[attr-defined]
    return data
