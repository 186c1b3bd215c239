"""Prices made by hand, and a short season to price for real."""

from __future__ import annotations

from typing import Any

from ndt_opt.domain.price import Curve, Gain, Point, Prices, RulePrice, Silent

BASE_S = 60_000


def exact(more_s: int, **own: Any) -> Gain:
    z2 = BASE_S + more_s
    return Gain(status="optimal", z2_work_s=z2, bound_s=z2, least_s=more_s, most_s=more_s, **own)


def between(least_s: int | None, most_s: int | None, **own: Any) -> Gain:
    z2, bound = (None if s is None else BASE_S + s for s in (least_s, most_s))
    return Gain(status="feasible", z2_work_s=z2, bound_s=bound, least_s=least_s, most_s=most_s, **own)


def price(rule: str, step_s: int | None, end_s: int, **own: Any) -> RulePrice:
    by_step = None if step_s is None else exact(step_s)
    return RulePrice(rule=rule, step=None if step_s is None else "5 min", by_step=by_step, dropped=exact(end_s, **own))


def curve(rule: str, *gains: int, is_at_end: bool = False) -> Curve:
    points = [Point(steps=n, gain=exact(s)) for n, s in zip((1, 2, 3, 5, 8), gains, strict=False)]
    return Curve(rule=rule, step="5 min", points=points, is_at_end=is_at_end)


def prices(**own: Any) -> Prices:
    found: dict[str, Any] = {
        "title": "Winter", "model": "norwegian-double", "weeks": 12, "seed": 1, "status": "optimal",
        "z2_work_s": BASE_S, "bound_s": BASE_S,
        "rules": [price("week-intensity-share", 3000, 3300), price("volume-tier", None, -60, asks_more=["pins"])],
        "free": ["long-run", "easy-runs"], "silent": [Silent(rule="pins", why="no pins")],
        "curves": [curve("week-intensity-share", 3000, 3300, 3300)],
    }  # fmt: skip
    return Prices(**found | own)
