"""A comparison in files: the same numbers as on the page, and nothing that a clock tells."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from ndt_opt.domain.comparison import Comparison
from ndt_opt.files.comparison_file import comparison_data, comparison_files
from ndt_opt.study.curves import curves_of
from ndt_opt.study.vary import read_vary
from tests.scenarios.library import inputs
from tests.study.variant_samples import clashing, comparison, planned

FOLDER = Path("here")
PAIR = comparison(planned("a", 6000), clashing("=cmd()", "pins", "run-spike"))


def rows(found: Comparison, name: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(comparison_files(found, FOLDER)[FOLDER / name])))


def varied() -> Comparison:
    vary = read_vary("athlete.weekly_km=100,120")
    points = [planned("a", 6000, value=100), clashing("a", "run-spike", value=120)]
    return comparison(planned("a"), curves=curves_of(vary, inputs("club-17min-120km")[0], points))


def test_a_row_for_every_variant() -> None:
    plan, none = rows(PAIR, "comparison.csv")
    assert (plan["variant"], plan["status"], plan["z2_work_s"], plan["bound_s"], plan["hard_days"]) == (
        "a", "optimal", "6000", "6000", "7",
    )  # fmt: skip
    assert (plan["load_block_days"], plan["value"], plan["clash"]) == ("14", "", "")
    assert (none["status"], none["z2_work_s"], none["clash"]) == ("infeasible", "", "pins, run-spike")


def test_a_name_is_no_formula() -> None:
    assert rows(PAIR, "comparison.csv")[1]["variant"] == "'=cmd()"


def test_a_row_for_every_week_of_a_plan() -> None:
    weeks = rows(PAIR, "weeks.csv")
    assert [(w["variant"], w["week"], w["start"], w["block"]) for w in weeks] == [
        ("a", "1", "2026-11-30", "load"), ("a", "2", "2026-12-07", "load"), ("a", "3", "2026-12-14", "recovery"),
    ]  # fmt: skip
    assert [w["z2_work_s"] for w in weeks] == ["5588", "5588", "1440"]


def test_points_of_curves_have_their_value() -> None:
    found = rows(varied(), "comparison.csv")
    assert [(r["value"], r["status"]) for r in found] == [("", "optimal"), ("100", "optimal"), ("120", "infeasible")]
    assert {w["value"] for w in rows(varied(), "weeks.csv")} == {"", "100"}


def test_seconds_are_shown_and_not_written() -> None:
    found = varied()
    assert comparison_data(found)["variants"][0]["seconds"] == 1.5
    assert all("seconds" not in text for text in comparison_files(found, FOLDER).values())


def test_the_document_can_be_read_back() -> None:
    data = json.loads(comparison_files(varied(), FOLDER)[FOLDER / "comparison.json"])
    assert data["schema"] == "ndt.compare/1"
    assert [p["value"] for p in data["curves"]["points"]] == [100, 120]
    assert Comparison.model_validate_json(json.dumps(comparison_data(varied()))) == varied()
