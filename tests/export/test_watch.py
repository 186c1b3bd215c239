"""FIT workouts, read back by two libraries of others, are the plan's sessions field by field."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import fitdecode
import pytest
from export.plans import HOSTILE, PLAIN, away, first, plan_of, tempo, told, with_sessions
from garmin_fit_sdk import Decoder, Stream

from ndt_opt.domain.plan import Plan, Session
from ndt_opt.errors import InputError
from ndt_opt.export.fit_file import cut
from ndt_opt.export.identity import serials
from ndt_opt.export.steps import By
from ndt_opt.export.watch import SCHEDULE, watch_files, window
from ndt_opt.export.words import control, targets

EASY = ("easy", "long")
Messages = list[tuple[str, dict[str, Any]]]


def by_fitdecode(data: bytes) -> Messages:
    """Values as it scales them: metres, seconds, m/s."""
    crc, error = fitdecode.CrcCheck.RAISE, fitdecode.ErrorHandling.RAISE
    with fitdecode.FitReader(io.BytesIO(data), check_crc=crc, error_handling=error) as reader:
        found = [m for m in reader if m.frame_type == fitdecode.FIT_FRAME_DATA]
    return [(m.name, {f.name: f.value for f in m.fields if f.value is not None}) for m in found]


def by_garmin(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Raw integers on the base fields."""
    assert Decoder(Stream.from_byte_array(bytearray(data))).check_integrity()
    found, errors = Decoder(Stream.from_byte_array(bytearray(data))).read(expand_sub_fields=False)
    assert not errors
    return found


def steps_of(data: bytes) -> list[dict[str, Any]]:
    return [values for name, values in by_fitdecode(data) if name == "workout_step"]


def files_of(plan: Plan, by: By = "pace", unit: str = "km", days: int = 800) -> dict[str, bytes]:
    return watch_files(plan, window(plan, plan.scenario.season.start, days), by, unit, "plan.json")


def name_of(session: Session) -> str:
    return f"{session.date}-{session.slot}.fit"


def quality(plan: Plan) -> list[Session]:
    return [s for s in plan.sessions if s.kind not in EASY]


def asked_of(session: Session, by: By) -> dict[str, Any]:
    """What a rep holds, as fitdecode names it."""
    heart, pace = session.heart_rate_bpm, session.pace_s_per_km
    if by == "heart-rate" and heart is not None:
        low, high = heart.low + 100, heart.high + 100
        return {
            "target_type": "heart_rate", "target_hr_zone": 0,
            "custom_target_heart_rate_low": low, "custom_target_heart_rate_high": high,
        }  # fmt: skip
    if pace is None:
        return {"target_type": "open"}
    speeds = [pytest.approx(1000 / s, abs=0.0006) for s in (pace.slow, pace.fast)]
    return {
        "target_type": "speed", "target_speed_zone": 0,
        "custom_target_speed_low": speeds[0], "custom_target_speed_high": speeds[1],
    }  # fmt: skip


def expected(session: Session, by: By) -> list[dict[str, Any]]:
    """The steps that a session is, without what people read."""
    distance, nothing = {"duration_type": "distance"}, {"target_type": "open"}
    rep = {"duration_type": "time", "duration_time": session.rep_s}
    if session.rep_m is not None:
        rep = {**distance, "duration_distance": session.rep_m}
    is_jogged = "jog" in session.title
    rest = {"duration_type": "time", "duration_time": session.rest_s, "intensity": "recovery" if is_jogged else "rest"}
    repeat = {"duration_type": "repeat_until_steps_cmplt", "duration_step": 1, "repeat_steps": session.reps}
    steps = [
        {**distance, "duration_distance": session.warmup_m, "intensity": "warmup", **nothing},
        {**rep, "intensity": "interval", **asked_of(session, by)},
        *([{**rest, **nothing}, {**repeat, **nothing, "intensity": "active"}] if session.reps > 1 else []),
        {**distance, "duration_distance": session.cooldown_m, "intensity": "cooldown", **nothing},
    ]
    return [{"message_index": n, **step} for n, step in enumerate(steps)]


def machine_part(step: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in step.items() if key not in ("wkt_step_name", "notes")}


def check(plan: Plan, by: By = "pace") -> None:
    """Every quality session of a plan, by both libraries."""
    files, numbers = files_of(plan, by), serials(plan)
    assert set(files) == {*map(name_of, quality(plan)), SCHEDULE}
    for session in quality(plan):
        data = files[name_of(session)]
        (file_name, file_id), (workout_name, workout), *_ = by_fitdecode(data)
        assert (file_name, workout_name) == ("file_id", "workout")
        assert (file_id["type"], file_id["manufacturer"]) == ("workout", "development")
        assert file_id["serial_number"] == numbers[session.id] != 0
        assert file_id["time_created"].date() == plan.scenario.season.start
        assert workout["sport"] == "running"
        steps = steps_of(data)
        assert workout["num_valid_steps"] == len(steps)
        assert [machine_part(step) for step in steps] == expected(session, by), session.title
        raw = by_garmin(data)
        assert raw["file_id_mesgs"][0]["serial_number"] == numbers[session.id]
        assert raw["workout_mesgs"][0]["num_valid_steps"] == len(raw["workout_step_mesgs"])
        assert [_raw(step) for step in raw["workout_step_mesgs"]] == [_as_raw(step) for step in steps]


def _raw(step: dict[str, Any]) -> tuple[Any, ...]:
    keys = ("duration_type", "duration_value", "target_type", "target_value", "intensity")
    return *(step.get(key) for key in keys), step.get("custom_target_value_low"), step.get("custom_target_value_high")


def _as_raw(step: dict[str, Any]) -> tuple[Any, ...]:
    """What the first library scaled, back to ms, cm and mm/s."""
    scales = {"duration_time": 1000, "duration_distance": 100, "duration_step": 1}
    length = next(round(scale * step[key]) for key, scale in scales.items() if key in step)
    value = next((step[k] for k in ("repeat_steps", "target_speed_zone", "target_hr_zone") if k in step), None)
    ends = [
        round(1000 * step[f"custom_target_speed_{end}"]) if f"custom_target_speed_{end}" in step
        else step.get(f"custom_target_heart_rate_{end}")
        for end in ("low", "high")
    ]  # fmt: skip
    return step["duration_type"], length, step["target_type"], value, step["intensity"], *ends


@pytest.mark.parametrize("name", PLAIN)
def test_every_session_is_its_workout(name: str) -> None:
    check(plan_of(name))


def test_by_heart_rate() -> None:
    """Hills have none, and stay open."""
    check(plan_of("elite-5000m"), "heart-rate")
    check(plan_of("masters-7-hours"), "heart-rate")


def test_a_tempo_run_has_no_repeat() -> None:
    plan = plan_of("elite-5000m")
    check(with_sessions(plan, tempo(plan)))
    check(with_sessions(plan, tempo(plan)), "heart-rate")


def test_a_replanned_season() -> None:
    check(away()[1].plan)


def test_no_heart_rate_is_one_line() -> None:
    with pytest.raises(InputError) as caught:
        files_of(plan_of("improver-20min-75km"), "heart-rate", days=14)
    assert len(caught.value.problems) == 1
    assert "--by pace" in str(caught.value)


def test_the_control_line_is_in_the_notes_whole() -> None:
    for name in PLAIN:
        plan = plan_of(name)
        files = files_of(plan)
        for session in quality(plan):
            notes = "; ".join(step["notes"] for step in steps_of(files[name_of(session)]) if "notes" in step)
            assert notes == "; ".join([*targets(session, "km"), control(session, "km")])


def test_names_are_short_and_tell_days_apart() -> None:
    names = []
    for name in PLAIN:
        plan = plan_of(name)
        files = files_of(plan)
        own = [by_fitdecode(files[name_of(s)])[1][1]["wkt_name"] for s in quality(plan)]
        assert len(set(own)) == len(own)
        names += own
    assert max(map(len, names)) <= 15
    assert all(name.isascii() for name in names)


def test_miles_change_what_is_read_and_nothing_else() -> None:
    plan = plan_of("elite-5000m")
    km, miles = files_of(plan, days=14), files_of(plan, unit="mi", days=14)
    for name in set(km) - {SCHEDULE}:
        a, b = steps_of(km[name]), steps_of(miles[name])
        assert [machine_part(s) for s in a] == [machine_part(s) for s in b]
    session = first(plan, "threshold")
    notes = str(steps_of(miles[name_of(session)]))
    assert "/mi" in notes
    assert "2:5" not in notes
    assert km[SCHEDULE] == miles[SCHEDULE]


def test_the_schedule_puts_each_workout_on_its_local_time() -> None:
    """FIT counts local time as if the clock stood in UTC; the clocks change on 28 March."""
    plan = plan_of("elite-5000m")
    sessions = window(plan, dt.date(2027, 3, 22), 14)
    files = watch_files(plan, sessions, "pace", "km", "plan.json")
    (_, file_id), *entries = by_fitdecode(files[SCHEDULE])
    assert file_id["type"] == "schedules"
    assert file_id["serial_number"] not in (0, *serials(plan).values())
    assert len(entries) == len(sessions) == len(files) - 1
    for (name, entry), session in zip(entries, sessions, strict=True):
        assert name == "schedule"
        own = by_fitdecode(files[name_of(session)])[0][1]
        for key in ("manufacturer", "product", "serial_number", "time_created"):
            assert entry[key] == own[key]
        assert entry["scheduled_time"].isoformat()[:19] == session.start[:19]
        assert (entry["type"], entry["completed"]) == ("workout", False)
    raw = by_garmin(files[SCHEDULE])["schedule_mesgs"]
    assert [e["serial_number"] for e in raw] == [serials(plan)[s.id] for s in sessions]


def test_serials_stay_over_a_replan() -> None:
    plan, found = away()
    before, after = serials(plan), serials(found.plan)
    assert found.plan.plan_id != plan.plan_id
    assert all(before[name] == after[name] for name in before.keys() & after.keys())
    assert len(set(after.values())) == len(after)


def test_the_window_is_four_weeks_from_the_first_open_day() -> None:
    plan, found = away()
    start, lived = plan.scenario.season.start, found.plan.scenario.lived
    assert {(s.date - start).days // 7 for s in window(plan)} == {0, 1, 2, 3}
    assert lived is not None
    assert {(s.date - lived.open_from).days // 7 for s in window(found.plan)} <= {0, 1, 2, 3}
    assert min(s.date for s in window(found.plan)) >= lived.open_from
    with pytest.raises(InputError, match="no quality session in 28 days"):
        window(plan, dt.date(2030, 1, 1))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts(text: str) -> None:
    plan = told(plan_of("club-races"), text)
    for name, data in files_of(plan, days=14).items():
        assert name == SCHEDULE or name[:10] in {s.date.isoformat() for s in plan.sessions}
        by_garmin(data)
        for _, values in by_fitdecode(data):
            texts = [v for v in values.values() if isinstance(v, str)]
            assert all(v.isprintable() and len(v.encode()) < 255 for v in texts)


def test_a_text_is_cut_between_letters() -> None:
    assert cut("a" * 254) == "a" * 254
    assert cut("a" * 255) == "a" * 251 + "…"
    assert cut("æ" * 128) == "æ" * 125 + "…"


def test_the_same_bytes_every_time() -> None:
    assert files_of(plan_of("elite-5000m")) == files_of(plan_of("elite-5000m"))


def test_numbers_that_collide_are_moved_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    class Zero:
        def __init__(self, _: bytes) -> None: ...

        def hexdigest(self) -> str:
            return "00000000"

    monkeypatch.setattr("ndt_opt.export.identity.hashlib.sha256", Zero)
    found = serials(plan_of("club-races"))
    assert sorted(found.values()) == list(range(1, len(found) + 1))
