"""What the log says about the sessions to come, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from ndt_opt.domain.advice import AS_PLANNED, FAMILY_NAMES, Adjustment, Advice, Deload, Held, NextSession
from ndt_opt.report.page import NARROWEST, WIDEST, Page
from ndt_opt.units import format_pace


def render_advice(advice: Advice, *, width: int = 80, colour: bool = False, encoding: str = "utf-8") -> str:
    """The advice as text that ends with a newline; no line is wider than `width`, taken as 60 to 100.

    First what holds now, with the change that led to it; older changes follow as a history.
    """
    page = Page(min(max(width, NARROWEST), WIDEST), colour, "km", encoding)
    last = {change.family: change for change in advice.adjustments}
    held = [(last[family], held) for family, held in advice.held.items() if held != AS_PLANNED]
    due = [deload for deload in advice.deloads if _is_due(deload, advice)]
    now = [*(_now(change, held) for change, held in held), *map(_deload, due)]
    older = [c for c in advice.adjustments if c not in [change for change, _ in held]]
    history = [*map(_past, older), *(_deload(d) for d in advice.deloads if d not in due)]
    sections = [
        ("WHAT THE LOG CHANGES", _items(now, page) or ["nothing: run as planned"]),
        ("TO KNOW", _items(advice.notes, page)),
        ("BEFORE", _items(history, page)),
    ]
    return page.sections(sections)


def _is_due(deload: Deload, advice: Advice) -> bool:
    """Whether its week is still to come, or it was said on the log's last day."""
    if advice.as_of is None:
        return False
    return deload.on == advice.as_of if deload.start is None else deload.start > advice.as_of


def _now(change: Adjustment, held: Held) -> str:
    return f"{FAMILY_NAMES[change.family]}: {_held(held)}. {_next(change.next)} {_why(change)}"


def _past(change: Adjustment) -> str:
    before, after = _held(change.before), _held(change.now)
    return f"{change.on}, {FAMILY_NAMES[change.family]}: {before} -> {after}. {_why(change)}"


def _why(change: Adjustment) -> str:
    return f"{'; then '.join(change.reasons)} [{', '.join(change.rules)}]"


def _next(following: NextSession | None) -> str:
    """`2027-01-12-am: rests 60 -> 90 s, 3:20 -> 3:25/km.`"""
    if following is None:
        return "No such session is left in the plan."
    parts = [f"rests {a} -> {b} s" for a, b in [following.rest_s or (0, 0)] if a != b]
    parts += [f"start at {format_pace(a)} -> {format_pace(b)}" for a, b in [following.pace or (0, 0)] if a != b]
    return f"{following.id}: {', '.join(parts) or 'has no rests to lengthen'}."


def _held(held: Held) -> str:
    parts = [f"rests at {held.rest_pct} %"] if held.rest_pct != 100 else []
    parts += [f"{held.slower_s} s/km slower"] if held.slower_s else []
    return ", ".join(parts) or "as planned"


def _deload(deload: Deload) -> str:
    when = f"a recovery week from {deload.start}" if deload.start else f"recover: {deload.instead}"
    return f"{deload.on}, {when}: {'; '.join(deload.reasons)} [{', '.join(deload.rules)}]"


def _items(texts: Sequence[str], page: Page) -> list[str]:
    return [line for text in texts for line in page.item(page.text(text))]
