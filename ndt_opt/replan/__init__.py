"""A season that has begun: what was run stays, the rest is planned anew and stays close to the old plan."""

from ndt_opt.replan.replan import Replanned, replan

__all__ = ["Replanned", "replan"]
