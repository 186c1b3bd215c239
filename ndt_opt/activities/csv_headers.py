"""Whose export a CSV table is, told by its header, and which column holds what.

Headers as the platforms write them: Garmin Connect in English, German, French, Norwegian and Dutch;
Strava in English, German and French; intervals.icu in its one spelling.
"""

from __future__ import annotations

from dataclasses import dataclass

_TYPE = ("activity type", "aktivitätstyp", "type d'activité", "aktivitetstype", "activiteittype")
_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "intervals.icu": {
        "date": ("start_date_local",),
        "sport": ("type",),
        "distance": ("distance",),
        "timer": ("moving_time",),
        "elapsed": ("elapsed_time",),
        "heart_rate": ("average_heartrate",),
        "device": ("device_name",),
    },
    "Strava": {
        "id": ("activity id", "aktivitäts-id", "id de l'activité"),
        "date": ("activity date", "aktivitätsdatum", "date de l'activité"),
        "sport": ("activity type", "aktivitätsart", "type d'activité"),
        "distance": ("distance", "distanz"),
        "timer": ("moving time", "bewegungszeit", "durée de déplacement"),
        "elapsed": ("elapsed time", "verstrichene zeit", "temps écoulé"),
        "heart_rate": ("average heart rate", "durchschnittliche herzfrequenz", "fréquence cardiaque moyenne"),
    },
    "Garmin Connect": {
        "sport": _TYPE,
        "date": ("date", "datum", "dato"),
        "distance": ("distance", "distanz", "distanse", "afstand"),
        "timer": ("time", "zeit", "durée", "tid", "tijd"),
        "elapsed": ("elapsed time", "verstrichene zeit", "temps écoulé", "total tid", "verstreken tijd"),
        "heart_rate": (
            *("avg hr", "ø hf", "ø herzfrequenz", "fréquence cardiaque moyenne", "gjennomsnittlig puls", "gem. hs"),
        ),
    },
}
_NEEDED = {
    "intervals.icu": ("date", "sport", "distance", "timer"),
    "Strava": ("id", "date", "sport", "distance", "elapsed"),
    "Garmin Connect": ("sport", "date", "distance", "timer"),
}
KNOWN = " or ".join(f"an export of {name}" for name in _NAMES)


@dataclass(frozen=True)
class Columns:
    """Whose table, and for each field the numbers of the columns of that name, from left to right."""

    platform: str
    places: dict[str, tuple[int, ...]]

    def cell(self, cells: list[str], field: str, which: int = 0) -> str:
        """The text in a field's first column (`which` -1: its last), empty where there is none."""
        places = self.places.get(field, ())
        return cells[places[which]].strip() if places and places[which] < len(cells) else ""


def recognise(header: list[str]) -> Columns | None:
    """The first platform all of whose needed columns are there."""
    plain = [" ".join(cell.lower().replace("’", "'").split()) for cell in header]
    for platform, names in _NAMES.items():
        places = {field: tuple(n for n, cell in enumerate(plain) if cell in known) for field, known in names.items()}
        if all(places[field] for field in _NEEDED[platform]):
            return Columns(platform, places)
    return None
