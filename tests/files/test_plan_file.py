"""`plan.json`: the same bytes out, in and out again; files whole or absent."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from ndt_opt.errors import InputError, OutputError
from ndt_opt.files import plan_file
from ndt_opt.files.content import content_hash, plan_id
from ndt_opt.files.model_file import parse_override, read_model
from ndt_opt.files.plan_file import plan_json_schema, plan_text, read_plan, write_whole

from .tiny_plan import SCENARIO, tiny_plan


def _read(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_plan(path)
    return str(caught.value).splitlines()


def test_a_plan_comes_back_byte_for_byte(tmp_path: Path) -> None:
    text = plan_text(tiny_plan())
    path = tmp_path / "plan.json"
    path.write_bytes(text.encode())
    again = read_plan(path)
    assert again == tiny_plan()
    assert plan_text(again) == text
    assert text.endswith("}\n")
    assert "Vår – 5000 m" in text
    assert list(json.loads(text))[:3] == ["schema", "plan_id", "revision"]


def test_the_text_of_a_plan_stands_in_units_people_read() -> None:
    scenario = json.loads(plan_text(tiny_plan()))["scenario"]
    assert scenario["athlete"]["easy_pace"] == "4:40/km"
    assert scenario["availability"]["pm"] == "none"
    assert scenario["availability"]["days"]["sun"] == {"am": "08:00-12:00", "am_max_min": 150}
    assert scenario["season"]["start"] == "2027-01-04"


def _changed(**own: Any) -> str:
    return json.dumps({**json.loads(plan_text(tiny_plan())), **own})


def test_every_problem_is_one_line(tmp_path: Path) -> None:
    lines = _read(tmp_path, _changed(revision="0", staus="optimal", sessions=[{"id": 3}]))
    assert len(lines) > 5
    assert all(line.startswith("plan.json: ") for line in lines)
    assert any('did you mean "status"?' in line for line in lines)
    assert any(line.startswith("plan.json: sessions[0].id: wrong type") for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"a": NaN}',
        '{"a": 1e999}',
        '{"a": 1, "a": 2}',
        "[" * 100_000,
        "9" * 5000,
        '"\\ud800"',
    ],
)
def test_what_is_no_plan_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    assert len(_read(tmp_path, text)) == 1


def test_a_plan_whose_scenario_contradicts_itself_is_refused(tmp_path: Path) -> None:
    scenario = json.loads(plan_text(tiny_plan()))["scenario"]
    scenario["season"]["start"] = "2027-01-05"
    lines = _read(tmp_path, _changed(scenario=scenario))
    assert lines[0].startswith("plan.json: scenario.season.start: not a Monday")


def test_the_schema_names_every_key() -> None:
    schema = plan_json_schema()
    assert schema["title"] == "ndt.plan/1"
    assert set(schema["properties"]) == set(json.loads(plan_text(tiny_plan())))
    json.dumps(schema)


def test_the_hash_does_not_depend_on_order() -> None:
    assert content_hash({"a": 1, "b": [2]}) == content_hash({"b": [2], "a": 1})
    assert content_hash({"a": 1}) != content_hash({"a": 2})
    assert len(content_hash({})) == 12


def test_files_are_written_whole_into_new_folders(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    write_whole({out / "x.txt": "ø\n", out / "y.txt": "2"})
    assert (out / "x.txt").read_bytes() == "ø\n".encode()
    assert sorted(p.name for p in out.iterdir()) == ["x.txt", "y.txt"]


def test_a_failure_leaves_the_old_files_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.txt").write_text("old")
    real = plan_file._write_through

    def full_disk(path: Path, text: str, like: Path) -> None:
        real(path, text, like)
        if "y.txt" in path.name:
            raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(plan_file, "_write_through", full_disk)
    with pytest.raises(OutputError, match="No space left"):
        write_whole({tmp_path / "x.txt": "new", tmp_path / "y.txt": "new"})
    assert [p.name for p in tmp_path.iterdir()] == ["x.txt"]
    assert (tmp_path / "x.txt").read_text() == "old"


@pytest.mark.parametrize("name", ["folder", "file/below"])
def test_a_place_that_cannot_hold_the_file_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError) as caught:
        write_whole({tmp_path / "first.txt": "", tmp_path / name: "x"})
    assert len(str(caught.value).splitlines()) == 1
    assert not (tmp_path / "first.txt").exists()


def test_the_name_of_a_season_depends_on_the_numbers_only() -> None:
    by_set = read_model("norwegian-double", [parse_override("rules.hit-count.full_count=0")])
    by_file = read_model("norwegian-double", [("scenario.toml", {"hit-count": {"full_count": 0}})])
    assert plan_id(SCENARIO, by_set) == plan_id(SCENARIO, by_file) != plan_id(SCENARIO, read_model("base"))


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in _places(value, (*path, key)))]


@pytest.mark.parametrize("value", [None, -1, 10**18, 1.5, "", "9999-12-31", [], {}, True])
def test_a_strange_value_anywhere_never_does_worse_than_a_refusal(tmp_path: Path, value: Any) -> None:
    path, text = tmp_path / "plan.json", plan_text(tiny_plan(model={"name": "short"}))
    for *above, last in filter(None, _places(json.loads(text))):
        data = json.loads(text)
        inner = data
        for key in above:
            inner = inner[key]
        inner[last] = value
        path.write_text(json.dumps(data))
        with contextlib.suppress(InputError):
            assert plan_text(read_plan(path)).endswith("}\n")
