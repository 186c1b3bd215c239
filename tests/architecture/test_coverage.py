"""Every demand is listed once, and list, catalogue and pages agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ndt_opt.files.rules_page import rules_markdown
from ndt_opt.rules.catalogue import CATALOGUE, SLUGS

from .coverage_page import Entry, coverage_markdown, read_list

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = ROOT / "docs" / "decisions" / "0002-contradictions.md"
HARD = (
    "1-2 4-6 9-11 13-15 23 25-30 32-37 42 44-46 48-51 53-54 56 58 60 62-63 65 69 72 75-79 83-84 86 88-90 92 "
    "95 98-99 105-113 115-117 122-123 127 133-134 143-144 147 149-166 168"
)
STEPS = {"input", "physiology", "menu", "objective", "decoder", "auditor", "feedback"}
LISTED = read_list()
EVERY = [*LISTED["hard"].items(), *LISTED["soft"].items()]


def hard_ids() -> list[str]:
    spans = [[int(n) for n in part.split("-")] for part in HARD.split()]
    return [f"R-{n:03d}" for span in spans for n in range(span[0], span[-1] + 1)]


def test_each_hard_demand_once() -> None:
    assert len(hard_ids()) == 96
    assert list(LISTED["hard"]) == hard_ids()
    assert not LISTED["hard"].keys() & LISTED["soft"].keys()


@pytest.mark.parametrize(("key", "entry"), EVERY, ids=[key for key, _ in EVERY])
def test_an_entry_says_who_keeps_it(key: str, entry: Entry) -> None:
    assert entry.keys() <= {"says", "rules", "steps", "how", "later", "reason", "read"}
    assert entry.keys() & {"rules", "steps", "later"}
    assert ("steps" in entry) == ("how" in entry)
    assert ("later" in entry) == ("reason" in entry)
    assert set(entry.get("steps", [])) <= STEPS
    assert set(entry.get("rules", [])) <= set(SLUGS)


@pytest.mark.parametrize(("key", "entry"), EVERY, ids=[key for key, _ in EVERY])
def test_list_and_catalogue_name_the_same_rules(key: str, entry: Entry) -> None:
    assert set(entry.get("rules", [])) == {rule.slug for rule in CATALOGUE if key in rule.covers}


def test_the_catalogue_covers_only_listed_statements() -> None:
    covered = {name for rule in CATALOGUE for name in rule.covers if name.startswith("R-")}
    assert covered <= {key for key, _ in EVERY}


def test_every_decision_anything_cites_is_written_down() -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for path in (*ROOT.glob("models/**/*.toml"), *ROOT.glob("ndt_opt/**/*.py"))
    ]
    cited = set(re.findall(r"\bE-\d\d[a-z]?\b", " ".join([*texts, coverage_markdown()])))
    written = set(re.findall(r"^\| (E-\d\d[a-z]?) \|", DECISIONS.read_text(encoding="utf-8"), re.MULTILINE))
    assert cited <= written


@pytest.mark.parametrize(("name", "text"), [("rules.md", rules_markdown), ("coverage.md", coverage_markdown)])
def test_made_pages_are_up_to_date(name: str, text: object) -> None:
    assert callable(text)
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert page == text(), f"docs/{name} is old: its first lines say how to make it again"


def test_the_project_stands_alone() -> None:
    pages = [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("models/**/*"),
        *ROOT.glob("scenarios/**/*"),
    ]
    code = [*ROOT.glob("ndt_opt/**/*.py"), *ROOT.glob("tests/**/*.toml")]
    for path in [*pages, *code]:
        if path.is_file():
            assert "../sha" + "red" not in path.read_text(encoding="utf-8"), path


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"
