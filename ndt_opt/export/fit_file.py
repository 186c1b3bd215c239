"""FIT files, the few messages a workout and its date need: raw integers in, bytes out.

Numbers of messages, fields and base types are those of the public FIT profile.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

ENUM, UINT16, UINT32, UINT32Z, STRING = 0x00, 0x84, 0x86, 0x8C, 0x07
_CODES = {ENUM: "B", UINT16: "H", UINT32: "I", UINT32Z: "I"}
_FIT_EPOCH_UNIX_S = 631_065_600
"""31 December 1989, 00:00 UTC."""
_MOST_BYTES = 255
_PROTOCOL, _PROFILE = 0x10, 2132


@dataclass(frozen=True)
class Field:
    """One value of a message: the field's number, its base type, the raw integer or the text."""

    number: int
    base: int
    value: int | str

    @property
    def data(self) -> bytes:
        if isinstance(self.value, str):
            return cut(self.value).encode("utf-8") + b"\0"
        return struct.pack(f"<{_CODES[self.base]}", self.value)


@dataclass(frozen=True)
class Message:
    """A message of the profile, by its number."""

    number: int
    fields: tuple[Field, ...]

    @property
    def definition(self) -> bytes:
        sizes = b"".join(struct.pack("<BBB", f.number, len(f.data), f.base) for f in self.fields)
        return struct.pack("<BBBHB", 0x40, 0, 0, self.number, len(self.fields)) + sizes

    @property
    def data(self) -> bytes:
        return b"\0" + b"".join(field.data for field in self.fields)


def fit_bytes(messages: Sequence[Message]) -> bytes:
    """A whole file; a message that is shaped as the one before it needs no definition of its own."""
    body, known = b"", b""
    for message in messages:
        if message.definition != known:
            known = message.definition
            body += known
        body += message.data
    head = struct.pack("<BBHI4s", 14, _PROTOCOL, _PROFILE, len(body), b".FIT")
    whole = head + struct.pack("<H", crc(head)) + body
    return whole + struct.pack("<H", crc(whole))


def crc(data: bytes) -> int:
    """FIT's CRC: 16 bits, the reversed polynomial 0xA001, from 0."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value


def fit_time(unix_s: int) -> int:
    """Seconds since FIT's epoch."""
    return unix_s - _FIT_EPOCH_UNIX_S


def cut(text: str) -> str:
    """The text as far as a field holds it, `…` where that is not all."""
    if len(text.encode("utf-8")) < _MOST_BYTES:
        return text
    return text.encode("utf-8")[: _MOST_BYTES - 4].decode("utf-8", "ignore") + "…"
