"""A season plan as one page that needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ndt_opt.domain.plan import Finding, Plan, Session, Week
from ndt_opt.report.certificate import certificate_lines
from ndt_opt.report.html.calendar import week_views
from ndt_opt.report.html.environment import fill, html_page
from ndt_opt.report.html.overview import easy_limits, overview, season_heads, season_rows
from ndt_opt.report.html.session import LETTERS, NAMES, WEEKDAYS, Sheets, day_text, prescription
from ndt_opt.report.page import Page
from ndt_opt.report.races import phase_lines
from ndt_opt.report.replan import change_texts, done_rows
from ndt_opt.report.season import (
    athlete_text,
    counts_time,
    dated_texts,
    dates_text,
    day_month,
    easy_share,
    model_name,
    plan_title,
    totals,
)
from ndt_opt.report.verdict import choice_text, scaled_texts, status_text
from ndt_opt.units import half_up, minutes

_WORST = ("broken", "not checked", "kept")


@dataclass(frozen=True)
class RuleRow:
    """A rule in the audit: the worst that was found of it, where, and what it allows."""

    rule: str
    status: str
    found: list[str]
    allowed: str
    shapes: int


def plan_page(plan: Plan, unit: str = "km") -> str:
    """The whole page as HTML text; the same plan gives the same text.

    Parameters
    ----------
    plan : any plan, made anew or not.
    unit : `km` or `mi`, for distances and paces.
    """
    page = html_page(unit)
    return fill("plan.html", **_head(plan, page), **_season(plan, page), **_days(plan, page), **_sure(plan, page))


def plan_fragment(plan: Plan, unit: str = "km") -> str:
    """The season at a glance, for a notebook."""
    page = html_page(unit)
    return fill("plan_fragment.html", **_head(plan, page), **_season(plan, page))


def week_fragment(week: Week) -> str:
    """What a week comes to, and the ids of its sessions."""
    return fill("week_fragment.html", week=week, day=day_month(week.start).strip(), z2=minutes(week.z2_work_s))


def session_fragment(session: Session, unit: str = "km") -> str:
    """One prescription, open."""
    return fill("session_fragment.html", s=prescription(session, html_page(unit)), days=[(day_text(session), "")])


def _head(plan: Plan, page: Page) -> dict[str, Any]:
    return {
        "title": plan_title(plan, page),
        "who": athlete_text(plan, page),
        "dates": f"{dates_text(plan)}, {len(plan.weeks)} weeks, model {model_name(plan, page)}",
        "totals": totals(plan, page),
        "status": status_text(plan),
        "revision": plan.revision,
        "warnings": [page.control(text) for text in plan.warnings],
    }


def _season(plan: Plan, page: Page) -> dict[str, Any]:
    races = [(f"{day_month(s.date).strip()} {s.date.year}", page.title(s)) for s in plan.sessions if s.kind == "race"]
    return {
        "overview": overview(plan, page),
        "phases": phase_lines(plan),
        "races": races,
        "dated": dated_texts(plan),
        "heads": season_heads(page),
        "rows": season_rows(plan, page),
    }


def _days(plan: Plan, page: Page) -> dict[str, Any]:
    sheets = Sheets(page)
    weeks = week_views(plan, sheets)
    lived = plan.scenario.lived
    shown = [(r.name, *_pairs(r.planned, page), *_pairs(r.done, page)) for r in done_rows(plan, lived)] if lived else []
    changes = [(week, [page.control(text) for text in texts]) for week, texts in change_texts(plan.changes)]
    dropped = [(page.text(c.id), page.text(c.title_in(page.unit)), page.control(c.why)) for c in plan.cancelled]
    return {
        "weeks": weeks,
        "sheets": list(sheets.days.items()),
        "weekdays": WEEKDAYS,
        "legend": _legend(plan),
        "unit": page.unit,
        "as_of": None if lived is None else f"{day_month(lived.as_of).strip()} {lived.as_of.year}",
        "done": shown,
        "changes": changes,
        "cancelled": dropped,
    }


def _legend(plan: Plan) -> list[tuple[str, str, str]]:
    """Class, letter and name of every kind there is; threshold sessions look other in the morning than after noon."""
    found = {(s.kind, s.slot if s.kind == "threshold" else "") for s in plan.sessions}
    order = sorted(found, key=lambda own: (list(LETTERS).index(own[0]), own[1]))
    return [(f"{kind} {slot}".strip(), LETTERS[kind], f"{NAMES[kind]} {slot.upper()}".strip()) for kind, slot in order]


def _pairs(amounts: tuple[int, int, int], page: Page) -> tuple[str, str, str]:
    sessions, metres, seconds = amounts
    return str(sessions), page.number(metres), str(half_up(seconds, 60))


def _sure(plan: Plan, page: Page) -> dict[str, Any]:
    certificate = plan.certificate
    solver = plan.solver
    return {
        "scaled": scaled_texts(plan, page),
        "binding": _binding(plan, page),
        "audit": _audit(plan, page),
        "choice": choice_text(plan),
        "found": minutes(plan.objective["z2_work_s"]),
        "bound": minutes(plan.bound["z2_work_s"]),
        "certificate": [page.text(t) for t in certificate_lines(certificate)] if certificate else [],
        "model": model_name(plan, page),
        "model_hash": page.text(str(plan.model.get("hash", ""))),
        "lineage": page.text(" > ".join(map(str, plan.model.get("lineage", [])))),
        "solver": f"{page.text(solver.version)}, seed {solver.seed}, workers {solver.workers}",
        "plan_id": page.text(plan.plan_id),
    }


def _audit(plan: Plan, page: Page) -> list[RuleRow]:
    """A row a rule, what is broken first."""
    shapes: dict[str, int] = {}
    for session in plan.sessions:
        for rule in session.why:
            shapes[rule] = shapes.get(rule, 0) + 1
    by_rule: dict[str, list[Finding]] = {}
    for finding in plan.audit:
        by_rule.setdefault(finding.rule, []).append(finding)
    rows = []
    for rule, findings in by_rule.items():
        status = min((f.status for f in findings), key=_WORST.index)
        own = [f for f in findings if f.status == status]
        found = [] if status == "kept" else [page.control(f"{f.where}: {f.found}") for f in own]
        rows.append(RuleRow(page.text(rule), status, found, page.control(own[0].allowed), shapes.get(rule, 0)))
    return sorted(rows, key=lambda row: _WORST.index(row.status))


def _binding(plan: Plan, page: Page) -> list[str]:
    """Limits that weeks of the plan lie at, as far as the numbers on this page tell."""
    limits, by_time = easy_limits(plan), counts_time(plan)
    shares = [easy_share(w, by_time) for w in plan.weeks]
    count = sum(m is not None and share < m + 0.5 for share, m in zip(shares, limits, strict=True))
    athlete = plan.scenario.athlete
    most_m = 1000 * (athlete.max_weekly_km or athlete.weekly_km)
    full = sum(w.distance_m > 0.995 * most_m for w in plan.weeks)
    hours = athlete.max_weekly_hours
    long = sum(hours is not None and w.duration_s > 0.99 * 3600 * hours for w in plan.weeks)
    of = f"of {len(plan.weeks)} weeks"
    return [
        text
        for number, text in (
            (count, f"week-intensity-share: in {count} {of} easy running is within half a per cent of its limit"),
            (full, f"weekly-volume: {full} {of} are as long as allowed, {page.distance(most_m)}"),
            (long, f"weekly-volume: {long} {of} take the hours allowed, {hours} h"),
        )
        if number
    ]
