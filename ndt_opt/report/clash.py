"""A clash on a terminal: what cannot hold together."""

from __future__ import annotations

from ndt_opt.domain.clash import Clash
from ndt_opt.report.text import wrap
from ndt_opt.text import clean


def short_form(clash: Clash, notes: tuple[str, ...], width: int) -> list[str]:
    """What `ndt solve` says where there is no plan."""
    weeks = "week" if clash.weeks == 1 else f"{clash.weeks} weeks"
    lines = wrap(
        f"No plan keeps every rule of this scenario. In its first {weeks} (to {clash.until}) these cannot hold "
        "together:",
        width,
    )
    lines += [line for member in clash_lines(clash, width) for line in member]
    lines += wrap(how_sure(clash), width)
    for note in notes:
        lines += wrap(clean(note), width)
    more = "`ndt explain` shows other clashes and the smallest changes that make a plan possible."
    return [*lines, *wrap(more, width)]


def clash_lines(clash: Clash, width: int) -> list[list[str]]:
    """The lines of each member: its name, then what it asks."""
    found = []
    for member in clash.members:
        first, *more = wrap(f"{member.key}: {clean(member.words)}", width - 4)
        found.append([f"  {first}", *(f"    {line}" for line in more)])
    return found


def how_sure(clash: Clash) -> str:
    """Whether each member is needed."""
    if clash.cut_short:
        return "Stopped early: some of these may have no part in the clash."
    if not any(member.kind == "rule" for member in clash.members):
        return "They ask two things of one day, or two long runs of one week. Without any one of them there is a plan."
    if clash.undecided:
        return f"Not decided in time for {', '.join(clash.undecided)}: without any of the others there is a plan."
    return "Without any one of them there is a plan."
