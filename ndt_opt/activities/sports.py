"""What is a run, in the words of devices and platforms."""

from __future__ import annotations

import re

_RUN = re.compile(
    r"^9$|\b(run|running|trailrun|virtualrun|trailrunning|lauf|laufen|laufband|straßenlauf|traillauf|traillaufen|bahnlauf"
    r"|course à pied|carrera|correr|corsa|corrida|hardlopen|løping|løb|löpning|juoksu|bieganie)\b"
)
NOT_TOLD = "sport not told: taken as a run"


def is_run(sport: str) -> bool:
    """Whether a written sport is running, in English and the languages whose exports we know.

    Strava's older GPX files write 9.
    """
    return _RUN.search(sport.lower().replace("_", " ").replace("’", "'")) is not None
