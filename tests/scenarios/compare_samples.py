"""What the documents show of `ndt compare` and `ndt explain`, made anew by
`python tests/scenarios/compare_samples.py`; a test compares.

A sample stands below the command it is of; the seconds that solves took are left out, and most weeks of the chart.
"""

from __future__ import annotations

import io
import os
import re
from contextlib import redirect_stdout
from pathlib import Path
from unittest.mock import patch

from ndt_opt.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "README.md", ROOT / "docs" / "compare.md")
SAMPLE = re.compile(
    r"```sh\nndt ((?:compare|explain) [^\n]*(?:\\\n[^\n]*)*)\n```\n\n<!-- sample -->\n```\n(.*?)```\n", re.DOTALL
)
_WEEKS = 4


def samples(document: Path) -> list[tuple[str, str]]:
    """Each command with what the document shows of it."""
    return [(found[1], found[2]) for found in SAMPLE.finditer(document.read_text(encoding="utf-8"))]


def printed(command: str) -> str:
    """What the command prints on 80 columns, cut as the documents cut it."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    words = command.replace("\\\n", " ").replace("scenarios/", f"{ROOT}/scenarios/").split()
    with redirect_stdout(out), patch.dict(os.environ, {"COLUMNS": "80"}):
        assert main(words) == (3 if words[0] == "explain" else 0)
        out.flush()
    lines = out.buffer.getvalue().decode("utf-8").splitlines()  # type: ignore[attr-defined]
    return "\n".join(_cut([line for line in lines if not line.startswith("solved in")])) + "\n"


def _cut(lines: list[str]) -> list[str]:
    weeks = [n for n, line in enumerate(lines) if re.match(r" ?\d+  [ \d]\d [A-Z]", line)]
    left_out = weeks[_WEEKS:]
    return [line if n not in left_out[:1] else "⋮" for n, line in enumerate(lines) if n not in left_out[1:]]


def made_anew(document: Path) -> str:
    """The document with every sample as it is printed now."""
    text = document.read_text(encoding="utf-8")
    return SAMPLE.sub(lambda found: found[0].replace(f"```\n{found[2]}```", f"```\n{printed(found[1])}```"), text)


if __name__ == "__main__":
    for page in DOCUMENTS:
        page.write_text(made_anew(page), encoding="utf-8")
