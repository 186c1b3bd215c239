"""Plans, comparisons and prices as pages for a browser: one file each, no script, nothing loaded from anywhere."""

from ndt_opt.report.html.plan import plan_page

__all__ = ["plan_page"]
