"""Rules in words, with the model's numbers."""

import pytest

from ndt_opt.files.model_file import parse_override, read_model
from ndt_opt.rules.catalogue import RULES
from ndt_opt.rules.words import keeps_with_numbers


def said(slug: str, *overrides: str) -> str:
    return keeps_with_numbers(slug, read_model("norwegian-double", [parse_override(text) for text in overrides]))


def test_a_number_stands_for_its_name() -> None:
    assert said("run-spike").startswith("No session but a race is longer in metres than 110 per cent of the longest")
    assert "than 120 per cent" in said("run-spike", "rules.run-spike.max_pct=120")
    assert "exactly 2 double-threshold days" in said("double-threshold-days")
    assert "exactly 1 HIT session of 4000 work metres" in said("hit-count")
    assert said("load-recovery-cycle").startswith("Calendar grid: 14 days of load weeks, then one recovery week")


@pytest.mark.parametrize("slug", RULES)
def test_only_the_scenarios_keys_and_the_clock_keep_their_names(slug: str) -> None:
    of_the_scenario = {"days_since_recovery", "recent_km", "longest_run_km", "max_weekly_km", "max_weekly_hours"}
    words = said(slug).replace(".", " ").replace(",", " ").replace("(", " ").replace(")", " ").split()
    left = {word.strip("`") for word in words if "_" in word} - of_the_scenario - {"weekly_km"}
    assert left <= {"rep_m"}, left
