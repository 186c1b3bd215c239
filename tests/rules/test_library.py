"""The library of training models: every file of it can be used, and says who says so."""

from __future__ import annotations

import pytest

from ndt_opt.files.content import sealed_model
from ndt_opt.files.model_file import model_from_json, read_model
from ndt_opt.rules.library import model_names, models_dir
from ndt_opt.rules.params import PARAMS
from ndt_opt.rules.preferences import PREFERENCES


def test_the_library_lists_its_models_with_the_variants_last() -> None:
    names = model_names()
    assert {"base", "norwegian-double", "norwegian-singles", "low-volume"} <= set(names)
    assert [n for n in names if n.startswith("variants/")] == names[
        -len(list((models_dir() / "variants").iterdir())) :
    ]


@pytest.mark.parametrize("name", model_names())
def test_every_model_resolves_and_every_value_has_a_source(name: str) -> None:
    model = read_model(name)
    assert model.name == name.removeprefix("variants/") == model.lineage[-1]
    assert model.summary
    assert list(model.rules) == list(PARAMS)
    assert list(model.preferences) == list(PREFERENCES)
    assert all(origin.source and origin.file.startswith("models/") for origin in model.origins.values())
    for slug, record in model.rules.items():
        assert {f"rules.{slug}.{key}" for key in ("strength", *type(record).model_fields)} <= set(
            model.origins
        )


@pytest.mark.parametrize("name", model_names())
def test_every_model_survives_the_plan_file(name: str) -> None:
    model = read_model(name)
    assert model_from_json(sealed_model(model)) == model


@pytest.mark.parametrize("name", [n for n in model_names() if n.startswith("variants/")])
def test_a_variant_has_a_short_name_and_changes_something(name: str) -> None:
    model = read_model(name.removeprefix("variants/"))
    assert model == read_model(name)
    parent = read_model(model.lineage[-2])
    assert (model.rules, model.strengths, model.templates) != (
        parent.rules,
        parent.strengths,
        parent.templates,
    )
    assert f"models/{name}.toml" in {origin.file for origin in model.origins.values()}


def test_singles_models_have_no_doubles_and_no_hit() -> None:
    for name in ("norwegian-singles", "low-volume", "variants/spread"):
        rules = read_model(name).rules
        assert rules["double-threshold-days"].count == rules["double-threshold-days"].count_tier_c == 0
        assert rules["hit-count"].full_count == rules["hit-count"].half_count == 0
    singles = read_model("norwegian-singles")
    assert {use for t in singles.templates.values() for use in t.use} == {"single"}
    assert singles.rules["week-intensity-share"].unit == "time"


def test_the_specifications_offsets_replace_the_multiples() -> None:
    templates = read_model("variants/spec-pace").templates
    paces = {k: (t.pace_multiple, t.pace_offset_s) for k, t in templates.items() if "hit" not in t.use}
    assert {k[:2] for k, pace in paces.items() if pace == (None, 20)} == {"am"}
    assert {k[:2] for k, pace in paces.items() if pace == (None, 10)} == {"pm"}
    assert len(paces) == 10


def test_a_continuous_tempo_is_one_rep_without_rest() -> None:
    templates = read_model("variants/continuous").templates
    tempos = [t for t in templates.values() if t.max_reps == 1]
    assert [t.rep_s for t in tempos] == [1200, 1500, 1800]
    assert all(t.rest_s == 0 and t.use == ["am"] for t in tempos)
    assert all(t.min_reps >= 2 for t in templates.values() if t.max_reps > 1)
