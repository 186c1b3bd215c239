"""A pinned slot holds what the coach pinned."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.domain.scenario import Pin
from ndt_opt.rules.params import Pins
from ndt_opt.units import km


def check(evidence: Evidence, params: Pins) -> Iterator[Verdict]:
    """keeps `pins`"""
    if evidence.scenario is None:
        yield unknown(evidence.start, "no scenario: the pins are not known")
        return
    for pin in evidence.scenario.season.pins:
        day = (pin.date - evidence.start).days
        if 0 <= day < evidence.days:
            yield from _pin(evidence, pin, day)


def _pin(evidence: Evidence, pin: Pin, day: int) -> Iterator[Verdict]:
    runs = evidence.on(day, pin.slot)
    wanted = [] if pin.kind == "rest" else [pin.kind]
    allowed = f"{pin.kind} in {pin.slot.upper()}"
    if not runs and day // 7 not in evidence.whole_weeks:
        yield unknown(pin.date, "sessions of the week may be missing", allowed)
    elif [r.kind for r in runs] != wanted:
        yield broken(pin.date, " and ".join(r.kind for r in runs) or "rest", allowed)
    elif runs and pin.km is not None:
        distance, pinned_m = runs[0].distance_m, round(1000 * pin.km)
        if distance is None:
            yield unknown(pin.date, "distance not known", f"{km(pinned_m)} km")
        elif distance != pinned_m:
            yield broken(pin.date, f"{km(distance)} km", f"{km(pinned_m)} km")
