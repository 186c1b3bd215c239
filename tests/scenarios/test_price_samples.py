"""What the documents show of `ndt price` is what it prints, and each rule's step what it is."""

from __future__ import annotations

import re

import pytest

from ndt_opt.study.loosening import Case, step_words
from tests.scenarios.compare_samples import ROOT, printed
from tests.scenarios.library import inputs

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "price.md").read_text(encoding="utf-8")
SAMPLE = re.compile(r"```sh\nndt (price [^\n]*)\n```\n\n<!-- (?:price )?sample -->\n```\n(.*?)```\n", re.DOTALL)


def sample(text: str) -> tuple[str, str]:
    found = SAMPLE.search(text)
    assert found is not None
    return found[1], found[2]


def test_the_readme_shows_the_head_of_the_pages_sample() -> None:
    command, shown = sample(README)
    whole = sample(PAGE)
    assert command == whole[0]
    assert shown.endswith("⋮\n")
    assert whole[1].startswith(shown.removesuffix("⋮\n"))


@pytest.mark.slow
def test_the_pages_sample_is_what_is_printed() -> None:
    command, shown = sample(PAGE)
    assert printed(command) == shown


def test_the_page_has_the_step_of_every_rule() -> None:
    scenario, model = inputs("elite-5000m")
    athlete = scenario.athlete.model_copy(update={"max_weekly_hours": 14.0})
    case = Case(scenario.model_copy(update={"athlete": athlete}), model)
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", PAGE, re.MULTILINE)
    assert rows == [(slug, step_words(slug, case) or "(none: it holds or not)") for slug in model.rules]
