"""A comparison as data: one JSON document, and two tables (CSV) with a row for every variant, and for every week."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ndt_opt.domain.comparison import Comparison, Measures, Variant, WeekNumbers
from ndt_opt.files.csv_text import csv_text, inert

_NUMBERS = [name for name in Measures.model_fields if not name.endswith("_block_days")]
_SPANS = [name for name in Measures.model_fields if name.endswith("_block_days")]
_WEEK = list(WeekNumbers.model_fields)


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """The whole comparison as plain data."""
    return comparison.model_dump(mode="json", by_alias=True)


def comparison_files(comparison: Comparison, folder: Path) -> dict[Path, str]:
    """What `--out` writes; the same input gives the same bytes, so the seconds that solves took are left out."""
    return {
        folder / "comparison.json": _json_text(comparison),
        folder / "comparison.csv": _variant_table(comparison.every_variant),
        folder / "weeks.csv": _week_table(comparison.every_variant),
    }


def _json_text(comparison: Comparison) -> str:
    data = comparison_data(comparison)
    for variant in (*data["variants"], *((data["curves"] or {}).get("points", []))):
        del variant["seconds"]
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _variant_table(variants: Sequence[Variant]) -> str:
    header = ["variant", "model", "sets", "value", "status", "bound_s", *_NUMBERS, *_SPANS, "clash"]
    return csv_text(header, (_variant_cells(v) for v in variants))


def _variant_cells(variant: Variant) -> list[Any]:
    measures = variant.measures
    numbers = [None if measures is None else getattr(measures, name) for name in _NUMBERS]
    spans = ["" if measures is None else " ".join(map(str, getattr(measures, name))) for name in _SPANS]
    texts = (variant.name, variant.model, " ".join(variant.sets))
    return [*map(inert, texts), variant.value, variant.status, variant.bound_s, *numbers, *spans, variant.clashing]


def _week_table(variants: Sequence[Variant]) -> str:
    rows = ([inert(v.name), v.value, *(getattr(week, name) for name in _WEEK)] for v in variants for week in v.weeks)
    return csv_text(["variant", "value", *_WEEK], rows)
