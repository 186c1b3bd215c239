"""Plans as people read them."""

from ndt_opt.report.terminal import render

__all__ = ["render"]
