"""`new`, `models`, `schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ndt_opt.cli import main
from ndt_opt.files.model_file import model_from_json, read_model
from ndt_opt.files.starter import STARTER
from ndt_opt.rules.library import model_names


def test_new_writes_the_starter_and_keeps_what_is_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "scenario.toml").unlink()
    assert main(["new"]) == 0
    assert (folder / "scenario.toml").read_text() == STARTER
    (folder / "scenario.toml").write_text("mine")
    assert main(["new"]) == 2
    assert (folder / "scenario.toml").read_text() == "mine"
    assert capsys.readouterr().err == "scenario.toml: exists already, allowed: another name, or --force\n"
    assert main(["new", "scenario.toml", "--force"]) == 0
    assert main(["new", "a/b.toml"]) == 0
    assert (folder / "a" / "b.toml").read_text() == (folder / "scenario.toml").read_text() == STARTER


def test_models_lists_every_model(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == model_names()
    assert main(["models", "--json"]) == 0
    assert [m["name"] for m in json.loads(capsys.readouterr().out)["models"]] == model_names()


def test_show_prints_what_a_model_itself_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "show", "no-cycle"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "extends: base < norwegian-double < no-cycle"
    assert "  strength  off  models/variants/no-cycle.toml  variant: no cycle" in lines
    assert not any("models/base.toml" in line for line in lines)


def test_show_resolved_prints_every_value_with_file_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "show", "spread", "--resolved"]) == 0
    out = capsys.readouterr().out
    shown = [line.split("  ")[1] for line in out.splitlines() if line.startswith("  ")]
    assert len(shown) == len(read_model("spread").origins)
    (line,) = [x for x in out.splitlines() if x.split()[:1] == ["min_easy_pct_low"]]
    assert line.split()[1:3] == ["80", "models/base.toml"]
    assert line.endswith("low volume keeps hard work within 20 % (E-10)")


@pytest.mark.parametrize("argv", [["models", "show", "base", "--json"], ["models", "--json", "show", "base"]])
def test_show_as_json_can_be_read_back(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 0
    assert model_from_json(json.loads(capsys.readouterr().out)) == read_model("base")


def test_an_unknown_model_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "show", "sprea"]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert 'did you mean "spread"?' in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("file", ["scenario", "plan"])
def test_schema_prints_a_json_schema(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", file]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["properties"]["schema"]["const"] == f"ndt.{file}/1"
