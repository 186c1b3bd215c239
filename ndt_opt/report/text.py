"""Text cut to the cells of a terminal."""

from __future__ import annotations

import unicodedata


def cells(text: str) -> int:
    """Columns a terminal needs; a combining mark counts as one, so that no line is ever too long."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, width: int) -> tuple[str, str]:
    """The longest head that fits into `width` cells, and the tail."""
    used = 0
    for i, c in enumerate(text):
        used += cells(c)
        if used > width:
            return text[:i], text[i:]
    return text, ""


def fit(text: str, width: int, more: str = "…") -> str:
    """The text, shortened where it does not fit."""
    if cells(text) <= width:
        return text
    return cut(text, max(0, width - cells(more)))[0].rstrip() + more[:width]


def pad(text: str, width: int) -> str:
    """The text with spaces up to `width` cells."""
    return text + " " * max(0, width - cells(text))


def wrap(text: str, width: int) -> list[str]:
    """Lines of whole words; a word longer than a line is cut."""
    return flow(text.split(), width, " ")


def flow(items: list[str], width: int, gap: str = "  ") -> list[str]:
    """Items side by side, as many a line as fit; an item longer than a line is cut into pieces."""
    lines: list[str] = []
    for item in items:
        if lines and cells(lines[-1]) + cells(gap) + cells(item) <= width:
            lines[-1] += gap + item
            continue
        rest = item
        while rest:
            head, rest = cut(rest, width)
            lines.append(head)
    return lines
