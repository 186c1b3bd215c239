"""Any file a runner may have, read by what is in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ndt_opt.activities.assemble import assemble
from ndt_opt.activities.csv_export import read_csv_export
from ndt_opt.activities.fit import is_fit, read_fit
from ndt_opt.activities.gpx import read_gpx
from ndt_opt.activities.raw import RawActivity
from ndt_opt.activities.recording import Recording
from ndt_opt.activities.source import Source, read_source
from ndt_opt.activities.tcx import read_tcx
from ndt_opt.activities.xml_tree import parse_xml
from ndt_opt.errors import InputError


def read_activities(
    path: Path, zone: dt.tzinfo = dt.UTC, now: dt.datetime | None = None
) -> tuple[list[Recording], list[str]]:
    """The runs of a file (FIT, TCX, GPX, CSV export; also packed with gzip), in the order of time.

    Parameters
    ----------
    zone : the zone of exports that tell only the local clock
    now : aware; a start more than a day after it is doubted (default: this machine's clock)

    Returns
    -------
    the runs, and what was left out and why ("cycling", "line 7: no time told")

    Raises
    ------
    InputError
        with one line, when the file cannot be read, or nothing in it be believed.
    OSError
        when the disk or a permission refuses.
    """
    source = read_source(path)
    found, left_out = _raw(source, zone)
    recordings, refusals = [], []
    for raw in found:
        try:
            recordings.append(assemble(raw, source, now or dt.datetime.now(dt.UTC)))
        except InputError as error:
            refusals.append(error)
    if refusals and not recordings:
        raise refusals[0]
    left_out += [problem.what for refusal in refusals for problem in refusal.problems]
    return sorted(recordings, key=lambda recording: recording.start), left_out


def _raw(source: Source, zone: dt.tzinfo) -> tuple[list[RawActivity], list[str]]:
    """By content; the name decides only what a file that is none of these should have been."""
    if is_fit(source.data):
        return read_fit(source)
    if source.data.startswith(b"PK"):
        raise source.refused("a ZIP archive: unpack it first")
    if source.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or source.data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _raw_xml(source)
    kind = Path(source.file.lower().removesuffix(".gz")).suffix
    if kind in (".fit", ".tcx", ".gpx"):
        raise source.refused(f"not a {kind[1:].upper()} file")
    return read_csv_export(source, zone)


def _raw_xml(source: Source) -> tuple[list[RawActivity], list[str]]:
    root = parse_xml(source)
    if root.tag == "TrainingCenterDatabase":
        return read_tcx(source, root)
    if root.tag == "gpx":
        return read_gpx(source, root)
    raise source.refused("not a recorded activity", f"XML of <{root.tag[:40]}>", "TCX or GPX")
