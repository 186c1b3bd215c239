"""What a plan that was made anew says of the weeks before it, against its own season."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.domain.calendar import WEEK
from ndt_opt.domain.scenario import Scenario
from ndt_opt.errors import Problem
from ndt_opt.files.problems import wrong


def begun(scenario: Scenario, file: str, prefix: str = "") -> list[Problem]:
    """Every value of `lived` that is readable by itself and wrong beside the others or the season."""
    return [Problem(file, prefix + p.where, p.what, p.found, p.allowed) for p in _problems(scenario)]


def _problems(scenario: Scenario) -> Iterator[Problem]:
    """One value for each week before the first open one, and every run in those weeks."""
    lived, season = scenario.lived, scenario.season
    if lived is None:
        return
    if lived.weeks > season.weeks:
        yield wrong("lived.kinds", "more weeks than the season has", lived.weeks, f"at most {season.weeks}")
    for key in ("phases", "planned_m", "planned_z2_s"):
        count = len(getattr(lived, key))
        if count != lived.weeks:
            yield wrong(f"lived.{key}", "not one value for each of lived.kinds", count, f"{lived.weeks} values")
    opens = season.start + WEEK * lived.weeks
    if lived.open_from != opens:
        allowed = f"{opens}, the Monday after the {lived.weeks} weeks of lived.kinds"
        yield wrong("lived.open_from", "not the first open day", lived.open_from, allowed)
    for i, run in enumerate(lived.runs):
        if not season.start <= run.date < opens:
            allowed = f"from {season.start} on and before {opens}"
            yield wrong(f"lived.runs[{i}].date", "not in the weeks before the open ones", run.date, allowed)
