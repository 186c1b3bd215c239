"""What the log says about the sessions to come, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.domain.advice import FAMILY_NAMES, Adjustment, Advice, Deload, Family, Held
from ndt_opt.report.page import NARROWEST, WIDEST, Page
from ndt_opt.report.text import wrap


def render_advice(advice: Advice, *, width: int = 80, colour: bool = False, encoding: str = "utf-8") -> str:
    """The advice as text that ends with a newline; no line is wider than `width`, taken as 60 to 100."""
    page = Page(min(max(width, NARROWEST), WIDEST), colour, "km", encoding)
    changes = [line for change in advice.adjustments for line in _item(_adjustment(change), page)]
    deloads = [line for deload in advice.deloads for line in _item(_deload(deload), page)]
    sections = [
        ("WHAT THE LOG CHANGES", changes or ["nothing: run as planned"]),
        ("RECOVERY", deloads),
        ("HELD NOW", [f"{FAMILY_NAMES[f]}: {_held(held)}" for f, held in _in_force(advice)]),
        ("EASY RUNS", [line for note in advice.notes for line in _item(note, page)]),
    ]
    return page.sections(sections)


def _in_force(advice: Advice) -> Iterator[tuple[Family, Held]]:
    return ((family, held) for family, held in advice.held.items() if held != Held())


def _held(held: Held) -> str:
    parts = [f"rests of {held.rest_s} s at least"] if held.rest_s else []
    parts += [f"{held.slower_s} s/km slower"] if held.slower_s else []
    return ", ".join(parts) or "as planned"


def _adjustment(change: Adjustment) -> str:
    where = f"from {change.next_id} on" if change.next_id else "no such session is left"
    why = "; then ".join(change.reasons)
    before, after = _held(change.before), _held(change.after_it)
    return f"{FAMILY_NAMES[change.family]}, {where}: {before} -> {after}. {why} ({', '.join(change.rules)})"


def _deload(deload: Deload) -> str:
    when = f"a recovery week from {deload.start}" if deload.start else "next week is no load week: rest well in it"
    return f"{when}: {'; '.join(deload.reasons)} ({', '.join(deload.rules)})"


def _item(text: str, page: Page) -> list[str]:
    first, *rest = wrap(page.text(text), page.width - 2)
    return [f"- {first}", *(f"  {line}" for line in rest)]
