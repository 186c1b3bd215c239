"""How a notebook shows records: drawn by whoever registered here, since the domain knows no report.

Nothing is imported but the standard library, so that `ndt_opt` itself can register a drawer and stay light.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Drawer = Callable[[Any], str | None]
_drawers: list[Drawer] = []


def draw_with(drawer: Drawer) -> None:
    """From now on records are drawn by `drawer`; None of it leaves a record to its plain text."""
    _drawers[:] = [drawer]


class Shown:
    """A record that Jupyter shows as HTML."""

    def _repr_html_(self) -> str | None:
        return _drawers[0](self) if _drawers else None
