"""What was scaled, what to beware of, and how sure the answer is."""

from __future__ import annotations

from math import ceil

from ndt_opt.domain.plan import Finding, Plan, Scaled
from ndt_opt.report.certificate import certificate_lines
from ndt_opt.report.page import Page
from ndt_opt.report.season import day_month
from ndt_opt.units import minutes

MOST_SCALED = 8
WISHES = "preference_cost"
"""The tier of the smaller wishes; its bound is in a plan where it is proved."""


def scaled_notes(plan: Plan, page: Page) -> list[str]:
    """Each thing scaled once, with how often; the rest is in the plan file."""
    texts = scaled_texts(plan, page)
    lines = [line for text in texts[:MOST_SCALED] for line in page.item(text)]
    left = len(texts) - MOST_SCALED
    if left > 0:
        lines += page.item(f"and {left} more, all in the plan file")
    return lines


def scaled_texts(plan: Plan, page: Page) -> list[str]:
    """All of them, a text each."""
    groups: dict[tuple[str, ...], list[Scaled]] = {}
    for note in plan.scaled:
        groups.setdefault((note.rule, note.asked, note.given, note.why), []).append(note)
    return [_scaled(notes, page) for notes in groups.values()]


def warnings(plan: Plan, page: Page) -> list[str]:
    """The plan's warnings, wrapped."""
    return [line for text in plan.warnings for line in page.item(page.text(text), "yellow")]


def verdict(plan: Plan, page: Page) -> list[str]:
    """Proved or not, the bound, and what the auditor found."""
    found, bound = plan.objective["z2_work_s"], plan.bound["z2_work_s"]
    looks = "green" if plan.status == "optimal" else "yellow"
    return [
        *page.item(status_text(plan), looks),
        *page.item(f"Zone 2 work {minutes(found)} min, bound {minutes(bound)} min"),
        *(page.item(choice, "yellow") if (choice := choice_text(plan)) else []),
        *_certificate(plan, page),
        *_audit(plan.audit, page),
    ]


def status_text(plan: Plan) -> str:
    """`optimal: proved...` or `best found, at most x % from the bound...`."""
    if plan.status == "optimal":
        return "optimal: proved. No plan under these rules holds more Zone 2 time"
    gap = _gap_tenths(plan.objective["z2_work_s"], plan.bound["z2_work_s"])
    if gap == 0:
        return "best found, at most 0 % from the bound: the Zone 2 time is proved, the smaller wishes are not"
    return f"best found, at most {gap / 10:g} % from the bound: more time may find more"


def choice_text(plan: Plan) -> str:
    """Where Zone 2 time is proved and the choice among plans that have as much of it is not."""
    found, bound = plan.objective.get(WISHES), plan.bound.get(WISHES)
    if plan.status != "optimal" or (found is not None and found == bound):
        return ""
    if found is None:
        return "the choice among plans of equal Zone 2 time was not made: the search ended before the smaller wishes"
    return "the choice among plans of equal Zone 2 time is good, not proved best"


def _certificate(plan: Plan, page: Page) -> list[str]:
    if plan.certificate is None:
        return []
    looks = "green" if plan.certificate.certified else "yellow"
    return [line for text in certificate_lines(plan.certificate) for line in page.item(page.text(text), looks)]


def _gap_tenths(found: int, bound: int) -> int:
    """Tenths of a per cent of the bound, rounded up so that `at most` is true."""
    return ceil(1000 * max(0, bound - found) / bound) if bound > 0 else 0


def _scaled(notes: list[Scaled], page: Page) -> str:
    first = notes[0]
    often = f", {len(notes)} times" if len(notes) > 1 else ""
    fits = max((n.fits_at_km for n in notes if n.fits_at_km is not None), default=None)
    parts = [
        f"{page.text(first.rule)} (from {day_month(first.where).strip()}{often}): ",
        f"asked {page.text(first.asked)}, given {page.text(first.given)}; {page.text(first.why)}",
        f"; fits at {page.distance_up(1000 * fits)} a week" if fits is not None else "",
    ]
    return "".join(parts)


def _audit(findings: list[Finding], page: Page) -> list[str]:
    if not findings:
        return page.item("audit: not run", "yellow")
    worst = {f.rule: "kept" for f in findings}
    for status in ("not checked", "broken"):
        worst.update({f.rule: status for f in findings if f.status == status})
    kept, broken, open_ = ([r for r, w in worst.items() if w == s] for s in ("kept", "broken", "not checked"))
    names = f" ({page.text(', '.join(open_))})" if open_ else ""
    summary = f"audit: {len(kept)} checks kept, {len(broken)} broken, {len(open_)} not checked{names}"
    lines = page.item(summary, "red" if broken else "green")
    for finding in findings:
        if finding.status == "broken":
            where, found, allowed = (page.text(t) for t in (finding.where, finding.found, finding.allowed))
            text = f"broken: {page.text(finding.rule)} at {where}: found {found}, allowed {allowed}"
            lines += page.item(text, "red")
    return lines
