"""Recorded runs as log entries: which planned session each was, and how much of it was done."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from activities.synthetic import Stretch, Watch, recording, session
from files.tiny_plan import session as planned_session

from ndt_opt.activities.entry import Run
from ndt_opt.activities.matching import confidence, match
from ndt_opt.activities.merging import is_free, merge
from ndt_opt.activities.recording import Samples
from ndt_opt.domain.log import LogEntry
from ndt_opt.domain.plan import Session
from ndt_opt.files.training_log import read_log, write_log

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


def test_the_named_session_of_short_hills_is_found_and_strides_are_none() -> None:
    """20 x 200 m last 31 s each: reps of a session, not strides."""
    hills = planned("am", 8, kind="hit", reps=20, rep_m=200, rep_s=None, hard_s=620, distance_m=13_000)
    (found,) = match([run(session(20, (31, 6.45), (75, 1.8)))], [hills])
    assert found.session is not None
    assert found.entry().work_s == pytest.approx(620, abs=40)
    strides = [Stretch(2400, 3.0), *[Stretch(20, 6.0, "work"), Stretch(60, 2.0, "rest")] * 6, Stretch(300, 3.0)]
    easy = planned("am", 8, kind="easy", distance_m=8_500)
    (matched,) = match([run(strides)], [easy])
    assert matched.session is not None
    assert (matched.entry().kind, matched.entry().work_s) == ("easy", None)


def test_a_summary_without_reps_is_matched_where_it_was_run_when_planned() -> None:
    bare = Run(replace(run(AM).recording, samples=Samples.none(), laps=()), OSLO)
    assert match([bare], [LONG_REPS])[0].session is not None
    late = Run(replace(bare.recording, start=bare.recording.start + dt.timedelta(hours=4)), OSLO)
    assert match([late], [LONG_REPS])[0].session is None
    assert match([bare], [EASY_RUN])[0].session is None  # the morning's threshold is not the afternoon's easy run
    assert match([bare], [LONG_REPS])[0].entry().pace is None  # that of the whole run is not its reps'


def test_a_session_in_two_files_is_not_cut_short() -> None:
    halves = [run(session(3, (360, 5.0), (60, 0.0)), 8.0), run(session(2, (360, 5.0), (60, 0.0)), 9.1)]
    found = match(halves, [LONG_REPS])
    (own,) = (f for f in found if f.session)
    assert own.entry().completed is None
    assert "perhaps a part of it" in own.entry().note


def test_the_same_run_twice_changes_nothing() -> None:
    runs, sessions = [run(AM), run(PM, 16.5)], [LONG_REPS, SHORT_REPS]
    once = merge([], runs, sessions)
    twice = merge(once.entries, runs, sessions)
    assert (len(once.changed), twice.changed, twice.entries) == (2, [], once.entries)
    assert twice.known == once.entries


def test_a_run_is_known_by_its_file_whatever_the_row_says_now() -> None:
    """A corrected date, another zone, another name of the file."""
    (entry,) = merge([], [run(EASY)], []).entries
    moved = replace(entry, date=entry.date - dt.timedelta(days=9), start=100, source=f"b {entry.source.split()[-1]}")
    again = merge([moved], [run(EASY)], [])
    assert (again.entries, again.changed) == ([moved], [])


def test_a_watch_and_a_phone_recorded_one_run_and_the_richer_is_taken() -> None:
    watch, phone = run(AM), run([Stretch(2580, 4.65)], 8.51)
    phone = Run(replace(phone.recording, distance_m=0.98 * watch.recording.distance_m), OSLO)
    for runs in ([watch, phone], [phone, watch]):
        (entry,) = merge([], runs, [LONG_REPS]).entries
        assert entry.source == watch.source
    (late,) = merge(merge([], [phone], []).entries, [watch], [LONG_REPS]).entries
    assert (late.source, late.session_id, late.kind) == (phone.source, LONG_REPS.id, "threshold")
    assert late.work_s


def test_known_runs_take_no_session_from_a_new_one() -> None:
    first = planned("am", 7, kind="easy", distance_m=10_800)
    log = merge([], [run(EASY, 7.5)], [first, EASY_RUN]).entries
    merged = merge(log, [run(EASY, 7.5), run(EASY, 19)], [first, EASY_RUN])
    assert [entry.session_id for entry in merged.entries] == [first.id, EASY_RUN.id]


def test_a_plan_that_comes_later_matches_what_is_logged_beside_it() -> None:
    log = merge([], [run(AM)], []).entries
    (entry,) = merge(log, [run(AM)], [LONG_REPS]).entries
    assert (entry.session_id, entry.kind, entry.completed) == (LONG_REPS.id, "threshold", 100)


def test_what_was_typed_is_never_overwritten() -> None:
    typed = LogEntry(DAY, "am", "threshold", session_id=LONG_REPS.id, rpe=14, lactate_mmol=(2.2, 2.6), completed=60,
                     pace=203, note="calf")  # fmt: skip
    (entry,) = merge([typed], [run(AM)], [LONG_REPS]).entries
    kept = (entry.rpe, entry.lactate_mmol, entry.completed, entry.pace)
    assert kept == (14, (2.2, 2.6), 60, 203)
    assert entry.note.startswith("calf; matched ")
    assert entry.work_s
    assert entry.source


def test_a_typed_run_without_a_session_is_known_by_its_time_or_as_the_only_one() -> None:
    by_time = LogEntry(DAY, "am", "easy", start=509, rpe=10)
    (filled,) = merge([by_time], [run(EASY)], []).entries
    assert (filled.rpe, filled.start, bool(filled.source)) == (10, 509, True)
    bare = LogEntry(DAY, "am", "easy", rpe=10)
    (filled,) = merge([bare], [run(EASY)], []).entries
    assert (filled.rpe, filled.start) == (10, 510)
    for other in ([replace(by_time, start=400)], [bare, replace(bare, rpe=11)]):
        assert len(merge(other, [run(EASY)], []).entries) == len(other) + 1


def test_a_session_with_a_recording_is_no_longer_free() -> None:
    (entry,) = merge([], [run(AM)], [LONG_REPS]).entries
    assert is_free([], LONG_REPS.id)
    assert not is_free([entry], LONG_REPS.id)
    assert is_free([replace(entry, source="")], LONG_REPS.id)


def test_no_cell_is_written_that_the_log_would_refuse(tmp_path: Path) -> None:
    """A rest of 70 min, a heart that reads 70, then 250 bpm, 655 km."""
    rep, rest = Stretch(300, 5.0, "work"), Stretch(4200, 0.0, "rest")
    odd = run([Stretch(600, 3.0), *[rep, rest] * 5, rep], watch=Watch(laps="workout", drift_bpm=200))
    far = Run(replace(odd.recording, distance_m=655_350.0), OSLO)
    entry = far.entry()
    assert "distance_m 655350 cannot be" in entry.note
    path = tmp_path / "log.csv"
    write_log(path, [entry])
    assert read_log(path) == [entry]


def test_reps_without_a_heart_rate_leave_no_drift_and_no_crash() -> None:
    made = run(session(6, (360, 5.0), (60, 0.0)))
    heart = made.recording.samples.heart_rate.copy()
    heart[900 + 420 : 900 + 780] = np.nan  # all of the second rep
    holey = Run(replace(made.recording, samples=replace(made.recording.samples, heart_rate=heart)), OSLO)
    assert holey.entry().hr_drift_pct is None
    three = run(session(3, (600, 5.0), (60, 0.0))).entry()
    assert (three.hr_drift_pct, three.hr_first_bpm) == (None, None)
    assert three.hr_last_bpm is not None


def test_a_tempo_inside_an_easy_run_has_no_decoupling() -> None:
    tempo = run([Stretch(1200, 3.0), Stretch(1500, 4.6), Stretch(600, 3.0)])
    assert tempo.entry().hr_drift_pct is None
    assert run([Stretch(3600, 3.0)], watch=Watch(drift_bpm=12)).entry().hr_drift_pct == pytest.approx(4, abs=2.5)
