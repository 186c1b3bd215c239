"""Plans, comparisons and prices as pages for a browser: one file each, no script, nothing loaded from anywhere."""

from ndt_opt.report.html.comparison import comparison_page
from ndt_opt.report.html.plan import plan_page
from ndt_opt.report.html.price import price_page

__all__ = ["comparison_page", "plan_page", "price_page"]
