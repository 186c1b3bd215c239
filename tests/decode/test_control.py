"""Control lines: no two answers to one reading, no sample where no rest is long enough, one number per limit."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from ndt_opt.decode.control import easy_control, hit_control, threshold_control
from ndt_opt.domain.athlete import Athlete
from ndt_opt.files.model_file import read_model
from ndt_opt.menu.sessions import MenuSession, build_menu
from ndt_opt.physiology.profile import Profile, profile

MODEL = read_model("norwegian-double")
CONSTANTS = MODEL.physiology


def person(**own: Any) -> Profile:
    athlete = {"results": [{"distance_m": 5000, "time": "17:00"}], "weekly_km": 120, **own}
    return profile(Athlete.model_validate(athlete), CONSTANTS, dt.date(2026, 11, 30))


def line(template: str, reps: int, model: str = "norwegian-double", **own: Any) -> str:
    who = person(**own)
    session = next(s for s in build_menu(read_model(model), who) if s.key == (template, reps))
    return threshold_control(session, who, CONSTANTS)


def limits(text: str) -> tuple[float, float]:
    """Lactate above which to slow down, and above which to stop."""
    slow, stop = re.findall(r"above (\d\.\d+)", text)
    return float(slow), float(stop)


@pytest.mark.parametrize(
    ("lt2", "am", "pm"),
    [
        (3.0, (2.5, 3.5), (3.0, 3.5)),
        (4.0, (3.0, 4.5), (4.0, 4.5)),
        (4.6, (3.0, 5.1), (4.0, 5.1)),
        (2.4, (2.2, 2.9), (2.4, 2.9)),
    ],
)
def test_slowing_and_stopping_are_different_readings(
    lt2: float, am: tuple[float, float], pm: tuple[float, float]
) -> None:
    lactate = {"lt2_mmol": lt2}
    assert limits(line("am-6min", 5, lactate=lactate)) == am
    assert limits(line("pm-1km", 8, lactate=lactate)) == pm


def test_the_whole_line() -> None:
    assert line("pm-1km", 10, heart_rate={"lthr_bpm": 176}) == (
        "Lactate after reps 1, 2, 5 and 10: 2.5-3.0 mmol/L; no meter: 165-176 bpm and RPE 13-14; above 3.0 (no meter: "
        "176 bpm), or RPE 15: 5 s/km slower at once, after the last rep next time; still above on the next reading, "
        "above 3.5 (LT2 3.0 + 0.5), or RPE 17: stop and jog home"
    )


@pytest.mark.parametrize(
    ("template", "reps", "when"),
    [
        ("am-6min", 5, "after reps 1, 2 and 5"),
        ("am-5min", 6, "after reps 1, 2, 3 and 6"),
        ("am-10min", 2, "after reps 1 and 2"),
        ("pm-45s", 27, "after rep 14 (about 10 min of work; rest 60 s there for the sample) and after the last"),
        ("pm-90s", 14, "after rep 7 (about 10 min of work; rest 60 s there for the sample) and after the last"),
        ("pm-90s", 7, "after the last rep"),
    ],
)
def test_samples_are_taken_where_the_rest_lasts(template: str, reps: int, when: str) -> None:
    assert f"Lactate {when}: " in line(template, reps)


def test_one_reading_is_not_followed_by_another() -> None:
    tempo = line("am-tempo-20min", 1, "variants/continuous")
    assert "Lactate at the end:" in tempo
    assert "next reading" not in tempo
    assert "next reading" not in line("pm-90s", 7)


def test_without_a_meter_the_band_of_the_session_is_the_limit() -> None:
    text = line("am-6min", 5, heart_rate={"lthr_bpm": 176})
    assert "no meter: 158-169 bpm and RPE 11-13" in text
    assert "(no meter: 169 bpm)" in text
    assert "176" not in text
    assert "bpm" not in line("am-6min", 5)


def test_a_tested_maximum_is_a_guide_only_without_lthr() -> None:
    assert "rough guide only" in line("am-6min", 5, heart_rate={"max_bpm": 190})
    assert "rough guide" not in line("am-6min", 5, heart_rate={"max_bpm": 190, "lthr_bpm": 170})


def test_the_limits_are_the_models() -> None:
    own = {"stop_above_lt2_mmol": 0.3, "slower_s_per_km": 8, "stop_rpe": 18, "sample_first_reps": 3}
    session = of_menu("pm-1km", 10)
    text = threshold_control(session, person(), CONSTANTS.model_copy(update=own))
    assert "after reps 1, 2, 3, 5 and 10" in text
    assert "8 s/km slower" in text
    assert "above 3.3 (LT2 3.0 + 0.3), or RPE 18: stop" in text
    hit = of_menu("hit-20x200m-hill", 20)
    assert "more than 4 s" in hit_control(hit, CONSTANTS.model_copy(update={"hit_slower_s": 4}))


def of_menu(template: str, reps: int) -> MenuSession:
    return next(s for s in build_menu(MODEL, person()) if s.key == (template, reps))


@pytest.mark.parametrize(("lthr", "limit"), [(176, 150), (172, 146), (171, 145)])
def test_an_easy_run_has_one_limit(lthr: int, limit: int) -> None:
    """85 % of 176 are 149.6: the band says 150, and so does the line."""
    assert f"heart rate above {limit} bpm" in easy_control("easy", person(heart_rate={"lthr_bpm": lthr}), CONSTANTS)
