"""ndt-opt: proved season plans for the Norwegian double-threshold method."""

from __future__ import annotations

from ndt_opt.domain.shown import draw_with

__version__ = "0.1.0"


def _draw(record: object) -> str | None:
    """A record for a notebook; only then is the page imported."""
    from ndt_opt.report.html.notebook import draw

    return draw(record)


draw_with(_draw)
