"""Tables of activities as the platforms export them."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ndt_opt.activities.clock import seconds_of, unix_of_written
from ndt_opt.activities.csv_export import decimal
from ndt_opt.activities.read import read_activities
from ndt_opt.activities.recording import Recording
from ndt_opt.errors import InputError

from .synthetic import NOW

OSLO = ZoneInfo("Europe/Oslo")
GARMIN_EN = """Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,Moving Time,Elapsed Time
Running,2026-02-06 17:06:03,false,"Evening, easy","12.48","1,447",01:00:24,"153","176",00:59:08,01:02:57
Cycling,2026-02-07 09:00:00,false,"Ride","42.02","2,336",01:51:46,"139","181",01:51:00,01:55:00
Track Running,2026-02-08 10:00:00,false,"Track","10,000","600",00:40:00,--,--,00:40:00,00:45:00
"""
GARMIN_NO = """Aktivitetstype,Dato,Favoritt,Tittel,Distanse,Kalorier,Tid,Gjennomsnittlig puls,Stigning totalt
Løping,2026-07-01 18:23:45,false,"Ålesund løping","5,02","412","00:28:15","156","64"
Styrketrening,2026-06-30 17:00:00,false,"Push","0,00","310","00:52:10","--","--"
"""
GARMIN_DE = """Aktivitätstyp;Datum;Favorit;Titel;Distanz;Kalorien;Zeit;Ø Herzfrequenz
Laufen;2026-07-01 18:23:45;Nein;Lauf;1.005,02;412;90:28:15;156
Laufen;2026-07-02 18:23:45;Nein;Lauf;21,10;412;1:28:15,5;156
"""
GARMIN_FR = """Type d'activité,Date,Favori,Titre,Distance,Calories,Durée,Fréquence cardiaque moyenne
Course à pied,2026-08-10 10:52:21,false,"Paris","8,00","500","00:40:00","148"
"""
STRAVA_HEAD = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,"
    "Filename,Elapsed Time,Moving Time,Distance,Max Speed,Average Heart Rate\n"
)
STRAVA = STRAVA_HEAD + (
    '1,"Jul 7, 2026, 5:04:11 PM","Run, easy",Run,,2371,7.21,171,activities/1.gpx,2371.0,2290.0,7212.3,4.1,152.3\n'
    '2,"Jul 8, 2026, 6:00:00 AM",Swim,Swim,,2000,1500,140,,2000.0,1900.0,1500.0,,130\n'
    '3,"Jul 9, 2026, 12:00:00 AM",Miles,Run,,3000,5.00,,,3000.0,,8046.7,,\n'
)
STRAVA_DE = (
    "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Verstrichene Zeit,Distanz,Verstrichene Zeit,"
    "Bewegungszeit,Distanz,Durchschnittliche Herzfrequenz\n"
    '9,"21.07.2026, 15:09:27",Lauf am Nachmittag,Lauf,1390,"2,81",1390.0,1300.0,2810.4,148\n'
)
INTERVALS = """id,start_date_local,name,type,moving_time,elapsed_time,distance,average_heartrate,icu_training_load
i1,2026-03-01T07:00:00,Threshold,Run,3600,3800,15012.5,151,90
i2,2026-03-02T07:00:00,Ride,Ride,3600,3800,30000,130,60
i3,2026-03-03T07:00:00,Trail,TrailRun,3600,3800,,,60
"""


def read(tmp_path: Path, text: str | bytes, zone: dt.tzinfo = OSLO) -> tuple[list[Recording], list[str]]:
    path = tmp_path / "activities.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_activities(path, zone, NOW)


def test_garmin(tmp_path: Path) -> None:
    (run, track), left_out = read(tmp_path, GARMIN_EN)
    assert left_out == ["cycling"]
    assert run.start == dt.datetime(2026, 2, 6, 16, 6, 3, tzinfo=dt.UTC)
    assert (run.distance_m, run.timer_s, run.elapsed_s, run.heart_rate) == (12480, 3624, 3777, 153)
    assert run.warnings == (
        "a summary only",
        "distance taken as kilometres: the export tells no unit",
        "start is the local clock, read as Europe/Oslo",
    )
    assert len(run.samples) == 0
    assert (track.distance_m, track.heart_rate) == (10000, None)
    assert "distance taken as metres" in track.warnings


def test_garmin_with_decimal_commas(tmp_path: Path) -> None:
    (run,), left_out = read(tmp_path, GARMIN_NO)
    assert left_out == ["styrketrening"]
    assert (run.distance_m, run.timer_s, run.heart_rate) == (5020, 1695, 156)


def test_garmin_with_semicolons(tmp_path: Path) -> None:
    (second,), left_out = read(tmp_path, GARMIN_DE)
    assert left_out == ["line 2: longer than 48 h"]
    assert (second.distance_m, second.timer_s) == (21100, 5295.5)


def test_garmin_in_french(tmp_path: Path) -> None:
    (run,), _ = read(tmp_path, GARMIN_FR.replace("'", "’"))
    assert (run.distance_m, run.heart_rate) == (8000, 148)


def test_strava_tells_metres_in_its_second_distance(tmp_path: Path) -> None:
    (run, miles), left_out = read(tmp_path, STRAVA)
    assert left_out == ["swim"]
    assert run.start == dt.datetime(2026, 7, 7, 17, 4, 11, tzinfo=dt.UTC)
    assert (run.distance_m, run.timer_s, run.elapsed_s, run.heart_rate) == (7212.3, 2290, 2371, 152.3)
    assert run.warnings == ("a summary only",)
    assert miles.start == dt.datetime(2026, 7, 9, tzinfo=dt.UTC)
    assert (miles.distance_m, miles.timer_s) == (8046.7, 3000)


def test_strava_in_german(tmp_path: Path) -> None:
    (run,), _ = read(tmp_path, STRAVA_DE)
    assert run.start == dt.datetime(2026, 7, 21, 15, 9, 27, tzinfo=dt.UTC)
    assert (run.distance_m, run.timer_s) == (2810.4, 1300)


def test_strava_with_one_distance_tells_kilometres(tmp_path: Path) -> None:
    text = "Activity ID,Activity Date,Activity Type,Elapsed Time,Distance\n1,2026-07-07 17:04:11,Run,2371,7.21\n"
    ((run,), _) = read(tmp_path, text)
    assert run.distance_m == 7210
    assert "distance taken as kilometres: the export tells no unit" in run.warnings


def test_intervals_icu_is_in_si_units(tmp_path: Path) -> None:
    (run,), left_out = read(tmp_path, INTERVALS, ZoneInfo("Asia/Tokyo"))
    assert run.start == dt.datetime(2026, 2, 28, 22, 0, tzinfo=dt.UTC)
    assert (run.distance_m, run.timer_s, run.elapsed_s, run.heart_rate) == (15012.5, 3600, 3800, 151)
    assert left_out == ["ride", "line 4: distance and time are no run, found '' in 3600 s"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Running,7/4/2026 15:36,10.0,00:40:00", "date not understood, found '7/4/2026 15:36'"),
        ("Running,2026-13-01 10:00:00,10.0,00:40:00", "date not understood"),
        ("Running,2026-01-01 10:00:00,10.0,--", "no time told"),
        ("Running,2026-01-01 10:00:00,10.0,00:00:00", "no time told"),
        ("Running,2026-01-01 10:00:00,--,00:40:00", "distance and time are no run, found '--' in 2400 s"),
        ("Running,2026-01-01 10:00:00,0.01,00:40:00", "distance and time are no run"),
        ("Running,2026-01-01 10:00:00,nan,00:40:00", "distance and time are no run"),
        ("Running", "date not understood, found ''"),
    ],
)
def test_a_row_that_is_no_run(tmp_path: Path, row: str, said: str) -> None:
    head = "Activity Type,Date,Distance,Time\n"
    found, left_out = read(tmp_path, f"{head}{row}\nRunning,2026-01-01 10:00:00,10.0,00:40:00\n")
    assert len(found) == 1
    assert left_out[0].startswith(f"line 2: {said}")
    with pytest.raises(InputError, match="no row can be understood, found line 2: ") as caught:
        read(tmp_path, f"{head}{row}\n{row}\n")
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "date,slot\n2026-01-01,am\n",
            "not a table of activities that is known, found 'date,slot', allowed: an export of",
        ),
        ("\n\n", "empty"),
        (STRAVA_HEAD + '1,"Jul 7, 2026, 5:04:11 PM",x,Run,', "no row can be understood, found line 2: no time told"),
        (STRAVA_HEAD + "x" * 200_000, "not a CSV line"),
        (b"Activity Type,Date,Distance,Time\nL\xf8ping", "neither FIT, TCX, GPX nor CSV text"),
    ],
)
def test_a_bad_table(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read(tmp_path, text)
    assert len(caught.value.problems) == 1


def test_an_empty_table_holds_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, STRAVA_HEAD) == ([], [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.48", 12.48),
        ("12,48", 12.48),
        ("1,234", 1234),
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1,234,567", 1234567),
        ("12.345", 12.345),
        ("1\u202f234,5", 1234.5),
        ("7", 7),
    ],
)
def test_decimals(text: str, value: float) -> None:
    assert decimal(text) == value


@pytest.mark.parametrize("text", ["", "--", "-5", "nan", "1e5", "1.2.3", "12,", "٣", "9" * 400])
def test_what_is_no_decimal(text: str) -> None:
    assert math.isnan(decimal(text))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-07-01 18:23:45", "2026-07-01T18:23:45"),
        ("Jul 7, 2026, 12:04:11 PM", "2026-07-07T12:04:11"),
        ("Jul 7, 2026, 12:04:11\u202fAM", "2026-07-07T00:04:11"),
        ("July 7 2026 5:04:11 PM", "2026-07-07T17:04:11"),
        ("6 May 2026, 04:02:34", "2026-05-06T04:02:34"),
        ("21.07.2026, 15:09:27", "2026-07-21T15:09:27"),
    ],
)
def test_written_dates(text: str, iso: str) -> None:
    wanted = dt.datetime.fromisoformat(iso).replace(tzinfo=dt.UTC)
    assert unix_of_written(text, dt.UTC) == wanted.timestamp()


@pytest.mark.parametrize(
    "text", ["", "7/4/2026 15:36", "Foo 7, 2026, 1:00:00", "31.02.2026, 10:00:00", "Jul 7, 2026, 25:00:00"]
)
def test_what_is_no_date(text: str) -> None:
    assert math.isnan(unix_of_written(text, dt.UTC))


@pytest.mark.parametrize(
    ("text", "value"), [("00:31:08", 1868), ("1:02:15.3", 3735.3), ("42:10,5", 2530.5), ("1390.0", 1390)]
)
def test_durations(text: str, value: float) -> None:
    assert seconds_of(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "--", "1:2:3:4", "-5", "nan", "1:-2"])
def test_what_is_no_duration(text: str) -> None:
    assert math.isnan(seconds_of(text))
