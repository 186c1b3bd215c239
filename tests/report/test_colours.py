"""The palette of the pages: words stand out from their ground, by light and by dark."""

from __future__ import annotations

import re

import pytest

from ndt_opt.report.html.environment import TEMPLATES


def _colours(scheme: str) -> dict[str, str]:
    """The palette of a scheme, six digits each."""
    css = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    light, dark = (part.partition("}")[0] for part in css.split(".ndt{")[1:3])
    found = dict(re.findall(r"--([\w]+):(#[0-9a-f]{3,6})\b", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w]+):(#[0-9a-f]{3,6})\b", dark))
    return {k: v if len(v) == 7 else "#" + "".join(2 * c for c in v[1:]) for k, v in found.items()}


def _light(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


TINTS = ("paper", "wash", "e", "l", "ta", "tp", "h", "p")
PAIRS = [(text, back) for text in ("ink", "soft") for back in TINTS] + [
    ("rt", "r"), ("paper", "bar"), ("ink", "calm"), ("limit", "paper"), ("h2", "paper"), ("focus", "paper"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "back"), PAIRS)
def test_words_stand_out_from_their_ground(scheme: str, text: str, back: str) -> None:
    colours = _colours(scheme)
    high, low = sorted((_light(colours[text]), _light(colours[back])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5, "WCAG AA"
