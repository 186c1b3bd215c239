"""Why a day holds what it holds, on a terminal."""

from __future__ import annotations

from ndt_opt.domain.why import Instead, WhyDay
from ndt_opt.report.text import wrap
from ndt_opt.text import clean
from ndt_opt.units import minutes

NAMES = {
    "double": "a double threshold day", "single": "a single threshold session", "hit": "a HIT session",
    "race-pace": "a race-pace session", "long": "the long run", "easy": "easy running or rest", "race": "a race",
}  # fmt: skip


def render_why(why: WhyDay, width: int) -> str:
    """Text that ends with a newline; no line is wider than `width` cells."""
    sessions = "; ".join(clean(title) for title in why.sessions) or "no session"
    lines = wrap(f"{why.date:%a} {why.date} holds {NAMES[why.kind]}: {sessions}.", width)
    lines += ["", *wrap("What else it could hold, with everything else free to change:", width)]
    for other in why.instead:
        lines += _indented(f"{NAMES[other.kind]} {_verdict(other, why)}", 2, width)
        for member in other.clash.members if other.clash is not None else ():
            lines += _indented(f"{member.key}: {clean(member.words)}", 4, width)
    return "\n".join([*lines, "", *wrap(_how_sure(why), width)]) + "\n"


def _verdict(other: Instead, why: WhyDay) -> str:
    if other.status == "open":
        return "was not decided in time."
    if other.status == "impossible":
        if other.clash is not None and other.clash.members:
            return "cannot stand there; it breaks one of these, which hold in every plan:"
        return "cannot stand there: none is on offer that day, whatever rules are off."
    assert other.z2_cost_s is not None
    points = other.preference_cost or 0
    wishes = f"{abs(points)} points {'more' if points > 0 else 'fewer'} of broken wishes" if points else "no wish"
    if other.z2_cost_s == 0:
        return f"costs no Zone-2 minute, and {wishes}: " + ("wishes decide." if points else "one among equals.")
    of = f"of {minutes(why.z2_work_s)} Zone-2 minutes"
    return f"costs {minutes(other.z2_cost_s)} {of}{'' if other.proved else ' (not proved)'}."


def _how_sure(why: WhyDay) -> str:
    open_ends = [other for other in why.instead if not other.proved]
    if open_ends:
        return "What is not proved is told as it was found when time or limits ended the search."
    return "Each answer is proved: the best plan with that day forced, or a clash of which every member is needed."


def _indented(text: str, by: int, width: int) -> list[str]:
    first, *more = wrap(text, width - by - 2)
    return [" " * by + first, *(" " * (by + 2) + line for line in more)]
