"""From which volume on things would fit that were scaled, and whether hours or slots stand in the way."""

from __future__ import annotations

from ndt_opt.cpsat.constraints.double_threshold_days import smallest_week_with_doubles
from ndt_opt.cpsat.double_weeks import DoubleWeek
from ndt_opt.cpsat.grid import Grid
from ndt_opt.decode.choice import Fit
from ndt_opt.menu.sessions import EASY_UNIT_M, MenuSession


def doubles_fit(grid: Grid) -> Fit:
    """All doubles of the smallest allowed work."""
    week = _smallest([own.least_week for own in grid.load_columns_at_home()])
    return _fit(grid, week, smallest_week_with_doubles(grid))


def full_method_fit(grid: Grid) -> Fit:
    """All doubles at the specification's minutes, and HIT."""
    week = _smallest([own.full_week for own in grid.load_columns_at_home()])
    return _fit(grid, week, 0 if week is None else _metres_by_share(grid, week))


def hit_fit(grid: Grid, doubles: Fit | None) -> Fit:
    """HIT, which the planned km alone ask for; from the doubles' tier on there is no plan without these."""
    from_m = 1000 * int(grid.model.rules["hit-count"].full_from_km)
    if _hit(grid) is None:
        return Fit(from_m, 0, "slots")
    if doubles is not None and doubles.limit and from_m >= _doubles_from_m(grid):
        return Fit(doubles.metres, doubles.duration_s, "hours" if doubles.limit == "hours" else "doubles")
    return _fit(grid, DoubleWeek(0, 0, 0, 0, from_m * grid.profile.easy_pace // 1000), from_m)


def _smallest(weeks: list[DoubleWeek | None]) -> DoubleWeek | None:
    return min((w for w in weeks if w is not None), key=lambda w: (w.work_m, -w.easy_room_s), default=None)


def _doubles_from_m(grid: Grid) -> int:
    return 1000 * int(grid.model.rules["volume-tier"].b_from_km)


def _hit(grid: Grid) -> MenuSession | None:
    """The shortest whole HIT session that some load week has a slot for."""
    found = [s for w in grid.load_weeks() if (s := w.columns.full_hit) is not None]
    return min(found, key=lambda s: s.duration_s, default=None)


def _hits(grid: Grid) -> tuple[int, int, int, int]:
    """Work (metres, seconds), distance and duration of a week's whole HIT."""
    hit = _hit(grid) if grid.model.holds("hit-count") else None
    count = grid.model.rules["hit-count"].full_count
    return (0, 0, 0, 0) if hit is None else (
        count * hit.work_m, count * hit.work_s, count * hit.distance_m, count * hit.duration_s
    )  # fmt: skip


def _metres_by_share(grid: Grid, week: DoubleWeek) -> int:
    """Week metres whose hard part takes these doubles and HIT, by km or by time."""
    if not grid.model.holds("week-intensity-share"):
        return 0
    share = grid.model.rules["week-intensity-share"]
    hit_m, hit_s, hit_distance_m, hit_duration_s = _hits(grid)
    hard_pct = 100 - share.min_easy_pct
    if share.unit == "km":
        return int(-(-100 * (week.work_m + hit_m) // hard_pct))
    week_s = -(-100 * (week.work_s + hit_s) // hard_pct)
    easy_s = week_s - week.duration_s - hit_duration_s
    return int(week.distance_m + hit_distance_m - (-1000 * easy_s // grid.profile.easy_pace))


def _fit(grid: Grid, week: DoubleWeek | None, share_m: int) -> Fit:
    """Weeks are whole multiples of 200 m, and below tier B there are no two doubles."""
    least_m = max(share_m, _doubles_from_m(grid))
    metres = -(-least_m // EASY_UNIT_M) * EASY_UNIT_M
    if week is None:
        return Fit(metres, 0, "slots")
    _, _, hit_distance_m, hit_duration_s = _hits(grid)
    easy_s = max(0, metres - week.distance_m - hit_distance_m) * grid.profile.easy_pace // 1000
    duration_s = week.duration_s + hit_duration_s + easy_s
    hours = grid.scenario.athlete.max_weekly_hours if grid.model.holds("weekly-volume") else None
    if easy_s > week.easy_room_s:
        return Fit(metres, duration_s, "slots")
    return Fit(metres, duration_s, "hours" if hours is not None and duration_s > 3600 * hours else None)
