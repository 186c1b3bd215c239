"""Peers: one runnable file each, and one run of one of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ndt_opt.bench.answer import read_answer
from ndt_opt.bench.process import Measured, measure
from ndt_opt.bench.run import OURS, Run, blank, with_answer
from ndt_opt.bench.suite import Instance
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.problems import suggestion

_MARK = 'if __name__ == "__main__":'
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]


def find_peers(folder: Path) -> dict[str, Path]:
    """Name -> file of every peer of a folder; ours first, then by name.

    A file that can be run is a peer; the others are shared by them.
    """
    files = sorted(folder.glob("*.py"), key=lambda path: (path.stem != OURS, path.stem))
    return {path.stem: path for path in files if _MARK in path.read_text(encoding="utf-8")}


def choose(found: dict[str, Path], names: Sequence[str] | None) -> dict[str, Path]:
    """The peers of these names, in their order; all where there are no names.

    Raises
    ------
    InputError
        with a line for each name that no peer has, or that stands twice.
    """
    if names is None:
        return found
    unknown = [name for name in names if name not in found]
    problems = [Problem("--peers", "", "no such peer", repr(name), suggestion(name, found)) for name in unknown]
    problems += [Problem("--peers", "", "named twice", repr(n)) for n in sorted(set(names)) if names.count(n) > 1]
    if problems:
        raise InputError(problems)
    return {name: found[name] for name in names}


def grace_s(limit_s: float) -> float:
    """Seconds beyond its limit before a peer is killed: to start, to read, to stop."""
    return 5 + limit_s / 2


def run_peer(peer: str, script: Path, instance: Instance, scenario: Path, pair: int, seed: int, limit_s: float) -> Run:
    """One run, in a process of its own."""
    command = [sys.executable, str(script), str(scenario), "--limit", f"{limit_s:g}", "--seed", str(seed)]
    measured = measure(command, limit_s + grace_s(limit_s), _environment())
    usage = {"wall_s": measured.wall_s, "cpu_s": measured.cpu_s, "peak_mb": measured.peak_mb}
    run = blank(instance, peer, pair, seed, limit_s, "failed")
    run = run.model_copy(update={name: round(value, 4) for name, value in usage.items()})
    if measured.is_killed:
        note = f"killed {grace_s(limit_s):g} s after its limit"
        return run.model_copy(update={"status": "timed-out", "note": note})
    if measured.code != 0:
        return run.model_copy(update={"note": _last_words(measured)})
    try:
        return with_answer(run, read_answer(measured.out))
    except ValueError as error:
        return run.model_copy(update={"note": str(error)})


def _environment() -> dict[str, str]:
    """Ours, with this very package to import and the same hash seed for all.

    Compiled modules are kept, as they are on a user's machine: without them every run would compile all it imports.
    """
    path = os.pathsep.join(filter(None, [str(_PACKAGE_ROOT), os.environ.get("PYTHONPATH")]))
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": path, "PYTHONHASHSEED": "0"}


def _last_words(measured: Measured) -> str:
    lines = measured.err.decode("utf-8", "replace").strip().splitlines()
    how = f"signal {-measured.code}" if measured.code < 0 else f"exit code {measured.code}"
    return f"{how}: {lines[-1][:200]}" if lines else how
