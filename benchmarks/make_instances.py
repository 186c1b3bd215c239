"""The instances of the suite: drawn once by seed, then frozen files.

    python benchmarks/make_instances.py

Writes `instances/<name>.toml` and the entry in `suite.toml` of every instance that is not there yet, and leaves the
others as they are: their optimum is proved, and belongs to the file it was proved on.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from random import Random

from athletes import Athlete, athlete
from suite_text import INSTANCES, SUITE, read_entries, suite_text

START = dt.date(2026, 11, 30)
SMOKE = ("double-004-elite-1", "double-004-national-2-cap", "singles-004-steady-4", "explain-012-no-evenings")
QUICK = ("double-012-national-2", "double-024-national-2", "double-052-national-2")  # one athlete
CORE = (
    "double-012-club-3", "double-024-elite-1", "double-024-national-2-cap", "double-052-national-2",
    "double-052-national-2-cap", "double-104-club-3", "singles-024-steady-4", "singles-052-steady-4-cap",
    "singles-104-steady-4", "day-grid-012-national-2", "races-024-national-2", "races-052-national-2-cap",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """One instance: `seed` draws the athlete, so that a row of horizons is one athlete's."""

    family: str
    weeks: int
    tier: str
    seed: int
    cap: bool = False
    case: str = ""
    clash: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        tail = self.case or f"{self.tier}-{self.seed}{'-cap' if self.cap else ''}"
        return f"{self.family}-{self.weeks:03d}-{tail}"

    @property
    def sets(self) -> list[str]:
        names = {"smoke": SMOKE, "quick": QUICK, "core": CORE}
        return [*(s for s, members in names.items() if self.name in members), "full"]

    @property
    def is_single(self) -> bool:
        return self.tier in ("steady", "improver", "low")


def clashing(case: str, weeks: int, tier: str, seed: int, *clash: str) -> Wanted:
    """An explain case: a season without a plan, and the rules that cannot hold together in it."""
    return Wanted("explain", weeks, tier, seed, case=case, clash=clash)


def rows(family: str, tier: str, seed: int, weeks: tuple[int, ...], cap: bool = False) -> list[Wanted]:
    return [Wanted(family, w, tier, seed, cap) for w in weeks]


EVERY = (4, 12, 24, 52, 104)
WANTED = [
    *rows("double", "elite", 1, EVERY),
    *rows("double", "national", 2, EVERY),
    *rows("double", "club", 3, EVERY),
    *rows("double", "national", 2, EVERY, cap=True),
    *rows("double", "club", 3, (12, 24, 52), cap=True),
    *rows("singles", "steady", 4, EVERY),
    *rows("singles", "improver", 5, (12, 24, 52)),
    *rows("singles", "low", 6, (12, 24, 52)),
    *rows("singles", "steady", 4, (12, 24, 52, 104), cap=True),
    *rows("singles", "improver", 5, (24,), cap=True),
    *rows("day-grid", "national", 2, (4, 12, 24, 52)),
    *rows("day-grid", "club", 3, (4, 12, 24), cap=True),
    *rows("races", "national", 2, (12, 24, 52, 104)),
    *rows("races", "steady", 4, (24, 52)),
    *rows("races", "national", 2, (12, 24, 52), cap=True),
    *rows("races", "steady", 4, (24,), cap=True),
    clashing("no-evenings", 12, "club", 3, "availability", "double-threshold-days", "volume-tier"),
    clashing("two-doubles-shut", 24, "club", 3, "availability", "double-threshold-days", "volume-tier"),
    clashing("hard-pins", 12, "club", 3, "hard-day-spacing", "pins"),
    clashing("tired-legs", 52, "national", 2, "muscular-load", "volume-tier"),
]


def main() -> None:
    entries = {str(e["name"]): e for e in read_entries()}
    for wanted in WANTED:
        path = INSTANCES / f"{wanted.name}.toml"
        if path.exists() and wanted.name in entries:
            continue
        path.write_text(scenario_text(wanted), encoding="utf-8")
        entries[wanted.name] = entry(wanted, path.read_bytes())
        print(f"{wanted.name}: written")
    order = [wanted.name for wanted in WANTED]
    SUITE.write_text(suite_text(sorted(entries.values(), key=lambda e: order.index(str(e["name"])))), encoding="utf-8")


def entry(wanted: Wanted, data: bytes) -> dict[str, object]:
    """What the suite says of an instance before it is solved."""
    made: dict[str, object] = {
        "name": wanted.name, "weeks": wanted.weeks, "family": wanted.family, "tier": wanted.tier, "seed": wanted.seed,
        "binding": wanted.cap, "sets": wanted.sets, "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    return {**made, "expected": "infeasible", "clash": list(wanted.clash)} if wanted.clash else made


def scenario_text(wanted: Wanted) -> str:
    """The scenario file."""
    who = athlete(wanted.tier, wanted.seed)
    parts = [
        head(wanted), who.text(), season(wanted), *races(wanted, who), *explained(wanted), history(wanted, who),
        *cap_rules(wanted),
    ]  # fmt: skip
    return "\n".join(part for part in parts if part)


def head(wanted: Wanted) -> str:
    by_tier = {"steady": "norwegian-singles", "improver": "norwegian-singles", "low": "low-volume"}
    model = "variants/day-grid" if wanted.family == "day-grid" else by_tier.get(wanted.tier, "norwegian-double")
    return f'schema = "ndt.scenario/1"\ntitle = "{wanted.name}"\nmodel = "{model}"\n'


def season(wanted: Wanted) -> str:
    return f'[season]\nstart = {START}\nweeks = {wanted.weeks}\ntimezone = "Europe/Oslo"\n'


def history(wanted: Wanted, who: Athlete) -> str:
    """What the first days must respect; with a cap also what the legs are used to, in points (an easy km is 10)."""
    lines = [who.history()] if who.history() else []
    per_km = 5 if wanted.case == "tired-legs" else 8.75 if wanted.is_single else 10.4
    if wanted.cap or wanted.case == "tired-legs":
        lines.append(f"muscular_load_week = {round(per_km * who.weekly_km)}")
    return "\n".join(["[history]", *lines, ""]) if lines else ""


def cap_rules(wanted: Wanted) -> list[str]:
    """The muscular cap of a coming back, for doubles; the singles' default binds by itself after easy miles."""
    if not wanted.cap or wanted.is_single:
        return []
    return ["[rules.muscular-load]\nmax_week_pct = 115\nmax_four_weeks_pct = 100\ngrow_permille = 5\n"]


def races(wanted: Wanted, who: Athlete) -> list[str]:
    """An A race in the last week and one about every half year before it, a B race four weeks before each, C races."""
    if wanted.family != "races":
        return []
    draw = Random(f"races/{wanted.tier}/{wanted.seed}")
    distance = 10_000 if wanted.is_single else 5000
    weeks = wanted.weeks
    goals = sorted({weeks - 1 - 26 * n for n in range(weeks // 26 + 1) if weeks - 1 - 26 * n >= 9})
    planned = dict.fromkeys(goals, ("A", distance))
    planned |= {week - 4: ("B", 3000 if distance == 5000 else 21_097) for week in goals}
    for week in sorted(draw.sample(range(2, weeks - 6), weeks // 10)):
        if not {week - 1, week, week + 1} & planned.keys() and not {week + 2, week - 2, week - 3} & set(goals):
            planned[week] = ("C", 5000)
    return [race_text(week, *planned[week]) for week in sorted(planned)]


def race_text(week: int, priority: str, distance_m: int) -> str:
    day = START + dt.timedelta(days=7 * week + 5)
    return (
        f'[[season.races]]\nname = "{priority} race of week {week + 1}"\ndate = {day}\n'
        f'distance_m = {distance_m}\npriority = "{priority}"\n'
    )


def explained(wanted: Wanted) -> list[str]:
    """What makes a season of the explain family impossible."""
    if wanted.case == "no-evenings":
        return ['[availability]\nam = "05:30-09:00"\npm = "none"\n']
    if wanted.case == "two-doubles-shut":
        return ['[availability.days.tue]\npm = "none"\n\n[availability.days.thu]\nam = "none"\n']
    if wanted.case == "hard-pins":
        days = (START + dt.timedelta(days=7 + d) for d in (1, 2))
        return [f'[[season.pins]]\ndate = {day}\nslot = "am"\nkind = "threshold"\n' for day in days]
    return []


if __name__ == "__main__":
    main()
