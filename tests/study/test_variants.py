"""Which variants are compared: names, twins, and all problems at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from ndt_opt.domain.outcome import SolveSettings
from ndt_opt.errors import InputError
from ndt_opt.files.model_file import read_model
from ndt_opt.study.asked import Asked
from ndt_opt.study.variants import Point, differences, read_variants
from tests.scenarios.library import FOLDER

SCENARIO = FOLDER / "club-17min-120km" / "scenario.toml"
NO_HIT = "rules.hit-count.full_count = 0"


def names(*asked: Asked) -> list[str]:
    return [job.name for job in read_variants(SCENARIO, asked, SolveSettings())]


def told(*asked: Asked, points: tuple[Point, ...] = (Point(),)) -> list[str]:
    with pytest.raises(InputError) as error:
        read_variants(SCENARIO, asked, SolveSettings(), points)
    return str(error.value).splitlines()


def test_names_say_what_differs() -> None:
    asked = [Asked(), Asked("variants/spread"), Asked(None, (NO_HIT,)), Asked("spread", (NO_HIT,), "mine")]
    assert names(*asked) == ["norwegian-double", "spread", "norwegian-double, hit-count.full_count=0", "mine"]


def test_numbers_belong_to_their_variant() -> None:
    own, changed = read_variants(SCENARIO, [Asked(), Asked(None, (NO_HIT,))], SolveSettings())
    assert (own.model.rules["hit-count"].full_count, changed.model.rules["hit-count"].full_count) == (1, 0)
    assert differences(own.model, changed.model) == ["hit-count"]
    assert differences(own.model, own.model) == []


def test_differences_name_rules_and_other_parts() -> None:
    found = differences(read_model("norwegian-double"), read_model("variants/continuous"))
    assert found == ["broken-intervals", "sessions"]
    assert differences(read_model("norwegian-double"), read_model("no-cycle")) == [
        "load-recovery-cycle",
        "recovery-week",
    ]


def test_two_files_of_one_name_are_called_by_their_path(tmp_path: Path) -> None:
    for name, pct in (("one.toml", 76), ("other.toml", 78)):
        (tmp_path / name).write_text(
            f'schema = "ndt.model/1"\nname = "mine"\nextends = "norwegian-double"\nsource = "me"\n'
            f"[rules.week-intensity-share]\nmin_easy_pct = {pct}\n"
        )
    one, other = str(tmp_path / "one.toml"), str(tmp_path / "other.toml")
    assert names(Asked(one), Asked(other, (NO_HIT,))) == ["mine", "mine, hit-count.full_count=0"]
    assert names(Asked(one), Asked(other)) == [one, other]


def test_the_same_variant_twice_is_refused() -> None:
    (line,) = told(Asked("spread"), Asked("variants/spread"))
    assert line.startswith("--model: the same variant twice, found 'spread'")
    (line,) = told(Asked(), Asked("norwegian-double"))
    assert "the scenario's own model" in line


def test_every_problem_of_every_variant_is_told_once() -> None:
    lines = told(Asked("nope"), Asked(None, ("rules.hit-count.full_count=x",)), Asked("nope"), Asked(None, ("y",)))
    assert len(lines) == 3
    assert sum("no such training model" in line for line in lines) == 1


def test_a_value_is_checked_as_the_file_is() -> None:
    points = tuple(Point(km, {"athlete.max_weekly_km": km}) for km in (100, 120, 1000))
    assert told(Asked(), points=points) == [
        "scenario.toml with athlete.max_weekly_km=100: athlete.max_weekly_km: below weekly_km, found 100, "
        "allowed: at least 120",
        "scenario.toml with athlete.max_weekly_km=1000: athlete.max_weekly_km: out of range, found 1000, "
        "allowed: at most 300.0",
    ]


def test_points_come_variant_by_variant() -> None:
    points = [Point(km, {"athlete.weekly_km": km}) for km in (90, 110)]
    jobs = read_variants(SCENARIO, [Asked(), Asked("spread")], SolveSettings(), points)
    assert [(job.name, job.value, job.scenario.athlete.weekly_km) for job in jobs] == [
        ("norwegian-double", 90, 90), ("norwegian-double", 110, 110), ("spread", 90, 90), ("spread", 110, 110),
    ]  # fmt: skip
