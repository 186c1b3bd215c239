"""Whole-process time and memory of `ndt solve`: from the command to files written and audited.

    python benchmarks/whole_process.py [--repeat 3] [--weeks 24 52 104]

Each run is a process of its own.  Prints a table; asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCENARIO = Path(__file__).resolve().parents[1] / "scenarios" / "elite-5000m" / "scenario.toml"


def one_run(scenario: Path, out: Path) -> tuple[float, float, dict[str, object]]:
    """Wall seconds, peak resident memory in MB, and what the command reported."""
    command = [sys.executable, "-m", "ndt_opt", "solve", str(scenario), "--out", str(out), "--json"]
    report = out.with_suffix(".json")
    began = time.perf_counter()
    with report.open("wb") as target:
        process = subprocess.Popen(command, stdout=target)
        _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - began, usage.ru_maxrss / 1024, json.loads(report.read_text())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--weeks", type=int, nargs="+", default=[24, 52, 104])
    args = parser.parse_args()
    text = SCENARIO.read_text()
    print("weeks  status   z2_work_s  wall s (min median max)   first plan s  peak MB")
    with tempfile.TemporaryDirectory() as folder:
        for weeks in args.weeks:
            scenario = Path(folder) / f"season-{weeks}.toml"
            scenario.write_text(text.replace("weeks = 24", f"weeks = {weeks}"))
            runs = [one_run(scenario, Path(folder) / f"{weeks}-{n}") for n in range(args.repeat)]
            walls = sorted(r[0] for r in runs)
            last = runs[-1][2]
            seconds = last["statistics"]["seconds"]  # type: ignore[index]
            print(
                f"{weeks:5d}  {last['status']}  {last['objective']['z2_work_s']:9d}  "  # type: ignore[index]
                f"{walls[0]:7.2f} {statistics.median(walls):7.2f} {walls[-1]:7.2f}   "
                f"{seconds['first_plan']:9.2f}  {max(r[1] for r in runs):9.0f}"
            )


if __name__ == "__main__":
    main()
