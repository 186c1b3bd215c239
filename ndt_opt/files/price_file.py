"""Prices as data: one JSON document, and a table (CSV) with a row for every change that was solved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ndt_opt.domain.price import Gain, Prices
from ndt_opt.files.csv_text import csv_text

SCHEMA = "ndt.price/1"
_HEADER = ("rule", "change", "steps", "status", "least_gain_s", "most_gain_s", "z2_work_s", "bound_s", "asks_more")


def price_data(prices: Prices) -> dict[str, Any]:
    """All prices as plain data."""
    return {"schema": SCHEMA, **prices.model_dump(mode="json")}


def price_files(prices: Prices, folder: Path) -> dict[Path, str]:
    """What `--out` writes; the same input gives the same bytes, so the seconds that solves took are left out."""
    data = _timeless(price_data(prices))
    text = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    return {folder / "price.json": text, folder / "price.csv": _table(prices)}


def _timeless(value: Any) -> Any:
    if isinstance(value, list):
        return [_timeless(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _timeless(entry) for key, entry in value.items() if key != "seconds"}
    return value


def _table(prices: Prices) -> str:
    return csv_text(_HEADER, _rows(prices))


def _rows(prices: Prices) -> Iterator[list[Any]]:
    """The rules in order, what costs nothing and what has nothing to say last."""
    more = {curve.rule: curve.points[1:] for curve in prices.curves}
    for price in prices.rules:
        if price.by_step is not None:
            yield [price.rule, "step", 1, *_cells(price.by_step)]
        yield from ([price.rule, "step", p.steps, *_cells(p.gain)] for p in more.get(price.rule, []))
        yield [price.rule, "dropped", "", *_cells(price.dropped)]
    yield from ([rule, "any", "", "optimal", 0, 0, prices.z2_work_s, prices.bound_s, ""] for rule in prices.free)
    yield from ([s.rule, "none", "", "silent", 0, 0, "", "", ""] for s in prices.silent)


def _cells(gain: Gain) -> list[Any]:
    return [gain.status, gain.least_s, gain.most_s, gain.z2_work_s, gain.bound_s, " ".join(gain.asks_more)]
