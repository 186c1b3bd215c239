"""The whole plan again: what was planned for the weeks that are run, and the new plan of the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ndt_opt.decode.season import week_sums
from ndt_opt.domain.calendar import DAY, WEEK
from ndt_opt.domain.change import Original, OriginalWeek
from ndt_opt.domain.lived import Lived
from ndt_opt.domain.plan import Block, Plan, Session, Week
from ndt_opt.files.plan_file import plan_text


@dataclass(frozen=True)
class Whole:
    """Adds the past of `plan` to a plan of the rest; `begun` are the sessions left of the week that has begun."""

    plan: Plan
    lived: Lived
    begun: Sequence[Session]
    gone: frozenset[str]

    def __call__(self, rest: Plan) -> Plan:
        """The past as it was prescribed; the objective counts what is prescribed, run or not."""
        past = [week for week in self.plan.weeks if week.start < self.lived.open_from]
        sessions = self._past_sessions()
        before = [
            _resummed(week.model_copy(update={"block": kind}), sessions)
            for week, kind in zip(past, self.lived.kinds, strict=True)
        ]
        run_s = sum(run.z2_s for run in self.lived.runs)
        more_s = sum(week.z2_work_s for week in before) - run_s
        weeks = _cumulated([*before, *rest.weeks])
        scaled = [note for note in self.plan.scaled if note.where < self.lived.open_from]
        return rest.model_copy(
            update={
                "revision": self.plan.revision + 1,
                "original": self.plan.original or original_of(self.plan),
                "objective": rest.objective | {"z2_work_s": rest.objective["z2_work_s"] + more_s},
                "bound": rest.bound | {"z2_work_s": rest.bound["z2_work_s"] + more_s},
                "blocks": _blocks(weeks),
                "weeks": weeks,
                "sessions": [*sessions, *rest.sessions],
                "cancelled": list(self.plan.cancelled),
                "scaled": [*scaled, *rest.scaled],
            }
        )

    def _past_sessions(self) -> list[Session]:
        """As prescribed, those left of the begun week as they are run now."""
        now = {session.id: session for session in self.begun}
        past = [s for s in self.plan.sessions if s.date < self.lived.open_from and s.id not in self.gone]
        return [now.get(session.id, session) for session in past]


def original_of(plan: Plan) -> Original:
    """What is kept of the first plan."""
    weeks = [
        OriginalWeek(start=w.start, distance_m=w.distance_m, z2_work_s=w.z2_work_s, sessions=len(w.sessions))
        for w in plan.weeks
    ]
    sha256 = hashlib.sha256(plan_text(plan).encode("utf-8")).hexdigest()
    return Original(plan_id=plan.plan_id, sha256=sha256, weeks=weeks)


def _resummed(week: Week, sessions: Sequence[Session]) -> Week:
    own = [s for s in sessions if week.start <= s.date < week.start + WEEK]
    return week.model_copy(update=week_sums(own))


def _cumulated(weeks: Sequence[Week]) -> list[Week]:
    sums = accumulate(week.z2_work_s for week in weeks)
    return [
        week.model_copy(update={"index": n, "z2_cumulative_s": so_far})
        for n, (week, so_far) in enumerate(zip(weeks, sums, strict=True))
    ]


def _blocks(weeks: Sequence[Week]) -> list[Block]:
    """Weeks of one kind in a row."""
    blocks: list[Block] = []
    for week in weeks:
        first = week.start
        if blocks and blocks[-1].kind == week.block:
            first = blocks.pop().from_
        blocks.append(Block(kind=week.block, to=week.start + WEEK - DAY, **{"from": first}))
    return blocks
