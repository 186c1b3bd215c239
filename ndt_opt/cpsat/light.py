"""The solver's Python layer without pandas, which it imports for methods that nobody here calls.

Importing pandas takes a fifth of a second, more than all decisions of a season.  The layer needs two of its names for
annotations as it is imported; whatever it asks of pandas later comes from pandas itself, imported then.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType


class _Pandas(ModuleType):
    """Stands in for pandas until somebody uses it."""

    def __getattr__(self, name: str) -> object:
        return getattr(importlib.import_module("pandas"), name)


def import_solver() -> None:
    """Import `ortools.sat.python.cp_model`; nothing is different where that, or pandas, has been imported before."""
    if "pandas" in sys.modules or "ortools.sat.python.cp_model" in sys.modules:
        return
    stand_in = _Pandas("pandas")
    annotations = {name: type(name, (), {}) for name in ("Index", "Series")}
    stand_in.__dict__.update(annotations)
    sys.modules["pandas"] = stand_in
    try:
        importlib.import_module("ortools.sat.python.cp_model")
    finally:
        del sys.modules["pandas"]
        for name in annotations:
            delattr(stand_in, name)
