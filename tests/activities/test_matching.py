"""Recorded runs as log entries: which planned session each was, and how much of it was done."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from files.tiny_plan import session as planned_session

from activities.synthetic import START, Stretch, Watch, recording, session
from ndt_opt.activities.entry import Run
from ndt_opt.activities.matching import confidence, match
from ndt_opt.activities.merging import is_free, merge
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Session

PLAIN = Watch()
OSLO = ZoneInfo("Europe/Oslo")
DAY = dt.date(2026, 5, 12)
EASY = [Stretch(3600, 3.0)]
AM = session(5, (360, 5.0), (60, 0.0))
PM = session(10, (180, 5.3), (60, 1.8))


def run(stretches: list[Stretch], hour: float = 8.5, watch: Watch = PLAIN) -> Run:
    """As it would have been recorded at that hour in Oslo on DAY."""
    at = dt.datetime(2026, 5, 12, tzinfo=OSLO) + dt.timedelta(hours=hour)
    made = recording(stretches, watch)
    return Run(replace(made, start=at.astimezone(dt.UTC), digest=f"{hour:016.2f}"), OSLO)


def planned(slot: str, hour: int, **values: Any) -> Session:
    usual = {"id": f"{DAY}-{slot}", "date": DAY, "slot": slot, "start": f"{DAY}T{hour:02d}:30:00+02:00"}
    return planned_session().model_copy(update={**usual, **values})


def reps(slot: str, hour: int, count: int, rep_s: int, distance_m: int) -> Session:
    return planned(slot, hour, kind="threshold", reps=count, rep_s=rep_s, rest_s=60, hard_s=count * rep_s,
                   distance_m=distance_m)  # fmt: skip


LONG_REPS, SHORT_REPS = reps("am", 8, 5, 360, 13_500), reps("pm", 16, 10, 180, 15_000)
EASY_RUN = planned("pm", 16, kind="easy", distance_m=10_800)


def ids(runs: list[Run], sessions: list[Session]) -> list[str | None]:
    return [found.session.id if found.session else None for found in match(runs, sessions)]


def test_a_double_day_is_told_apart_by_shape_and_clock() -> None:
    runs = [run(PM, 16.5), run(AM, 8.5)]
    assert ids(runs, [LONG_REPS, SHORT_REPS]) == [SHORT_REPS.id, LONG_REPS.id]
    assert all(found.confidence > 0.8 for found in match(runs, [LONG_REPS, SHORT_REPS]))


def test_sessions_that_changed_places_are_found_by_their_shape() -> None:
    swapped = match([run(PM, 9), run(AM, 16)], [LONG_REPS, SHORT_REPS])
    assert [found.session and found.session.id for found in swapped] == [SHORT_REPS.id, LONG_REPS.id]
    assert all(0.3 < found.confidence < 0.6 for found in swapped)


def test_an_easy_run_is_no_threshold_session() -> None:
    assert ids([run(EASY, 8.5)], [LONG_REPS]) == [None]
    assert ids([run(EASY, 17)], [LONG_REPS, EASY_RUN]) == [EASY_RUN.id]
    assert confidence(run(AM), LONG_REPS) > 2 * confidence(run(EASY), LONG_REPS)


def test_a_session_has_one_run_and_a_run_one_session() -> None:
    found = match([run(AM, 8.5), run(AM, 9.5)], [LONG_REPS, SHORT_REPS])
    first, second = (f.session.id if f.session else None for f in found)
    assert first == LONG_REPS.id
    assert second != first


def test_another_day_is_no_match() -> None:
    moved = LONG_REPS.model_copy(update={"date": DAY + dt.timedelta(days=1)})
    assert ids([run(AM)], [moved]) == [None]


def test_the_day_is_the_runners_own() -> None:
    """Half past midnight in Oslo is the evening before in UTC."""
    late = run(EASY, 0.5)
    assert (late.date, late.start, late.slot) == (DAY, 30, "am")
    assert late.recording.start.date() == DAY - dt.timedelta(days=1)


def test_the_entry_holds_what_the_watch_knows() -> None:
    (found,) = match([run(AM, 8.5, Watch(drift_bpm=8))], [LONG_REPS])
    entry = found.entry()
    assert (entry.session_id, entry.slot, entry.kind, entry.start) == (LONG_REPS.id, "am", "threshold", 510)
    assert entry.work_s == pytest.approx(1800, abs=30)
    assert entry.hard_m == pytest.approx(9000, rel=0.02)
    assert entry.pace == pytest.approx(200, abs=4)
    assert entry.rest_s == pytest.approx(60, abs=8)
    assert entry.completed in range(97, 101)
    assert entry.hr_last_bpm is not None
    assert entry.hr_first_bpm is not None
    assert entry.hr_last_bpm > entry.hr_first_bpm
    assert entry.hr_drift_pct == pytest.approx(100 * (entry.hr_last_bpm / entry.hr_first_bpm - 1), abs=0.7)
    assert entry.note.startswith("matched ")
    assert (entry.rpe, entry.lactate_mmol, entry.soreness) == (None, (), None)


def test_a_session_cut_short_says_how_much_was_done() -> None:
    (found,) = match([run(session(3, (360, 5.0), (60, 0.0)))], [LONG_REPS])
    assert found.session is not None
    assert found.entry().completed in range(58, 63)


@pytest.mark.parametrize(
    ("stretches", "kind"),
    [
        (EASY, "easy"),
        ([Stretch(5400, 3.0)], "long"),
        (AM, "threshold"),
        (session(20, (40, 5.6), (75, 1.8)), "hit"),
        ([Stretch(2400, 3.0), *[Stretch(20, 6.0, "work"), Stretch(60, 2.0, "rest")] * 6, Stretch(300, 3.0)], "easy"),
    ],
    ids=["easy", "long", "threshold", "hills", "strides"],
)
def test_beside_the_plan_the_shape_tells_the_kind(stretches: list[Stretch], kind: str) -> None:
    entry = match([run(stretches)], [])[0].entry()
    assert (entry.kind, entry.session_id, entry.completed) == (kind, None, None)
    assert entry.note.startswith("not matched to the plan")


def test_the_same_run_twice_changes_nothing() -> None:
    first = [found.entry() for found in match([run(AM), run(PM, 16.5)], [LONG_REPS, SHORT_REPS])]
    once = merge([], first)
    twice = merge(once.entries, first)
    assert (len(once.added), twice.added, twice.entries) == (2, [], once.entries)
    assert twice.known == first


def test_a_watch_and_a_phone_recorded_one_run() -> None:
    watch = run(EASY, 8.5).entry()
    phone = replace(watch, source="phone.gpx 1", start=511, distance_m=round(1.03 * (watch.distance_m or 0)))
    assert merge([watch], [phone]).added == []
    other = replace(phone, start=540)
    assert merge([watch], [other]).added == [other]


def test_what_was_typed_for_a_session_is_kept() -> None:
    typed = LogEntry(DAY, "am", "threshold", session_id=LONG_REPS.id, rpe=14, lactate_mmol=(2.2, 2.6), completed=100)
    (found,) = match([run(AM)], [LONG_REPS])
    merged = merge([typed], [found.entry()])
    (entry,) = merged.entries
    assert (entry.rpe, entry.lactate_mmol) == (14, (2.2, 2.6))
    assert entry.work_s
    assert entry.source
    by_time = LogEntry(DAY, "am", "easy", start=509, rpe=10)
    (filled,) = merge([by_time], [run(EASY).entry()]).entries
    assert (filled.rpe, filled.start) == (10, 510)
    elsewhen = LogEntry(DAY, "am", "easy", start=400, rpe=10)
    assert len(merge([elsewhen], [run(EASY).entry()]).entries) == 2


def test_a_session_with_a_recording_is_no_longer_free() -> None:
    (found,) = match([run(AM)], [LONG_REPS])
    assert is_free([], LONG_REPS.id)
    assert not is_free([found.entry()], LONG_REPS.id)
    assert is_free([replace(found.entry(), source="")], LONG_REPS.id)
    assert START.tzinfo is dt.UTC
