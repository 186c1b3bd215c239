"""What the muscles carry in a week, and in four weeks in a row, beside what they are used to."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.evidence import Evidence
from ndt_opt.audit.muscular import muscle_book
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.audit.work import total
from ndt_opt.rules.muscular import MuscularLoad


def check(evidence: Evidence, params: MuscularLoad) -> Iterator[Verdict]:
    """keeps `muscular-load`"""
    book = muscle_book(evidence.model, evidence.scenario)
    usual = None if evidence.scenario is None else book.usual_week(evidence.scenario)
    if usual is None:
        yield unknown(evidence.start, "no scenario with paces: what the athlete is used to is not known")
        return
    points: list[int | None] = [usual] * 3
    used = usual
    for week in range(evidence.days // 7):
        used = used if week == 0 else used * (1000 + params.grow_permille) // 1000
        own = total(book.points(run) for run in evidence.of_week(week) if run.kind != "race")
        if evidence.is_lived(week) and own is not None:  # facts break no cap
            own = min(own, params.max_week_pct * used // 100, params.max_four_weeks_pct * 4 * used // 100 // 4)
        points.append(own if week in evidence.whole_weeks else None)
        if week in evidence.weeks:
            yield from _judged(evidence, week, points[-1], "points", params.max_week_pct, used)
            yield from _judged(
                evidence, week, total(points[-4:]), "points in four weeks", params.max_four_weeks_pct, 4 * used
            )


def _judged(evidence: Evidence, week: int, found: int | None, name: str, pct: int, used: int) -> Iterator[Verdict]:
    if found is None:
        yield unknown(evidence.monday(week), f"muscular load ({name}) not known")
    elif 100 * found > pct * used:
        yield broken(evidence.monday(week), f"{found} {name}", f"{pct} % of {used}")
