"""A second opinion on a season: the catalogue's statements written down once more, from docs/rules.md alone.

As a mixed-integer programme solved by HiGHS (`opinion`), and for base seasons as a count of all that each block
of weeks may choose, with a dynamic programme over the blocks under the caps on muscular load (`carried`).

Both share menu, paces and parameters with the planner, but neither its model nor its solver.  Nothing of them is
imported before a certificate is asked for.
"""
