"""A comparison as it stands on a terminal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ndt_opt.domain.comparison import Comparison, Variant
from ndt_opt.report.comparison import render_comparison
from ndt_opt.report.comparison_table import letter
from ndt_opt.study.curves import curves_of
from ndt_opt.study.vary import read_vary
from tests.report.test_terminal import HOSTILE, check_page
from tests.scenarios.library import inputs
from tests.study.variant_samples import clashing, comparison, late, planned

FOUR = [planned("norwegian-double"), planned("spread", 12_768, hard_days=9), clashing("doubles", "pins"), late("slow")]


def page(*variants: Variant, width: int = 80, encoding: str = "utf-8", **own: Any) -> list[str]:
    return render_comparison(comparison(*variants, **own), width=width, encoding=encoding).splitlines()


def row(lines: list[str], label: str) -> list[str]:
    return next(line for line in lines if line.startswith(label)).removeprefix(label).split()


def curves() -> Comparison:
    vary = read_vary("athlete.weekly_km=100,120")
    points = [planned("a", 6000, value=100), clashing("a", "run-spike", value=120)]
    points += [planned("b", 5400, value=100), planned("b", 6600, 7200, value=120)]
    return comparison(curves=curves_of(vary, inputs("club-17min-120km")[0], points))


def test_differences_are_marked_by_sign() -> None:
    lines = page(*FOUR)
    assert row(lines, "Z2 minutes") == ["200.0", "212.8", "+12.8", "-", "-"]
    assert row(lines, "hard days") == ["7", "9", "+2", "-", "-"]
    assert row(lines, "double days") == ["4", "4", "-", "-"]
    assert row(lines, "status") == ["optimal", "optimal", "infeasible", "*", "out", "of", "time", "*"]
    assert any("+ and -: against A" in line for line in lines)


def test_a_bound_that_is_not_met_is_seen() -> None:
    lines = page(planned("a", 6000), planned("b", 6000, 6600))
    assert row(lines, "  bound, proved") == ["100.0", "110.0", "+10.0"]
    assert row(lines, "status") == ["optimal", "feasible", "*"]


def test_columns_without_a_plan_say_why() -> None:
    text = "\n".join(page(*FOUR))
    assert "C  no plan keeps every rule; in its first 2 weeks these cannot hold together:" in text
    assert "   pins: what pins keeps" in text
    assert "D  time ran out before any plan was found" in text


def test_differences_are_to_the_first_plan() -> None:
    lines = page(clashing("a", "pins"), planned("b", 6000), planned("c", 5400))
    assert row(lines, "Z2 minutes") == ["-", "100.0", "90.0", "-10.0"]
    assert any("against B" in line for line in lines)


def test_without_any_plan_there_is_no_table() -> None:
    lines = page(clashing("a", "pins"), clashing("b", "pins"))
    assert not any(line.startswith("Z2 minutes") for line in lines)
    assert sum("pins: what pins keeps" in line for line in lines) == 2
    assert sum("ndt explain" in line for line in lines) == 1


def test_more_than_four_stand_in_groups_beside_the_first() -> None:
    lines = page(*(planned(f"model-{n}", 6000 + 60 * n) for n in range(6)))
    heads = [line.split() for line in lines if line.startswith(" " * 18) and "A" in line.split()]
    assert heads == [["A", "B", "C", "D"], ["A", "E", "F"]]
    firsts = [line.split()[2] for line in lines if line.startswith("Z2 minutes")]
    assert firsts == ["100.0", "100.0"]


def test_what_models_differ_in_stands_under_their_names() -> None:
    other = planned("b").model_copy(update={"differs_in": ["hit-count", "sessions"]})
    lines = page(planned("a"), other)
    assert lines[lines.index("B  b") + 1] == "   not as A in: hit-count, sessions"


def test_the_weeks_of_plans_are_drawn() -> None:
    lines = page(planned("a"), clashing("b", "pins"), planned("c"))
    start = lines.index("ZONE 2 MINUTES, WEEK BY WEEK")
    assert lines[start + 1].split() == ["wk", "Monday", "A", "C"]
    assert lines[start + 2].split()[:4] == ["1", "30", "Nov", "93"]
    assert lines[start + 2].count("█") > lines[start + 4].count("█") > 0


def test_a_curve_marks_the_most_and_names_its_gaps() -> None:
    lines = render_comparison(curves(), encoding="ascii").splitlines()
    text = "\n".join(lines)
    best, other = next(line for line in lines if line.startswith("100 km")).split()[2::2]
    assert (best, other) == ("100.0*", "90.0")
    assert next(line for line in lines if line.startswith("120 km")).split()[2:4] == ["no", "plan"]
    assert "a at 120 km: no plan, these clash: run-spike" in text
    assert "b at 120 km: not proved, at most 120.0 min are possible" in text
    assert "kept in proportion to weekly_km" in text
    assert "a carries more than b wherever both have a plan, 100 km" in text


def test_ascii_has_no_blocks() -> None:
    assert "\n".join(page(*FOUR, encoding="ascii")).isascii()
    assert any("####" in line for line in page(*FOUR, encoding="ascii"))


def test_nothing_is_told_by_colour_alone() -> None:
    coloured = render_comparison(comparison(*FOUR), colour=True)
    assert "\x1b[" in coloured
    assert "\x1b" not in render_comparison(comparison(*FOUR))


@given(st.text(max_size=200), st.integers(40, 200), st.integers(1, 7), st.booleans(), st.booleans())
@settings(max_examples=60)
def test_every_line_fits(name: str, width: int, count: int, colour: bool, ascii: bool) -> None:
    variants = [planned(name), clashing(name, name), *(planned(f"{n}", 400_000 * n) for n in range(count))]
    found = comparison(*variants, scenario=name, question="doubles", asks=name, reading=[name, name])
    text = render_comparison(found, width=width, colour=colour, encoding="ascii" if ascii else "utf-8")
    check_page(text, min(max(width, 60), 100))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_harmless(text: str) -> None:
    text = text.replace("\ud800", "?")
    for width in (60, 80):
        check_page(render_comparison(comparison(planned(text), planned("b"), scenario=text), width=width), width)


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (52, "BA")])
def test_letters(index: int, name: str) -> None:
    assert letter(index) == name
