"""When what was run changes what is run next: the figures of the feedback, a matter of method."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ndt_opt.domain.record import Record

Count = Annotated[int, Field(ge=1, le=10)]
Pct = Annotated[float, Field(ge=0, le=100)]


class Feedback(Record):
    """Signals and steps; `docs/feedback.md` tells how they work together.

    `again_times`: after a step back that did not hold, so many times as many clean sessions bring the next.
    `rest_pct`: longer rests, per cent of the template's.
    `alarm_rpe`: a session that felt so hard is a warning; `stop_rpe` (physiology) corrects at once.
    `pm_rpe_above_am`: an afternoon may feel so much harder than its morning.
    `drift_pct`: rise of the heart rate over like reps.
    `own_sessions`, `own_above_bpm`: without a tested LTHR the mean of the first clean sessions is the yardstick.
    `cut_pct`: less of a session than that is one cut short; `failed_pct`: clearly failed.
    `sore`: of 10, from which the legs are no longer fresh.
    """

    in_a_row: Count
    deload_in_a_row: Count
    clean_in_a_row: Count
    again_times: Annotated[int, Field(ge=1, le=4)]
    easy_in_a_row: Count
    missed_in_a_row: Count
    rest_pct: Annotated[int, Field(ge=100, le=300)]
    pace_step_s: Annotated[int, Field(ge=1, le=30)]
    max_pace_steps: Annotated[int, Field(ge=1, le=10)]
    alarm_rpe: Annotated[int, Field(ge=10, le=20)]
    pm_rpe_above_am: Annotated[int, Field(ge=1, le=10)]
    drift_pct: Pct
    own_sessions: Count
    own_above_bpm: Annotated[int, Field(ge=1, le=30)]
    cut_pct: Pct
    failed_pct: Pct
    sore: Annotated[int, Field(ge=1, le=10)]
