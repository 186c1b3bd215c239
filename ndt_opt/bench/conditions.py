"""Under which conditions a suite ran."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
from pathlib import Path

from ndt_opt import __version__
from ndt_opt.domain.record import Record


class Conditions(Record):
    """`started` in UTC; `cores` this process may use; `load_before`: processes that were busy in the minute before."""

    suite: str
    started: str
    machine: str
    cores: int
    memory_gb: float
    system: str
    python: str
    ndt: str
    load_before: float


def conditions(suite: str, now: dt.datetime) -> Conditions:
    """Of this machine."""
    return Conditions(
        suite=suite,
        started=now.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S"),
        machine=_processor(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory_gb=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        ndt=" ".join(filter(None, [__version__, _commit()])),
        load_before=round(os.getloadavg()[0], 2),
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _commit() -> str:
    """The commit of the checkout, marked where files of it were changed; empty outside of one."""
    root = Path(__file__).resolve().parents[2]
    if not (root / ".git").exists():
        return ""
    try:
        head = _git(root, "rev-parse", "--short", "HEAD")
        return f"{head} with changes" if _git(root, "status", "--porcelain", "--untracked-files=no") else head
    except (OSError, subprocess.CalledProcessError):
        return ""


def _git(root: Path, *args: str) -> str:
    return subprocess.run(["git", *args], cwd=root, capture_output=True, check=True, text=True).stdout.strip()
