"""A second opinion on a season: the catalogue's statements as a mixed-integer programme of its own, solved by HiGHS.

It shares menu, paces and parameters with the planner, but neither its model nor its solver, and was written from
docs/rules.md alone.  Nothing of it is imported before a certificate is asked for.
"""
