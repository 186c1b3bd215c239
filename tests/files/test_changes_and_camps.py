"""Stated changes and camps in a scenario file: what is read, and one line for each thing that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from ndt_opt.errors import InputError
from ndt_opt.files.scenario_file import load, read_scenario, scenario_json_schema

HEAD = """\
schema = "ndt.scenario/1"
[athlete]
weekly_km = 120
results = [{ distance_m = 5000, time = "16:00" }]
[season]
start = 2026-11-30
weeks = 8
"""
SHOES = "[[transitions]]\nkind = 'shoes'\ndate = 2026-12-07\ndays = 14\n"
CAMP = "[[camps]]\nfrom = 2027-01-04\nto = 2027-01-20\naltitude_m = 1850\n"


def read(folder: Path, text: str) -> list[str]:
    """The lines that a file with these sections earns; none where it is accepted."""
    path = folder / "scenario.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    try:
        read_scenario(path)
    except InputError as error:
        return str(error).splitlines()
    return []


def test_changes_and_camps_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, SHOES + CAMP) == []
    found = read_scenario(tmp_path / "scenario.toml")
    assert [(c.kind, c.last.isoformat()) for c in found.transitions] == [("shoes", "2026-12-20")]
    assert [(c.to.isoformat(), c.altitude_m) for c in found.camps] == [("2027-01-20", 1850)]


@pytest.mark.parametrize(
    "text",
    [
        SHOES + SHOES.replace("shoes", "strength").replace("2026-12-07", "2026-12-21"),
        SHOES.replace("2026-12-07", "2027-01-24"),
        SHOES.replace("2026-12-07", "2026-11-30").replace("14", "35") + CAMP,
        CAMP.replace("2027-01-04", "2027-01-20"),
    ],
    ids=["one after the other", "beyond the season's end", "up to the day before a camp", "a camp of one day"],
)
def test_these_are_no_problem(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            SHOES + SHOES.replace("shoes", "strength").replace("2026-12-07", "2026-12-20"),
            "transitions[1]: overlaps transitions[0], found 2026-12-20 to 2027-01-02, allowed: one change at a time",
        ),
        (
            CAMP + SHOES.replace("2026-12-07", "2027-01-20"),
            "camps[0]: overlaps transitions[0], found 2027-01-04 to 2027-01-20, allowed: one change at a time",
        ),
        (CAMP + CAMP.replace("01-04", "01-20"), "camps[1]: overlaps camps[0]"),
        (SHOES.replace("12-07", "11-29"), "transitions[0].date: outside the season, found 2026-11-29"),
        (CAMP.replace("01-20", "01-25"), "camps[0].to: outside the season, found 2027-01-25"),
        (CAMP.replace("2027-01-04", "2026-11-01"), "camps[0].from: outside the season, found 2026-11-01"),
        (CAMP.replace("01-20", "01-03"), "camps[0].to: ends before it starts, found 2027-01-03"),
        (CAMP.replace("1850", "8848"), "camps[0].altitude_m: out of range, found 8848, allowed: at most 4000"),
        (CAMP.replace("1850", "12"), "camps[0].altitude_m: out of range, found 12, allowed: at least 500"),
        (CAMP.replace("altitude_m = 1850\n", ""), "camps[0].altitude_m: missing"),
        (SHOES.replace("14", "0"), "transitions[0].days: out of range, found 0, allowed: at least 1"),
        (SHOES.replace("'shoes'", "'boots'"), "transitions[0].kind: not one of the choices, found 'boots'"),
        (SHOES.replace("days", "dayz"), "transitions[0].dayz: unknown key, found 'dayz', allowed: did you mean"),
        ("[transitions]\nkind = 'shoes'\n", "transitions: wrong type"),
        ("[[season.camps]]\n", "season.camps: unknown key"),
    ],
)
def test_each_wrong_thing_is_told(tmp_path: Path, text: str, says: str) -> None:
    lines = read(tmp_path, text)
    assert [line for line in lines if says in line]
    assert len(lines) == (2 if "dayz" in says else 1)


def test_a_broken_section_hides_no_overlap(tmp_path: Path) -> None:
    lines = read(tmp_path, SHOES.replace("'shoes'", "'boots'") + SHOES)
    assert len(lines) == 2
    assert "transitions[1]: overlaps transitions[0]" in lines[1]


def test_the_schema_names_both() -> None:
    properties = scenario_json_schema()["properties"]
    assert {"transitions", "camps"} <= properties.keys()


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ("{ boots = 1 }", "--set: rules.transition-caution.change_max_doubles.boots: not one of the choices"),
        ("{ shoes = 9 }", "--set: rules.transition-caution.change_max_doubles.shoes: out of range, found 9"),
        ("1", "--set: rules.transition-caution.change_max_doubles: wrong type"),
    ],
)
def test_a_wrong_number_of_a_kind_is_told_with_its_file(tmp_path: Path, override: str, says: str) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(HEAD, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path, sets=[f"rules.transition-caution.change_max_doubles={override}"])
    (line,) = str(caught.value).splitlines()
    assert says in line
