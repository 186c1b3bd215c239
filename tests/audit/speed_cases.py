"""Strides and hill sprints where they do not belong, and where they are missing."""

from __future__ import annotations

from typing import Any

from ndt_opt.domain.plan import Extra

from .builder import STRIDES, at, date
from .case import Case

D = [date(day).isoformat() for day in range(42)]


def away(first: int, last: int) -> dict[str, Any]:
    return {"availability": {"blocked": [{"from": date(first), "to": date(last)}]}}


HILLS = Extra(kind="hill-sprints", reps=6, rep_s=10)
SEVEN, SECONDS = Extra(kind="strides", reps=7, rep_m=100), Extra(kind="strides", reps=6, rep_m=100, rep_s=10)
NONE: dict[str, Any] = {"extras": ()}
FRIDAY = at(4, "am")


def strides(*places: str, instead: str = FRIDAY) -> dict[str, dict[str, Any]]:
    """Friday's strides moved."""
    return {instead: NONE, **{place: {"extras": (STRIDES,)} for place in places}}


SPEED_CASES = [
    Case("speed-layer", "in the afternoon", edit=strides(at(4, "pm"))),
    Case("speed-layer", "none in the first week", (D[0],), edit=strides()),
    Case("speed-layer", "none in the last week", (D[14],), edit=strides(instead=at(18, "am"))),
    Case("speed-layer", "a rep too many", (FRIDAY,), edit={FRIDAY: {"extras": (SEVEN,)}}),
    Case("speed-layer", "seconds and metres", (FRIDAY,), edit={FRIDAY: {"extras": (SECONDS,)}}),
    Case("speed-layer", "two sorts on one run", (FRIDAY, D[0]), edit={FRIDAY: {"extras": (STRIDES, HILLS)}}),
    Case("speed-layer", "on both runs", (FRIDAY, at(4, "pm")), edit={at(4, "pm"): {"extras": (STRIDES,)}}),
    Case("speed-layer", "twice a week", (D[14],), edit={at(15, "am"): {"extras": (STRIDES,)}}),
    Case("speed-layer", "on the eve of a double", (at(0, "am"), D[0]), edit=strides(at(0, "am"))),
    Case("speed-layer", "on the eve of the other", (at(2, "am"), D[0]), edit=strides(at(2, "am"))),
    Case("speed-layer", "beside HIT", (at(5, "pm"), D[0]), edit=strides(at(5, "pm"))),
    Case("speed-layer", "of a long run", (at(6, "am"), D[0]), edit=strides(at(6, "am"))),
    Case("speed-layer", "of a threshold session", (at(1, "am"), D[0]), edit=strides(at(1, "am"))),
    Case("speed-layer", "Saturday where Friday takes them", (D[14],), edit=strides(at(19, "am"), instead=at(18, "am"))),
    Case("speed-layer", "no hill sprints where HIT is missing", (D[0],), drop=(at(5, "am"),)),
    Case("speed-layer", "hill sprints instead of HIT", drop=(at(5, "am"),), edit={FRIDAY: {"extras": (HILLS,)}}),
    Case("speed-layer", "hill sprints beside HIT", (FRIDAY, D[0]), edit={FRIDAY: {"extras": (HILLS,)}}),
    Case(
        "speed-layer",
        "after the log's HIT",
        (D[0],),
        edit=strides(at(0, "am"), instead=FRIDAY),
        drop=(at(1, "am"), at(1, "pm"), at(3, "am"), at(3, "pm"), at(5, "am")),
        of={"history": {"last_hit": date(-1)}},
    ),
    Case(
        "speed-layer",
        "hill sprints on the day after the log's HIT",
        (at(0, "am"), D[0]),
        edit={FRIDAY: NONE, at(0, "am"): {"extras": (HILLS,)}},
        drop=(at(1, "am"), at(1, "pm"), at(3, "am"), at(3, "pm"), at(5, "am")),
        of={"history": {"last_hit": date(-1)}},
    ),
    Case("speed-layer", "on the way back", (FRIDAY, D[0], at(11, "am"), D[7], at(18, "am"), D[14]), of=away(0, 13)),
    Case(
        "speed-layer",
        "none on the way back",
        edit=dict.fromkeys((FRIDAY, at(11, "am"), at(18, "am")), NONE),
        of=away(0, 13),
    ),
    Case("speed-layer", "after a short absence", of=away(0, 6)),
]
