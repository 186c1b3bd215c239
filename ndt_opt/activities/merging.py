"""Runs into a log: the same run twice changes nothing, and what stands there is never overwritten, only filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from ndt_opt.activities.entry import Run
from ndt_opt.activities.matching import Match, match
from ndt_opt.domain.log import LogEntry, in_order
from ndt_opt.domain.plan import Session

SAME_MIN, SAME_PCT = 2, 5
"""Two recordings of one run (a watch's and a phone's) start within minutes of each other and are about as long."""
_NOTHING: tuple[Any, ...] = (None, (), "")


@dataclass(frozen=True)
class Merged:
    """The log after it; the runs that are new in it or have filled something in, with their entries; the known ones."""

    entries: list[LogEntry]
    changed: list[tuple[Match, LogEntry]]
    known: list[LogEntry]


def merge(log: Sequence[LogEntry], runs: Sequence[Run], sessions: Iterable[Session]) -> Merged:
    """The log with these runs, matched to those sessions that no recording is logged for yet.

    Copies of one run are dropped first, the richer one kept; a run that is logged for a session keeps it.
    """
    entries, known, open_ = list(log), [], []
    for run in _distinct(runs):
        place = _place_of(run.plain, entries)
        if place is not None and entries[place].source and entries[place].session_id is not None:
            entries[place] = _filled(entries[place], run.plain)
            known.append(entries[place])
        else:
            open_.append(run)
    free = [session for session in sessions if is_free(entries, session.id)]
    changed = []
    for found in match(open_, free):
        entry = found.entry()
        place = _place_of(entry, entries)
        if place is None:
            entries.append(entry)
            changed.append((found, entry))
            continue
        before, entries[place] = entries[place], _filled(entries[place], entry)
        if entries[place] == before:
            known.append(before)
        else:
            changed.append((found, entries[place]))
    return Merged(in_order(entries), changed, known)


def is_free(log: Sequence[LogEntry], session_id: str) -> bool:
    """Whether no recording is logged for the session yet."""
    return not any(entry.session_id == session_id and entry.source for entry in log)


def _distinct(runs: Sequence[Run]) -> list[Run]:
    """One recording of each run, the richest, in the order of time."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda run: run.richness, reverse=True):
        if not any(_is_same(run.plain, other.plain) for other in kept):
            kept.append(run)
    return sorted(kept, key=lambda run: run.recording.start)


def _place_of(entry: LogEntry, entries: Sequence[LogEntry]) -> int | None:
    """Where the log has this run, or what was typed for it."""
    same = (n for n, other in enumerate(entries) if _is_same(entry, other) or _is_meant(other, entry))
    place = next(same, None)
    if place is not None:
        return place
    of = (entry.date, entry.slot, entry.kind)
    bare = [n for n, other in enumerate(entries) if _is_bare(other) and (other.date, other.slot, other.kind) == of]
    return bare[0] if len(bare) == 1 else None


def _is_bare(entry: LogEntry) -> bool:
    """Typed, with neither start nor session."""
    return not entry.source and entry.session_id is None and entry.start is None


def _is_same(one: LogEntry, other: LogEntry) -> bool:
    """Whether both are recordings of one run: of the same file's same place, or at the same time and as long."""
    if not (one.source and other.source):
        return False
    if one.source.rpartition(" ")[2] == other.source.rpartition(" ")[2]:  # digest and place
        return True
    if one.date != other.date or one.start is None or other.start is None:
        return False
    far, near = max(one.distance_m or 0, other.distance_m or 0), min(one.distance_m or 0, other.distance_m or 0)
    return abs(one.start - other.start) <= SAME_MIN and 100 * (far - near) <= SAME_PCT * far


def _is_meant(typed: LogEntry, entry: LogEntry) -> bool:
    """Whether what was typed is this run: for the same planned session, or at the same time."""
    if typed.source:
        return False
    if typed.session_id is not None:
        return typed.session_id == entry.session_id
    is_near = typed.start is not None and entry.start is not None and abs(typed.start - entry.start) <= SAME_MIN
    return typed.date == entry.date and is_near


def _filled(old: LogEntry, new: LogEntry) -> LogEntry:
    """The old entry with what it lacks; a run that was beside the plan takes the session that it is found to be."""
    empty = {f.name: getattr(new, f.name) for f in fields(old) if getattr(old, f.name) in _NOTHING}
    if old.source and old.session_id is None and new.session_id is not None:
        empty |= {"slot": new.slot, "kind": new.kind, "note": new.note}
    elif not old.source and new.note not in old.note:
        empty["note"] = "; ".join(filter(None, [old.note, new.note]))
    return replace(old, **empty)
