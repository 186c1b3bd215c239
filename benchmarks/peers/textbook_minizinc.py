"""The textbook formulation as MiniZinc text, solved by Gecode through the `minizinc` command.

python benchmarks/peers/textbook_minizinc.py SCENARIO.toml [--limit SECONDS] [--seed N]
"""

from __future__ import annotations

import protocol

import json  # isort: skip
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from neutral import Automaton, Neutral, Row
from textbook import Found, solved_by

COMMAND = "minizinc"
NOTE = "MiniZinc with Gecode and its default search, 1 thread; it tells no bound before it is done"
INSTALL = "the command `minizinc` with Gecode is not installed: apt-get install minizinc"


def engine(neutral: Neutral, limit_s: float, seed: int, clock: protocol.Clock) -> Found:
    """The command in a process of its own; every plan it prints is a point of the trace."""
    until = clock.now() + limit_s
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "season.mzn"
        file.write_text("\n".join(text(neutral)))
        left_ms = max(round(1000 * (until - clock.now())), 100)
        command = [COMMAND, "--solver", "gecode", "-a", "-r", str(seed), "--time-limit", str(left_ms)]
        command += [str(file)]
        values, words = None, []
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            for line in process.stdout:
                if line.startswith("["):
                    values = json.loads(line)
                    clock.record(neutral.value_of(neutral.goal, values))
                else:
                    words.append(line.strip())
            errors = process.stderr.read()
    if "=====UNSATISFIABLE=====" in words:
        return Found("infeasible", versions=_versions())
    if values is None:
        return Found("unknown", note=" ".join(errors.split("\n")[0].split())[:200], versions=_versions())
    is_proved = "==========" in words
    bound = neutral.value_of(neutral.goal, values) if is_proved else None
    return Found("optimal" if is_proved else "feasible", values, bound, versions=_versions())


def _versions() -> dict[str, str]:
    """Of the command, as it tells it, and of Gecode as it lists it."""
    told = {"minizinc": ("--version", r"version (\d[\d.]*)"), "gecode": ("--solvers", r"Gecode (\d\S*)")}
    texts = {
        name: subprocess.run([COMMAND, flag], capture_output=True, text=True).stdout for name, (flag, _) in told.items()
    }
    found = {name: re.search(pattern, texts[name]) for name, (_, pattern) in told.items()}
    return {name: match[1] for name, match in found.items() if match}


def text(neutral: Neutral) -> Iterator[str]:
    """The model in MiniZinc: columns of 0 and 1 are `bool`, literals stand before an arrow, automata are `regular`."""
    yield 'include "regular.mzn";'
    for column, (low, high) in enumerate(zip(neutral.lows, neutral.highs, strict=True)):
        yield f"var {'bool' if (low, high) == (0, 1) else f'{low}..{high}'}: x{column};"
    for row in neutral.rows:
        yield f"constraint {_row(row)};"
    for columns in neutral.exactly_one:
        yield f"constraint {' + '.join(f'x{c}' for c in columns)} = 1;"
    for automaton in neutral.automata:
        yield f"constraint {_regular(automaton)};"
    yield f"solve maximize {_sum(neutral.goal.terms)};"
    yield f'output [show([{", ".join(f"x{c}" for c in range(len(neutral.lows)))}]), "\\n"];'


def _sum(terms: dict[int, int]) -> str:
    return " + ".join(f"({value})*x{column}" for column, value in terms.items()) or "0"


def _row(row: Row) -> str:
    ends = [(row.low, ">="), (row.high, "<=")] if row.low != row.high else [(row.low, "=")]
    own = " /\\ ".join(f"{_sum(row.terms)} {sign} {end}" for end, sign in ends if end is not None)
    when = " /\\ ".join(f"x{c}" if c >= 0 else f"not x{~c}" for c in row.when)
    return f"({when}) -> ({own})" if when else own


def _regular(automaton: Automaton) -> str:
    """States from 1, 0 where a value may not come; input 1 is false, 2 true."""
    states = sorted({automaton.start, *automaton.steps.values()})
    number = {state: n for n, state in enumerate(states, 1)}
    table = [", ".join(str(number.get(automaton.steps.get((s, v), -1), 0)) for v in (0, 1)) for s in states]
    word = ", ".join(f"x{c} + 1" for c in automaton.columns)
    start = number[automaton.start]
    return f"regular([{word}], {len(states)}, 2, [| {' | '.join(table)} |], {start}, 1..{len(states)})"


if __name__ == "__main__":
    is_there = shutil.which(COMMAND) is not None
    solve = solved_by(engine, NOTE) if is_there else lambda *_: protocol.Answer("unavailable", note=INSTALL)
    protocol.run("textbook_minizinc", solve)
