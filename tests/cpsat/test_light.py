"""The solver is imported without pandas, and works with it all the same."""

from __future__ import annotations

import subprocess
import sys


def in_a_process(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_solve_does_without_pandas() -> None:
    assert in_a_process("import sys, ndt_opt.planner; print('pandas' in sys.modules)") == "False"


def test_what_the_layer_offers_for_pandas_works_afterwards() -> None:
    code = """
import ndt_opt.planner
from ortools.sat.python import cp_model
import pandas
cp = cp_model.CpModel()
x = cp.new_bool_var_series("x", pandas.Index(["a", "b"]))
cp.add(x.sum() == 2)
solver = cp_model.CpSolver()
solver.solve(cp)
print(type(x) is pandas.Series, solver.values(x).tolist())
"""
    assert in_a_process(code) == "True [1, 1]"


def test_pandas_imported_before_stays() -> None:
    assert in_a_process("import pandas, ndt_opt.planner, sys; print(sys.modules['pandas'] is pandas)") == "True"
