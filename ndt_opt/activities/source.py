"""The bytes of a recorded file, unpacked where it is gzip, never more than the limit."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass
from pathlib import Path

from ndt_opt.errors import InputError, Problem
from ndt_opt.files.reading import LARGEST_BYTES, read_bytes, within_limit


@dataclass(frozen=True)
class Source:
    """A file's name, its unpacked bytes and the digest of the file itself.

    `label` is the path that messages name, `file` the bare name the log keeps.
    """

    label: str
    file: str
    digest: str
    data: bytes

    def refused(self, what: str, found: str = "", allowed: str = "", where: str = "") -> InputError:
        """The one line that says why this file is not read."""
        return InputError([Problem(self.label, where, what, found, allowed)])


def read_source(path: Path) -> Source:
    """The whole file.

    Raises
    ------
    InputError
        when there is no such file, or it is a folder, empty, too large or broken gzip.
    OSError
        when the disk or a permission refuses.
    """
    label = str(path)
    packed = read_bytes(path, label)
    source = Source(label, path.name, hashlib.sha256(packed).hexdigest()[:16], packed)
    if packed.startswith(b"\x1f\x8b"):
        source = Source(label, source.file, source.digest, _unpacked(source))
    if not source.data.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise source.refused("empty")
    return source


def _unpacked(source: Source) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(source.data)) as stream:
            data = stream.read(LARGEST_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise source.refused("broken or cut-off gzip file") from None
    return within_limit(data, source.label)
