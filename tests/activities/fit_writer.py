"""A small FIT encoder: just the messages a watch writes for a run, with both CRCs.

Numbers of messages, fields and base types are those of the public FIT profile; values are raw integers,
converted once here (cm, mm/s, ms).
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from ndt_opt.activities.raw import RawActivity

EPOCH = 631_065_600
ENUM, U8, U16, U32 = (0x00, "B", 0xFF), (0x02, "B", 0xFF), (0x84, "H", 0xFFFF), (0x86, "I", 0xFFFFFFFF)
BaseType = tuple[int, str, int]
RUNNING, CYCLING, SWIMMING = 1, 2, 5
INTENSITY = {"active": 0, "rest": 1, "warmup": 2, "cooldown": 3, "recovery": 4, "interval": 5}

FILE_ID = (0, [(0, ENUM), (1, U16), (2, U16), (4, U32)])
RECORD = (20, [(253, U32), (5, U32), (6, U16), (73, U32), (3, U8), (78, U32)])
EVENT = (21, [(253, U32), (0, ENUM), (1, ENUM)])
LAP = (19, [(253, U32), (2, U32), (7, U32), (8, U32), (9, U32), (15, U8), (23, ENUM), (24, ENUM)])
SESSION = (18, [(253, U32), (2, U32), (7, U32), (8, U32), (9, U32), (16, U8), (5, ENUM), (6, ENUM)])
Kind = tuple[int, list[tuple[int, BaseType]]]


@dataclass
class FitFile:
    """Messages as they come; `bytes` closes the file."""

    body: bytearray = field(default_factory=bytearray)
    known: list[int] = field(default_factory=list)

    def add(self, kind: Kind, *values: float | None) -> None:
        """One message, its definition before the first of its kind; None is FIT's own "invalid"."""
        number, fields = kind
        if number not in self.known:
            self.known.append(number)
            self.body += struct.pack("<BBBHB", 0x40 | self.known.index(number), 0, 0, number, len(fields))
            for num, (base, code, _) in fields:
                self.body += struct.pack("<BBB", num, struct.calcsize(code), base)
        self.body += bytes([self.known.index(number)])
        for (_, (_, code, invalid)), value in zip(fields, values, strict=True):
            self.body += struct.pack("<" + code, invalid if value is None or math.isnan(value) else round(value))

    def bytes(self) -> bytes:
        """Header, messages, CRC."""
        head = struct.pack("<BBHI4s", 14, 0x20, 2100, len(self.body), b".FIT")
        whole = head + struct.pack("<H", crc(head)) + self.body
        return whole + struct.pack("<H", crc(whole))


def crc(data: bytes) -> int:
    """CRC-16 with the reversed polynomial 0xA001, start 0."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value


def fit_bytes(*runs: tuple[RawActivity, int], file_type: int = 4, epoch: float = EPOCH, session: bool = True) -> bytes:
    """An activity file of one or several sports (multisport)."""
    file = FitFile()
    file.add(FILE_ID, file_type, 1, 1124, runs[0][0].start_unix_s - epoch if runs else 0)
    for run, sport in runs:
        _add_run(file, run, sport, epoch, session)
    return file.bytes()


def _add_run(file: FitFile, run: RawActivity, sport: int, epoch: float, session: bool) -> None:
    start, end = run.start_unix_s - epoch, run.points[-1].unix_s - epoch
    stops = sorted(
        [
            (start, 0),
            (end, 4),
            *((p.start_s - epoch, 4) for p in run.pauses),
            *((p.end_s - epoch, 0) for p in run.pauses),
        ]
    )
    for time, kind in stops:
        file.add(EVENT, time, 0, kind)
    for p in run.points:
        # the plain speed is written wrong on purpose: the enhanced one is to be read
        file.add(
            RECORD, p.unix_s - epoch, 100 * p.distance_m, 1, 1000 * p.speed_m_s, p.heart_rate, 5 * (p.altitude_m + 500)
        )
    for lap in run.laps:
        seconds, metres = 1000 * (lap.end_s - lap.start_s), 100 * (lap.distance_m or 0)
        intensity = INTENSITY.get(lap.intensity)
        file.add(LAP, lap.end_s - epoch, lap.start_s - epoch, seconds, seconds, metres, lap.heart_rate, intensity, 0)
    stood = sum(p.end_s - p.start_s for p in run.pauses)
    if session:
        file.add(
            SESSION,
            end,
            start,
            1000 * (end - start),
            1000 * (end - start - stood),
            100 * run.points[-1].distance_m,
            None,
            sport,
            0,
        )


def broken(data: bytes, place: int) -> bytes:
    """The same with one byte changed."""
    return data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]


def shortened(data: bytes, parts: Sequence[float]) -> list[bytes]:
    """The first parts of a file, as a copy that was cut off."""
    return [data[: int(len(data) * part)] for part in parts]
