"""Exit codes; scripts rely on them."""

from __future__ import annotations

DONE = 0
BROKEN = 1
BAD_INPUT = 2
INFEASIBLE = 3
NOT_OPTIMAL = 4
OUT_OF_TIME = 5
DISAGREEMENT = 6
NO_RESOURCES = 7
INTERRUPTED = 130
