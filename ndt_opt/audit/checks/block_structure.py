"""Load weeks of one block are alike, and so are the doubles of one week."""

from __future__ import annotations

from collections.abc import Iterator

from ndt_opt.audit.cycle import LoadBlock
from ndt_opt.audit.evidence import Z2_KINDS, Evidence
from ndt_opt.audit.verdict import Verdict, broken, unknown
from ndt_opt.audit.work import total
from ndt_opt.rules.params import BlockStructure
from ndt_opt.units import km, minutes


def check(evidence: Evidence, params: BlockStructure) -> Iterator[Verdict]:
    """keeps `block-structure`"""
    for week in evidence.weeks:
        yield from _doubles(evidence, week, params.max_double_difference_min)
    if params.alike_weeks:
        for block in evidence.cycle.blocks:
            for weeks in _by_phase(evidence, block):
                yield from _alike(evidence, block, weeks)
                yield from _begun(evidence, weeks)
        if any(evidence.week_kind(w) is None for w in evidence.weeks):
            yield unknown(evidence.start, "which weeks are load weeks is not known")


def _doubles(evidence: Evidence, week: int, most_min: int) -> Iterator[Verdict]:
    works = [total(r.work_s for r in evidence.z2_runs(day)) for day in evidence.doubles_of(week)]
    known = [w for w in works if w is not None]
    if known and max(known) - min(known) > 60 * most_min:
        found = f"doubles {minutes(max(known) - min(known))} min apart"
        yield broken(evidence.monday(week), found, f"at most {most_min} min")
    elif len(works) > max(len(known), 1):
        yield unknown(evidence.monday(week), "work not known")
    elif week not in evidence.whole_weeks:
        yield unknown(evidence.monday(week), "sessions of the week may be missing")


def _by_phase(evidence: Evidence, block: LoadBlock) -> list[list[int]]:
    """The block's load weeks, those of one phase together."""
    found: dict[str, list[int]] = {}
    for week in block.load_weeks:
        found.setdefault("" if evidence.calendar is None else evidence.calendar.phases[week], []).append(week)
    return list(found.values())


def _alike(evidence: Evidence, block: LoadBlock, own: list[int]) -> Iterator[Verdict]:
    """Each unaffected load week of a phase against the first of them."""
    weeks = [w for w in own if w in evidence.weeks and not evidence.is_affected(w)]
    is_lone = evidence.claimed_blocks is None and len(weeks) < 2
    if is_lone or not set(block.load_weeks) <= evidence.whole_weeks:
        if block.load_weeks:
            yield unknown(evidence.monday(block.load_weeks[0]), "not all load weeks of the block are known")
        return
    for week in weeks[1:]:
        yield from _differences(evidence, weeks[0], week)
    yield from _affected(evidence, own, weeks)


def _begun(evidence: Evidence, own: list[int]) -> Iterator[Verdict]:
    """In a block that has begun no more threshold work and km than was planned for its weeks that are run."""
    lived, run = evidence.lived, [w for w in own if evidence.is_lived(w) and not evidence.was_disturbed(w)]
    if lived is None or not run:
        return
    most_m, most_s = max((lived.planned_m[w], lived.planned_z2_s[w]) for w in run)
    for week in (w for w in own if not evidence.is_lived(w)):
        z2, metres, where = evidence.z2_s(week), evidence.distance_m(week), evidence.monday(week)
        if z2 is not None and z2 > most_s:
            yield broken(where, f"{minutes(z2)} min Z2", f"at most {minutes(most_s)} min, as planned before")
        if metres is not None and metres > most_m:
            yield broken(where, f"{km(metres)} km", f"at most {km(most_m)} km, as planned before")


def _affected(evidence: Evidence, own: list[int], whole: list[int]) -> Iterator[Verdict]:
    """No more threshold work in a week with dated blocks or pins than in the block's others."""
    most = min((z2 for w in whole if (z2 := evidence.z2_s(w)) is not None), default=None)
    for week in (w for w in own if evidence.is_affected(w)):
        z2 = evidence.z2_s(week)
        if z2 is not None and most is not None and z2 > most:
            allowed = f"at most {minutes(most)} min, as in the block's other weeks"
            yield broken(evidence.monday(week), f"{minutes(z2)} min Z2", allowed)


def _differences(evidence: Evidence, first: int, week: int) -> Iterator[Verdict]:
    where, pattern = evidence.monday(week), f"as in the week of {evidence.monday(first)}"
    if _sessions(evidence, week) != _sessions(evidence, first):
        yield broken(where, "other threshold or HIT sessions", pattern)
    distances = (evidence.distance_m(week), evidence.distance_m(first))
    if distances[0] is None or distances[1] is None:
        yield unknown(where, "km not known")
        return
    if distances[0] != distances[1]:
        yield broken(where, f"{km(distances[0])} km", f"{km(distances[1])} km, {pattern}")
    longest = [max((r.distance_m or 0 for r in evidence.of_week(w)), default=0) for w in (week, first)]
    if longest[0] != longest[1]:
        yield broken(where, f"longest run {km(longest[0])} km", f"{km(longest[1])} km, {pattern}")


def _sessions(evidence: Evidence, week: int) -> list[tuple[object, ...]]:
    """What has to be the same; a week table names no template, so the rep stands for it."""
    return [
        (r.kind, evidence.day(r) % 7, r.slot, r.template or (r.rep_s, r.rep_m), r.reps, r.distance_m)
        for r in evidence.of_week(week)
        if r.kind in Z2_KINDS or r.kind == "hit"
    ] + [(r.kind, evidence.day(r) % 7, r.slot) for r in evidence.of_week(week) if r.kind == "race-pace"]
