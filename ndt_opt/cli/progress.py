"""One line on a terminal that says how far the solver is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from ndt_opt.domain.outcome import Progress

_PATIENCE_S = 2.0
WITHOUT_NUMBERS = {"certifying": "certifying", "blocks": "block by block"}
"""Steps whose best and bound say nothing of the season."""
_CLEAR_LINE = "\r\x1b[K"


class StatusLine:
    """One line of a terminal, rewritten in place."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.shown = False

    def say(self, text: str) -> None:
        self.stream.write(_CLEAR_LINE + text)
        self.stream.flush()
        self.shown = True

    def clear(self) -> None:
        if self.shown:
            self.stream.write(_CLEAR_LINE)
            self.stream.flush()


class ProgressLine(StatusLine):
    """Of a solve; says nothing during the first two seconds."""

    def __call__(self, progress: Progress) -> None:
        if progress.elapsed_s >= _PATIENCE_S:
            self.say(describe(progress))


def describe(progress: Progress) -> str:
    """`Z2 minutes: best 812.5, bound 830, gap 2.1 %, 14 s`; `certifying, 14 s`; `block by block, 3 s`."""
    if progress.tier in WITHOUT_NUMBERS:
        return f"{WITHOUT_NUMBERS[progress.tier]}, {progress.elapsed_s:.0f} s"
    minutes = progress.tier.startswith("z2")
    unit = 60 if minutes else 1
    name = "Z2 minutes" if minutes else progress.tier
    best, bound = (None if v is None else v / unit for v in (progress.best, progress.bound))
    parts = [f"best {'none yet' if best is None else f'{best:g}'}"]
    if bound is not None:
        parts.append(f"bound {bound:g}")
    if best and bound is not None:
        parts.append(f"gap {100 * abs(bound - best) / abs(best):.1f} %")
    return f"{name}: {', '.join(parts)}, {progress.elapsed_s:.0f} s"
