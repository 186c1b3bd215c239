"""What is known of a week before anything is planned."""

from __future__ import annotations

from dataclasses import dataclass, field

from ndt_opt.menu.sessions import MenuSession
from ndt_opt.rules.race_params import Mix
from ndt_opt.witness.cautions import Cautions


@dataclass
class Facts:
    """What is known of a week; days from 0, Monday.

    `quiet`: the days around a race, its own among them; `no_long`: days that hold no long run; `eves`: the days before
    an A or B race; `untouched`: days without dated blocks, pins and races; `after_pct`: most km of a recovery week
    after an A race; `eased_pct`: most per cent of the usual week's km, by a change, a camp or transition.
    """

    kind: str
    phase: str
    mix: Mix | None
    races: dict[int, MenuSession] = field(default_factory=dict)
    priorities: set[str] = field(default_factory=set)
    quiet: set[int] = field(default_factory=set)
    no_long: set[int] = field(default_factory=set)
    eves: set[int] = field(default_factory=set)
    doubles_on: set[int] = field(default_factory=set)
    cautions: Cautions = field(default_factory=Cautions)
    cut: set[int] = field(default_factory=set)
    is_blocked: bool = False
    is_near_history: bool = False
    is_dated: bool = False
    is_hindered: bool = False
    lost: int = 0
    untouched: int = 7
    after_pct: int | None = None
    eased_pct: int = 100
    step: MenuSession | None = None
    long_min: int = 0
    long_pct: int = 0

    @property
    def is_touched(self) -> bool:
        return self.is_dated or self.is_near_history or bool(self.quiet)

    @property
    def lacks_km(self) -> bool:
        """Whether dated blocks, a change, a camp or transition take km from the week."""
        return self.eased_pct < 100 or self.is_blocked

    @property
    def race_pace(self) -> int:
        """Race-pace sessions of the week, races having taken their place."""
        return max(self.mix.race_pace - len(self.races), 0) if self.mix and self.step else 0
