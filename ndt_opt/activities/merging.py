"""Runs into a log: the same run twice changes nothing, what the runner typed is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ndt_opt.domain.log import LogEntry, in_order

SAME_MIN, SAME_PCT = 2, 5
"""Two recordings of one run (a watch's and a phone's) start within minutes of each other and are about as long."""
TYPED = ("rpe", "lactate_mmol", "soreness", "note")


@dataclass(frozen=True)
class Merged:
    """The log after it, which entries are new or filled in, and which were there already."""

    entries: list[LogEntry]
    added: list[LogEntry]
    known: list[LogEntry]


def merge(log: Sequence[LogEntry], found: Sequence[LogEntry]) -> Merged:
    """The log with these entries; one that was typed for the same session or time takes the recording's numbers."""
    entries, added, known = list(log), [], []
    for entry in found:
        if any(_is_same(entry, other) for other in entries):
            known.append(entry)
            continue
        typed = next((e for e in entries if not e.source and _is_meant(e, entry)), None)
        if typed is not None:
            entries.remove(typed)
            entry = _filled(entry, typed)
        entries.append(entry)
        added.append(entry)
    return Merged(in_order(entries), in_order(added), known)


def is_free(log: Sequence[LogEntry], session_id: str) -> bool:
    """Whether no recording is logged for the session yet."""
    return not any(entry.session_id == session_id and entry.source for entry in log)


def _is_same(one: LogEntry, other: LogEntry) -> bool:
    if one.source and one.source == other.source and one.start == other.start and one.date == other.date:
        return True
    if one.date != other.date or one.start is None or other.start is None or not other.source:
        return False
    far, near = max(one.distance_m or 0, other.distance_m or 0), min(one.distance_m or 0, other.distance_m or 0)
    return abs(one.start - other.start) <= SAME_MIN and 100 * (far - near) <= SAME_PCT * far


def _is_meant(typed: LogEntry, entry: LogEntry) -> bool:
    """Whether what was typed is this run: for the same planned session, or at the same time."""
    if typed.session_id is not None:
        return typed.session_id == entry.session_id
    is_near = typed.start is not None and entry.start is not None and abs(typed.start - entry.start) <= SAME_MIN
    return typed.date == entry.date and is_near


def _filled(entry: LogEntry, typed: LogEntry) -> LogEntry:
    """The recording's entry with what only the runner knew."""
    own = {name: getattr(typed, name) for name in TYPED if getattr(typed, name) not in (None, (), "")}
    return replace(entry, **own)
