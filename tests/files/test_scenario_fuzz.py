"""Whatever a scenario file holds: a scenario or a refusal, never anything else."""

from __future__ import annotations

import contextlib
import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ndt_opt.errors import InputError
from ndt_opt.files.scenario_file import load
from ndt_opt.files.starter import STARTER

STARTER_ON = re.sub(r"^# (?=\[|[a-z0-9_]+ = )", "", STARTER, flags=re.MULTILINE)


def _survives(folder: Path, text: bytes) -> None:
    with contextlib.suppress(InputError):
        path = folder / "scenario.toml"
        path.write_bytes(text)
        load(path)


FULL = STARTER_ON.encode()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_changed_bytes_never_do_worse_than_a_refusal(tmp_path: Path, seed: int, times: int) -> None:
    dice = random.Random(seed)
    text = bytearray(FULL)
    for _ in range(times):
        at = dice.randrange(len(text))
        piece = dice.choice(
            [b"", b"[", b"]", b"=", b"\x00", b"\xff", b"9", b"-", b'"', b"\n", b".", b"nan", b"{}"]
        )
        text[at : at + dice.randrange(4)] = piece
    _survives(tmp_path, bytes(text))


VALUES = [
    "nan", "-inf", "true", "0", "-1", "1e308", "9" * 400, "0x" + "f" * 999, '""', '"x"', '"none"',
    '"\\u0000"', '"3:35/km"', '"../../etc/passwd"', "[]", "{}", "[[]]", "{a = [{}]}", '["am", "am"]',
    "0001-01-01", "9999-12-31", "2027-01-04T00:00:00Z", "07:00:00", "[{from = 0001-01-01, to = 9999-12-31}]",
]  # fmt: skip
KEYS = [line.partition("=") for line in STARTER_ON.splitlines()]


@pytest.mark.parametrize("value", VALUES)
def test_a_strange_value_anywhere_never_does_worse_than_a_refusal(tmp_path: Path, value: str) -> None:
    for at, (key, equals, _) in enumerate(KEYS):
        if equals and re.fullmatch(r"[a-z0-9_]+ *", key):
            lines = STARTER_ON.splitlines()
            lines[at] = f"{key} = {value}"
            _survives(tmp_path, "\n".join(lines).encode())
