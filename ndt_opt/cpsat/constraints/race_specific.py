"""Race-pace sessions climb the ladder of their race.

Rule    race-specific
Keeps   nothing is left to the solver: the week's one race-pace session is its step of the ladder, worked out from the
        races (see `menu.race.steps`), and the columns offer no other
Breaks  a rung of another ladder, or one above the last
"""

from __future__ import annotations
