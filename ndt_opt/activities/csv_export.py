"""CSV lists of activities: Garmin Connect, Strava, intervals.icu. One row is one summary."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re

from ndt_opt.activities.clean import FASTEST_M_S, LONGEST_S
from ndt_opt.activities.clock import seconds_of, unix_of_written
from ndt_opt.activities.csv_headers import KNOWN, Columns, recognise
from ndt_opt.activities.raw import RawActivity
from ndt_opt.activities.source import Source
from ndt_opt.activities.sports import is_run

_SEPARATORS = ",;\t"
_SLOWEST_M_S = 0.5


class _Row(ValueError):
    """Why a row is no activity."""


def read_csv_export(source: Source, zone: dt.tzinfo) -> tuple[list[RawActivity], list[str]]:
    """The runs, and for every other row why it was left out.

    Garmin and intervals.icu write the local clock, read in `zone`; Strava writes UTC.

    Raises
    ------
    InputError
        when it is not such a table, or none of its rows can be understood.
    """
    columns, lines = _table(source)
    found, left_out, bad = [], [], []
    for line, cells in lines:
        sport = columns.cell(cells, "sport")
        try:
            if is_run(sport):
                found.append(_activity(columns, cells, zone))
            else:
                left_out.append(sport.lower()[:40] or "sport not told")
        except _Row as error:
            bad.append(f"line {line}: {error}")
    if bad and not found and not left_out:
        raise source.refused("no row can be understood", bad[0])
    return found, left_out + bad


def _table(source: Source) -> tuple[Columns, list[tuple[int, list[str]]]]:
    """The columns and the rows, whichever separator makes sense of the header."""
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise source.refused("neither FIT, TCX, GPX nor CSV text") from None
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        try:
            lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
        except csv.Error as error:
            raise source.refused("not a CSV line", str(error), where=f"line {reader.line_num}") from None
        columns = recognise(lines[0][1]) if lines else None
        if columns is not None:
            return columns, lines[1:]
    header = " ".join(text.split("\n", 1)[0].split())
    raise source.refused("not a table of activities that is known", repr(header[:60]), KNOWN)


def _activity(columns: Columns, cells: list[str], zone: dt.tzinfo) -> RawActivity:
    local = columns.platform != "Strava"
    start = unix_of_written(columns.cell(cells, "date"), zone if local else dt.UTC)
    if math.isnan(start):
        raise _Row(f"date not understood, found {columns.cell(cells, 'date')[:40]!r}")
    elapsed, timer = seconds_of(columns.cell(cells, "elapsed")), seconds_of(columns.cell(cells, "timer"))
    timer = timer if timer > 0 else elapsed
    if not 0 < timer <= LONGEST_S:
        raise _Row("no time told" if not timer > 0 else f"longer than {LONGEST_S // 3600} h")
    distance, warnings = _metres(columns, cells, timer)
    if local:
        warnings = [*warnings, f"start is the local clock, read as {zone}"]
    return RawActivity(
        start_unix_s=start,
        device=columns.cell(cells, "device") or columns.platform,
        elapsed_s=elapsed if timer <= elapsed <= LONGEST_S else timer,
        timer_s=timer,
        distance_m=distance,
        heart_rate=decimal(columns.cell(cells, "heart_rate")),
        warnings=["a summary only", *warnings],
    )


def _metres(columns: Columns, cells: list[str], timer_s: float) -> tuple[float, list[str]]:
    """The distance in metres.

    intervals.icu tells metres. Strava has two columns of one name, the first for people (kilometres
    or miles), the last in metres. Garmin tells kilometres or miles, as the account is set, and
    metres for runs on a track: the unit is in no column, so a speed nobody runs decides.
    """
    first, last = (decimal(columns.cell(cells, "distance", which)) for which in (0, -1))
    if columns.platform == "intervals.icu" or (columns.platform == "Strava" and last >= 500 * first):
        metres, told = last, []
    elif first / timer_s * 1000 > FASTEST_M_S:
        metres, told = first, ["distance taken as metres"]
    else:
        metres, told = 1000 * first, ["distance taken as kilometres: the export tells no unit"]
    if not _SLOWEST_M_S <= metres / timer_s <= FASTEST_M_S:
        raise _Row(f"distance and time are no run, found {columns.cell(cells, 'distance')[:20]!r} in {timer_s:.0f} s")
    return metres, told


def decimal(text: str) -> float:
    """A number with a decimal point or comma, with or without separators of thousands; else NaN.

    Of two kinds of separator the later is the decimal one. A single comma before exactly three digits
    separates thousands (Garmin and Strava tell two decimals), a single point is always decimal.
    """
    plain = text.strip().replace("\u00a0", "").replace("\u202f", "").replace("'", "")
    if not re.fullmatch(r"[0-9]{1,9}([.,][0-9]{1,9})*", plain):
        return math.nan
    if plain.rfind(",") > plain.rfind(".") and not re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    plain = plain.replace(",", "")
    return float(plain) if plain.count(".") <= 1 else math.nan
