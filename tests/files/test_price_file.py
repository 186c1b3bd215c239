"""Prices as data: whole, and the same bytes for the same input."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from study.price_samples import exact, price, prices

from ndt_opt.domain.price import RulePrice
from ndt_opt.files.price_file import price_data, price_files

OUT = Path("out")


def table(files: dict[Path, str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[OUT / "price.csv"])))


def test_the_document_says_everything() -> None:
    data = price_data(prices())
    assert data["schema"] == "ndt.price/1"
    assert {"rules", "free", "silent", "curves", "status", "z2_work_s", "bound_s", "seed"} <= data.keys()
    gain = data["rules"][0]["by_step"]
    assert gain == {
        "status": "optimal", "z2_work_s": 63_000, "bound_s": 63_000, "least_s": 3000, "most_s": 3000,
        "asks_more": [], "refused": [], "seconds": 0.0,
    }  # fmt: skip


def test_files_hold_no_seconds() -> None:
    slow, fast = (
        prices(rules=[RulePrice(rule="long-run", step=None, by_step=None, dropped=exact(60, seconds=s))])
        for s in (9.0, 1.0)
    )
    assert price_files(slow, OUT) == price_files(fast, OUT)
    assert "seconds" not in price_files(slow, OUT)[OUT / "price.json"]
    assert json.loads(price_files(slow, OUT)[OUT / "price.json"])["rules"][0]["rule"] == "long-run"


def test_the_table_has_a_row_for_every_change() -> None:
    found = table(price_files(prices(), OUT))
    keys = [(r["rule"], r["change"], r["steps"], r["least_gain_s"]) for r in found]
    assert keys == [
        ("week-intensity-share", "step", "1", "3000"),
        ("week-intensity-share", "step", "2", "3300"),
        ("week-intensity-share", "step", "3", "3300"),
        ("week-intensity-share", "dropped", "", "3300"),
        ("volume-tier", "dropped", "", "-60"),
        ("long-run", "any", "", "0"),
        ("easy-runs", "any", "", "0"),
        ("pins", "none", "", "0"),
    ]
    assert found[4]["asks_more"] == "pins"


def test_a_rule_without_a_step_has_one_row() -> None:
    found = table(price_files(prices(rules=[price("volume-tier", None, 5)], curves=[], free=[], silent=[]), OUT))
    assert [(r["rule"], r["change"]) for r in found] == [("volume-tier", "dropped")]
