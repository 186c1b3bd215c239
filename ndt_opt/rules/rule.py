"""What a rule of the catalogue is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """`covers` names the statements of the source documents (R-xxx) and decisions (E-xx) behind it."""

    slug: str
    keeps: str
    covers: tuple[str, ...]
