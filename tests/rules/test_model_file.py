"""Model files: inheritance, replacement, provenance, and all problems at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ndt_opt.errors import InputError
from ndt_opt.files.content import content_hash, sealed_model
from ndt_opt.files.model_file import model_from_json, parse_override, read_model
from ndt_opt.rules.training_model import TrainingModel

HEAD = 'schema = "ndt.model/1"\nname = "mine"\nextends = "norwegian-double"\nsource = "my coach"\n'


def _write(folder: Path, text: str, name: str = "mine.toml") -> str:
    (folder / name).write_text(text)
    return str(folder / name)


def _lines(name: str, *sets: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_model(name, [parse_override(text) for text in sets])
    return str(caught.value).splitlines()


def test_a_file_says_only_what_differs(tmp_path: Path) -> None:
    rule = "[rules.long-run]\nmax_min = 150\nor_max_min = { value = 80, source = 'diary' }\n"
    model = read_model(_write(tmp_path, HEAD + rule))
    parent = read_model("norwegian-double")
    assert model.lineage == ("base", "norwegian-double", "mine")
    assert (model.rules["long-run"].max_min, model.rules["long-run"].or_max_min) == (150, 80)
    assert model.rules["long-run"].max_week_pct == parent.rules["long-run"].max_week_pct
    origins = model.origins
    assert (origins["rules.long-run.max_min"].file, origins["rules.long-run.max_min"].source) == (
        "mine.toml",
        "my coach",
    )
    assert origins["rules.long-run.or_max_min"].source == "diary"
    assert origins["rules.long-run.max_week_pct"].file == "models/base.toml"
    assert next(reversed(origins.values())).file == "mine.toml"


def test_templates_are_changed_dropped_and_added(tmp_path: Path) -> None:
    text = HEAD + "[templates]\npm-60s = 'off'\n[templates.pm-45s]\npace_offset_s = 9\n"
    text += "[templates.am-2km]\nrep_s = 400\n"
    text += (
        "[templates.new]\nuse = ['single']\nrep_s = 60\nrest_s = 15\npace_multiple = 1.1\nrpe = [12, 13]\n"
    )
    model = read_model(_write(tmp_path, text))
    assert "pm-60s" not in model.templates
    assert not [path for path in model.origins if path.startswith("templates.pm-60s")]
    assert (model.templates["pm-45s"].pace_multiple, model.templates["pm-45s"].pace_offset_s) == (None, 9)
    assert "templates.pm-45s.pace_multiple" not in model.origins
    assert (model.templates["am-2km"].rep_m, model.templates["am-2km"].rep_s) == (None, 400)
    assert model.templates["new"].use == ["single"]


def test_dropping_a_template_leaves_the_one_with_a_longer_name(tmp_path: Path) -> None:
    two = "[templates.{}]\nuse = ['single']\nrep_s = 60\nrest_s = 15\npace_multiple = 1.1\nrpe = [12, 13]\n"
    _write(tmp_path, HEAD + two.format("x") + two.format("x-long"), "parent.toml")
    model = read_model(
        _write(tmp_path, HEAD.replace("norwegian-double", "parent.toml") + "[templates]\nx = 'off'\n")
    )
    assert "templates.x-long.rep_s" in model.origins
    assert not [path for path in model.origins if path.startswith("templates.x.")]


def test_all_problems_of_a_file_and_of_the_overrides_come_at_once(tmp_path: Path) -> None:
    text = HEAD + "rules.hit-cont = {x = 1}\nrules.long-run = 3\n[rules.pins]\nstrength = 'maybe'\n"
    text += "[preferences.am-shar]\nweight = 1\n[preferences.am-share]\nweight = -1\n"
    text += "[physiology]\nload_z1 = nan\n[rules.speed-layer]\nstrides_days = ['fry']\nzzz = 1\n"
    text += "[templates]\nnone = 'off'\n"
    text += "[templates.pm-45s]\nrep_s = 60\nrep_m = 400\nmin_reps = 50\nrpe = [1, 30]\n"
    text += (
        "[templates.pm-60s]\nrep_m = 400\nrep_s = 60\npace_multiple = 1.1\npace_offset_s = 3\nmin_reps = 50\n"
    )
    lines = _lines(
        _write(tmp_path, text),
        "rules.hit-count.full_cout=1",
        "rules.nope.x=1",
        "rules.hit-count.full_count=a",
    )
    where = sorted(line.split(": ")[0] + " " + line.split(": ")[1] for line in lines)
    assert where == sorted(
        ["--set rules.hit-count.full_cout", "--set rules.hit-count.full_count", "--set rules.nope"]
        + [f"mine.toml {key}" for key in (
            "rules.hit-cont", "rules.long-run", "rules.pins.strength", "preferences.am-shar",
            "preferences.am-share.weight", "physiology.load_z1",
            "rules.speed-layer.strides_days[0]", "rules.speed-layer.zzz",
            "templates.none", "templates.pm-45s.rpe[0]", "templates.pm-45s.rpe[1]",
            "templates.pm-60s", "templates.pm-60s", "templates.pm-60s",
        )]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "mine.toml: schema: wrong schema, found None"),
        ("a = ", "mine.toml: not readable as TOML"),
        (HEAD + "[rule]\n", "mine.toml: rule: unknown key, found 'rule', allowed: did you mean \"rules\"?"),
        (HEAD + "rules = 3\n", "mine.toml: rules: not a table"),
        (HEAD.replace('"mine"', "3"), "mine.toml: name: missing or not text, found 3"),
        (HEAD.replace("norwegian-double", "norwegian-duble"), "mine.toml: extends: no such training model"),
        (
            HEAD.replace("norwegian-double", "mine.toml"),
            "mine.toml: extends: the models extend each other in a circle",
        ),
        ('schema = "ndt.model/1"\nname = "mine"\n', "mine: rules.availability: missing"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, says: str) -> None:
    assert _lines(_write(tmp_path, text))[0].startswith(says)


def test_a_circle_of_two_is_found(tmp_path: Path) -> None:
    _write(tmp_path, HEAD.replace("norwegian-double", "mine.toml"), "other.toml")
    lines = _lines(_write(tmp_path, HEAD.replace("norwegian-double", "other.toml")))
    assert lines == ["other.toml: extends: the models extend each other in a circle, found 'mine.toml'"]


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    assert 'did you mean "norwegian-singles"?' in _lines("norwegian-single")[0]
    assert 'did you mean "spread"?' in _lines("spreed")[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1), ("1.5", 1.5), ("true", True), ('["mon", "fri"]', ["mon", "fri"]), ("km", "km"), ("'km'", "km"),
     ("1\nw = 2", "1\nw = 2")],
)  # fmt: skip
def test_an_override_is_toml_or_a_bare_word(text: str, value: Any) -> None:
    assert parse_override(f"rules.hit-count.full_count={text}") == (
        "--set",
        {"hit-count": {"full_count": value}},
    )


@pytest.mark.parametrize(
    "text", ["", "x", "rules.a.b", "rules.a.b=", "rules.a=1", "rules.a.b.c=1", "athlete.a.b=1", "rules..b=1"]
)
def test_what_is_no_override_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="--set: not an override"):
        parse_override(text)


def test_later_overrides_win_and_do_not_change_their_source() -> None:
    first = ("scenario.toml", {"hit-count": {"full_count": 0}})
    model = read_model("norwegian-double", [first, parse_override("rules.hit-count.full_count=2")])
    assert model.rules["hit-count"].full_count == 2
    assert first == ("scenario.toml", {"hit-count": {"full_count": 0}})
    assert read_model("norwegian-double").rules["hit-count"].full_count == 1


def _json(**own: Any) -> dict[str, Any]:
    return {**read_model("norwegian-double").to_json(), **own}


@pytest.mark.parametrize(
    "data",
    [
        {}, _json(name=3), _json(rules=[]), _json(rules={}), _json(zzz=1), _json(lineage=[1]),
        _json(origins={"a": {"file": 1}}), _json(templates={"x": {"use": ["am"]}}),
        _json(hash="0" * 12), _json(physiology=None),
    ],
)  # fmt: skip
def test_a_malformed_model_in_a_plan_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        model_from_json(data)
    assert all(problem.file == "plan.json" for problem in caught.value.problems)
    assert all(problem.where.startswith("model.") for problem in caught.value.problems)


def test_a_changed_number_breaks_the_seal() -> None:
    sealed = sealed_model(read_model("norwegian-double"))
    assert isinstance(model_from_json(sealed), TrainingModel)
    sealed["rules"]["week-intensity-share"]["min_easy_pct"] = 10
    with pytest.raises(InputError, match=r"model\.hash: the model was changed after it was hashed"):
        model_from_json(sealed)
    unsealed = {key: value for key, value in sealed.items() if key != "hash"}
    assert (
        model_from_json({**unsealed, "hash": content_hash(unsealed)})
        .rules["week-intensity-share"]
        .min_easy_pct
        == 10
    )


@pytest.mark.parametrize(
    ("sets", "line"),
    [
        (
            ["rules.load-recovery-cycle.block_days=[10,14]"],
            "--set: rules.load-recovery-cycle.block_days: not whole weeks, which the calendar grid has, found [10, 14]"
            ', allowed: twice the same multiple of 7, such as [14, 14]; grid = "day" takes a range',
        ),
        (["rules.load-recovery-cycle.block_days=[7,14]"], "--set: rules.load-recovery-cycle.block_days: not whole"),
        (["rules.load-recovery-cycle.block_days=[10,10]"], "--set: rules.load-recovery-cycle.block_days: not whole"),
        (
            ["rules.load-recovery-cycle.grid='day'", "rules.load-recovery-cycle.block_days=[14,10]"],
            "--set: rules.load-recovery-cycle.block_days: the first above the second, found [14, 10]",
        ),
        (
            ["rules.session-work-minutes.am_min=40"],
            "--set: rules.session-work-minutes.am_min: above am_max, found 40, allowed: at most 35",
        ),
        (
            ["rules.session-work-minutes.am_max=10"],
            "--set: rules.session-work-minutes.am_max: below am_min, found 10, allowed: at least 15",
        ),
        (["rules.volume-tier.b_from_km=150"], "--set: rules.volume-tier.b_from_km: above a_from_km, found 150"),
        (["rules.double-threshold-days.days=['tue']"], "--set: rules.double-threshold-days.days: fewer weekdays than"),
        (
            ["rules.broken-intervals.rests=[{up_to_rep_s = 600, min_rest_s = 60, max_rest_s = 30}]"],
            "--set: rules.broken-intervals.rests[0].min_rest_s: above max_rest_s, found 60, allowed: at most 30",
        ),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(sets: list[str], line: str) -> None:
    found = _lines("norwegian-double", *sets)
    assert len(found) == 1
    assert found[0].startswith(line)


@pytest.mark.parametrize(
    "sets",
    [
        ["rules.load-recovery-cycle.block_days=[21,21]"],
        ["rules.load-recovery-cycle.grid='day'", "rules.load-recovery-cycle.block_days=[10,14]"],
        ["rules.load-recovery-cycle.strength='off'", "rules.load-recovery-cycle.block_days=[10,14]"],
        ["rules.session-work-minutes.am_min=40", "rules.session-work-minutes.am_max=45"],
    ],
)
def test_numbers_that_agree_once_all_are_laid_are_taken(sets: list[str]) -> None:
    assert read_model("norwegian-double", [parse_override(text) for text in sets])


def test_a_models_own_numbers_are_held_against_each_other(tmp_path: Path) -> None:
    text = HEAD + "[physiology]\nz2_floor_mmol = 2.5\nz2_ceiling_mmol = 2.4\n[templates.pm-60s]\nrpe = [14, 13]\n"
    assert _lines(_write(tmp_path, text)) == [
        "mine.toml: physiology.z2_ceiling_mmol: below z2_floor_mmol, found 2.4, allowed: at least 2.5",
        "mine.toml: templates.pm-60s.rpe: the first above the second, found [14, 13], allowed: the lower number first",
    ]


def test_a_plans_model_is_held_to_the_same() -> None:
    data = read_model("norwegian-double").to_json()
    data["rules"]["easy-runs"]["max_min"] = 20
    with pytest.raises(InputError, match=r"^plan.json: model.rules.easy-runs.m.._min: "):
        model_from_json(data)
