"""Why there is no plan, and what would make one possible, on a terminal."""

from __future__ import annotations

from ndt_opt.domain.explanation import Explanation, Repair, ShownClash
from ndt_opt.report.clash import clash_lines, how_sure
from ndt_opt.report.text import wrap
from ndt_opt.text import clean
from ndt_opt.units import minutes

INDENT = "  "


def render_explanation(explanation: Explanation, width: int) -> str:
    """Text that ends with a newline; no line is wider than `width` cells."""
    number = len(explanation.clashes)
    head = "No plan keeps every rule of this scenario."
    if number > 1:
        head += f" There are {number} different clashes; each of them has to be answered."
    sections = [wrap(head, width)]
    for place, shown in enumerate(explanation.clashes, 1):
        sections.append(_clash(shown, place if number > 1 else None, width))
    sections += [wrap(clean(note), width) for note in explanation.notes]
    sections.append(_repairs(explanation, width))
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _clash(shown: ShownClash, place: int | None, width: int) -> list[str]:
    clash = shown.clash
    weeks = "the first week" if clash.weeks == 1 else f"the first {clash.weeks} weeks"
    lines = wrap(f"CLASH{'' if place is None else f' {place}'}: {weeks}, to {clash.until}, cannot hold together", width)
    lines += [line for member in clash_lines(clash, width) for line in member]
    if shown.plans:
        number = len(shown.plans)
        each = "plan of these weeks shows that it is" if number == 1 else "plans of these weeks show that each is"
        tried = f"{number} audited {each} needed"
        rest = ", ".join(f"without {plan.without} {minutes(plan.z2_work_s)} Z2 min" for plan in shown.plans)
        lines += wrap(f"{tried}: {rest}.", width)
    if shown.refused:
        names = ", ".join(shown.refused)
        lines += wrap(f"The auditor did not accept the solver's plan without {names}: not shown to be needed.", width)
    has_rules = any(member.kind == "rule" for member in clash.members)
    return lines if clash.minimal and has_rules else [*lines, *wrap(how_sure(clash), width)]


def _repairs(explanation: Explanation, width: int) -> list[str]:
    least = "" if explanation.complete else " Limits or time cut the search: there may be others."
    if not explanation.repairs:
        return wrap("No small change of the kinds tried makes a plan possible." + least, width)
    lines = ["THE SMALLEST CHANGES THAT MAKE A PLAN POSSIBLE"]
    for place, repair in enumerate(explanation.repairs, 1):
        lines += _repair(repair, place, width)
    told = "Z2 minutes are those of the audited plan that each leads to, proved to be the most unless it says so."
    return [*lines, *wrap(told + least, width)]


def _repair(repair: Repair, place: int, width: int) -> list[str]:
    proved = "" if repair.status == "optimal" else ", not proved to be the most"
    words = "; and ".join(clean(change.words) for change in repair.changes)
    gives = f"{minutes(repair.z2_work_s)} Z2 min, {minutes(repair.busiest_week_s)} in the busiest week{proved}"
    first, *more = wrap(f"{place}. {words}: {gives}", width - 2 * len(INDENT))
    return [f"{INDENT}{first}", *(f"{2 * INDENT}{line}" for line in more)]
