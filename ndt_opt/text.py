"""Text from anywhere made harmless."""

from __future__ import annotations

import re
import unicodedata

_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movements
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC: window titles, links
    r"|\x1b[ -/]*[0-~]?"
)


def clean(text: str) -> str:
    """One line without escape sequences, control, formatting or unassigned characters."""
    plain = unicodedata.normalize("NFC", _ESCAPE.sub("", text))
    kept = (" " if c.isspace() else c for c in plain if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(kept).split())
