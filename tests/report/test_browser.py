"""The pages in a real browser: silent, offline, usable by key and pointer, readable on a phone and on paper.

Needs Chromium (`apt-get install chromium`); without one these tests are skipped and say so.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from replan.season import season
from study.price_samples import prices
from study.variant_samples import comparison, planned

from ndt_opt.domain.scenario import Race
from ndt_opt.report.html import comparison_page, plan_page, price_page
from tests.report.html_check import HOSTILE
from tests.report.sample import sample_plan

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PHONE, DESK = 375, 1280


def hostile() -> str:
    plan = sample_plan({"title": HOSTILE})
    athlete = plan.scenario.athlete.model_copy(update={"name": HOSTILE})
    race = Race(name=HOSTILE, date=plan.weeks[1].start, distance_m=5000, priority="A")
    own = plan.scenario.season.model_copy(update={"races": [race]})
    scenario = plan.scenario.model_copy(update={"athlete": athlete, "season": own})
    sessions = [s.model_copy(update={"title": HOSTILE}) for s in plan.sessions]
    return plan_page(plan.model_copy(update={"scenario": scenario, "sessions": sessions}))


PAGES = {
    "plan": lambda: plan_page(season("marathon-with-half")[0]),
    "hostile": hostile,
    "comparison": lambda: comparison_page(comparison(planned("a", 6000), planned("b", 6600))),
    "prices": lambda: price_page(prices()),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")
    with sync.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("pages")
    for name, page in PAGES.items():
        (home / f"{name}.html").write_text(page(), encoding="utf-8")
    return home


class Opened:
    """A page in a window; what it says on the console, asks of the network or pops up is kept."""

    def __init__(self, browser: Any, path: Path, width: int = DESK, scheme: str = "light") -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.on("request", lambda request: self.said.append(request.url))
        self.page.goto(path.as_uri())
        self.said.remove(path.as_uri())

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, *_: object) -> None:
        self.page.close()
        assert not [text for text in self.said if text != "data:,"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_silent_and_fits(browser: Any, folder: Path, name: str, width: int, scheme: str) -> None:
    with Opened(browser, folder / f"{name}.html", width, scheme) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == width
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 28)"}[scheme]
        assert len(page.screenshot(full_page=True)) > 10_000


def test_a_hostile_name_is_text(browser: Any, folder: Path) -> None:
    with Opened(browser, folder / "hostile.html") as page:
        assert page.locator("script").count() == 0
        assert "<script>alert(1)</script></style>" in page.locator("h1").inner_text()
        assert page.evaluate("getComputedStyle(document.querySelector('.week')).display") == "grid"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_session_opens_by_pointer_and_by_key(browser: Any, folder: Path, width: int) -> None:
    plan = season("marathon-with-half")[0]
    session = next(s for s in plan.sessions if s.kind == "threshold")
    with Opened(browser, folder / "plan.html", width) as page:
        button, sheet = page.locator("button.threshold").first, page.locator(".sheet:popover-open")
        button.click()
        assert sheet.inner_text().startswith(session.title)
        assert session.control in sheet.inner_text()
        box = sheet.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
        assert sheet.count() == 0
        button.focus()
        page.keyboard.press("Enter")
        assert sheet.count() == 1
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Close"
        page.keyboard.press("Enter")
        assert sheet.count() == 0
        assert page.evaluate("document.activeElement.className") == button.get_attribute("class")


def test_the_first_key_skips_to_the_content(browser: Any, folder: Path) -> None:
    with Opened(browser, folder / "plan.html") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        assert page.locator(".skip").bounding_box()["x"] >= 0


def test_the_calendar_is_a_grid_at_a_desk_and_a_list_on_a_phone(browser: Any, folder: Path) -> None:
    for width, in_a_row in ((DESK, 7), (PHONE, 1)):
        with Opened(browser, folder / "plan.html", width) as page:
            boxes = [day.bounding_box() for day in page.locator("#w1 .day").all()]
            assert len({round(box["x"]) for box in boxes}) == in_a_row
            assert len({round(box["y"]) for box in boxes}) == 8 - in_a_row


def test_the_season_and_the_audit_unfold(browser: Any, folder: Path) -> None:
    with Opened(browser, folder / "plan.html") as page:
        table = page.get_by_text("Every week in numbers")
        assert not table.is_visible()
        page.get_by_text("The season as a table").click()
        assert table.is_visible()


@pytest.mark.parametrize(("name", "most"), [("plan", 12), ("comparison", 3), ("prices", 3)])
def test_it_prints_to_a_few_white_pages(browser: Any, folder: Path, name: str, most: int) -> None:
    with Opened(browser, folder / f"{name}.html", scheme="dark") as page:
        pdf = page.pdf(prefer_css_page_size=True, print_background=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= most
        box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
        assert box is not None
        assert [round(float(side)) for side in box.groups()] in ([595, 842], [596, 842])
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert not page.locator("nav").is_visible()
