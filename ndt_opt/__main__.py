"""`python -m ndt_opt` is `ndt`."""

from __future__ import annotations

import sys

from ndt_opt.cli import main

if __name__ == "__main__":
    sys.exit(main())
