"""An easy or a long run made shorter."""

from __future__ import annotations

from ndt_opt.decode import words
from ndt_opt.domain.plan import Session
from ndt_opt.menu.muscular import steady_points
from ndt_opt.menu.sessions import EASY_UNIT_M
from ndt_opt.physiology.profile import Profile
from ndt_opt.rules.training_model import TrainingModel
from ndt_opt.units import half_up


def shorter(session: Session, most_s: int, person: Profile, model: TrainingModel) -> Session:
    """The run in at most so many seconds, in whole 200 m, without strides or hill sprints."""
    metres = most_s * 1000 // person.easy_pace // EASY_UNIT_M * EASY_UNIT_M
    seconds = metres * person.easy_pace // 1000
    points = steady_points(metres, person.easy_pace, model.muscular, is_long=session.kind == "long")
    return session.model_copy(
        update={
            "title": words.easy_title(session.kind, metres, person.easy_pace, ""),
            "rep_m": metres, "distance_m": metres, "easy_m": metres, "duration_s": seconds,
            "load": half_up(seconds * model.physiology.load_z1, 60), "muscular_load": points, "extras": [],
        }
    )  # fmt: skip
