"""Peers are scripts beside the package, the closed loop is a package: tests import them as they import each other."""

import sys
from pathlib import Path

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path += [str(BENCHMARKS / "peers"), str(BENCHMARKS)]
