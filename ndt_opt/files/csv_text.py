"""Tables as CSV text, with the same line ends on every machine."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

_FORMULA = re.compile(r"'*[=+\-@\t]")
_ESCAPED = re.compile(r"'+[=+\-@\t]")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A header and rows; None becomes an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula, on one line."""
    text = re.sub(r"[\r\n]+", " ", text)
    return f"'{text}" if _FORMULA.match(text) else text


def plain_text(text: str) -> str:
    """What `inert` was given."""
    return text[1:] if _ESCAPED.match(text) else text
