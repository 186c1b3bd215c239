"""The peers are scripts beside the package: tests import them as the scripts import each other."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "benchmarks" / "peers"))
