"""Does the feedback loop work: a simulated runner with a mis-measured threshold, through plan, log and replan.

`curve`, `runner`, `effort`, `diary` are the runner: of ndt_opt they know only what a plan and a log look like
(ndt_opt.domain). `season` is the loop, `measures`, `study`, `tables` say what came of it.
"""
