"""How a page is drawn: its width, colours, characters and units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from ndt_opt.domain.plan import Session
from ndt_opt.report.text import clean, fit, wrap
from ndt_opt.units import METRES_PER_MILE, format_pace, half_up

NARROWEST, WIDEST = 60, 100
_COLOURS = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
_EIGHTHS = " ▏▎▍▌▋▊▉"
_PACE_IN_TITLE = re.compile(r"(\d{1,2}):([0-5]\d)/km\b")
_SLOWER_IN_TEXT = re.compile(r"(\d+) s/km\b")
_KM_IN_TITLE = re.compile(r"(\d+(?:\.\d+)?) km\b")


@dataclass(frozen=True)
class Page:
    """`width` in cells; `unit` is `km` or `mi`; `encoding` is what the reader's stream can show."""

    width: int
    colour: bool
    unit: str
    encoding: str

    @cached_property
    def is_plain(self) -> bool:
        """Whether the stream has no blocks and no dots: bars are drawn with `#`."""
        try:
            f"█…{_EIGHTHS}".encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            return True
        return False

    def sections(self, sections: Sequence[tuple[str, list[str]]]) -> str:
        """Headed sections with an empty line between them, those without lines left out."""
        shown = [([self.paint(name, "bold")] if name else []) + lines for name, lines in sections if lines]
        return "\n\n".join("\n".join(line.rstrip() for line in lines) for lines in shown) + "\n"

    def item(self, text: str, *looks: str) -> list[str]:
        """The lines of one point of a list, behind a dash."""
        return [f"{' ' if n else '-'} {self.paint(line, *looks)}" for n, line in enumerate(wrap(text, self.width - 2))]

    def text(self, raw: str) -> str:
        """Foreign text made harmless, `?` for letters the stream lacks."""
        return clean(raw).encode(self.encoding, "replace").decode(self.encoding)

    def fit(self, text: str, width: int) -> str:
        """The text in at most `width` cells."""
        return fit(text, width, "..." if self.is_plain else "…")

    def paint(self, text: str, *looks: str) -> str:
        """The text in the given looks; unchanged without colour or looks."""
        if not self.colour or not looks:
            return text
        return f"\x1b[{';'.join(_COLOURS[look] for look in looks)}m{text}\x1b[0m"

    def bar(self, value: int, best: int, length: int) -> str:
        """A bar of at most `length` cells, `length` for the best value."""
        if best <= 0:
            return ""
        if self.is_plain:
            return "#" * half_up(length * value, best)
        full, part = divmod(half_up(8 * length * value, best), 8)
        return ("█" * full + _EIGHTHS[part]).rstrip()

    def distance(self, metres: float, decimals: int = 1) -> str:
        """`14.9 km` or `9.3 mi`."""
        return f"{self.number(metres, decimals)} {self.unit}"

    def distance_up(self, metres: float) -> str:
        """Whole units, rounded up: `124 km` for 123.2 km."""
        return f"{ceil(round(metres / self._metres, 3))} {self.unit}"

    def number(self, metres: float, decimals: int = 1) -> str:
        """The same without its unit."""
        return f"{metres / self._metres:.{decimals}f}"

    def pace(self, s_per_km: int) -> str:
        """`2:57/km` or `4:45/mi`."""
        if self.unit == "km":
            return format_pace(s_per_km)
        return format_pace(round(s_per_km * METRES_PER_MILE / 1000)).replace("/km", "/mi")

    def control(self, raw: str) -> str:
        """A session's control line, its paces and changes of pace in the page's unit."""
        text = _PACE_IN_TITLE.sub(lambda m: self.pace(60 * int(m[1]) + int(m[2])), self.text(raw))
        if self.unit == "km":
            return text
        return _SLOWER_IN_TEXT.sub(lambda m: f"{round(int(m[1]) * self._metres / 1000)} s/mi", text)

    def title(self, session: Session) -> str:
        """The session's title; in miles its pace, and the distance of easy runs (reps keep their length)."""
        title = self.text(session.title)
        if self.unit == "km":
            return title
        title = self.control(title)
        if session.kind in ("easy", "long"):
            title = _KM_IN_TITLE.sub(lambda m: self.distance(1000 * float(m[1])), title)
        return title

    @property
    def _metres(self) -> float:
        return 1000 if self.unit == "km" else METRES_PER_MILE
