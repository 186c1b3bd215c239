"""`python -m ndt_opt` is `ndt`.

Ctrl-C is caught before anything else is imported: an exception raised while an extension module is being set up
becomes an ImportError of that module, or ends the interpreter without a word.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

INTERRUPTED = 130


def leave(number: int, frame: object) -> NoReturn:
    """End at once, with one line; nothing is half written before a command has something to write."""
    os.write(2, b"interrupted\n")
    os._exit(INTERRUPTED)


def run() -> int:
    """The command as a process of its own; returns the exit code."""
    signal.signal(signal.SIGINT, leave)
    from ndt_opt.cli import main

    code = main()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is told; only the interpreter has to end
    return code


if __name__ == "__main__":
    sys.exit(run())
