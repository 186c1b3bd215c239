"""Values set in a scenario file, everything else as its author wrote it."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from ndt_opt.errors import InputError, OutputError
from ndt_opt.files.plan_file import write_whole
from ndt_opt.files.scenario_edit import edited, edited_scenario

VALUES = {
    "athlete.lactate.lt2_mmol": 3.1,
    "athlete.lactate.tested": dt.date(2026, 11, 10),
    "athlete.heart_rate.lthr_bpm": 176,
}
REST = 'schema = "ndt.scenario/1"\n[season]\nstart = 2026-11-30\nweeks = 4\n'
WAYS = {
    "no table yet": "[athlete]\nweekly_km = 150 # mine\n",
    "a table": "[athlete]\nweekly_km = 150 # mine\n[athlete.lactate]\nlt2_mmol = 2.9 # old\n\n"
    "[athlete.heart_rate]\nmax_bpm = 190\n",
    "inside a line": "[athlete]\nweekly_km = 150 # mine\nlactate = { lt2_mmol = 2.9 }\n",
    "all in a line": "athlete = { weekly_km = 150 } # mine\n",
    "keys with dots": "[athlete]\nweekly_km = 150 # mine\nheart_rate.max_bpm = 190\n",
}


@pytest.mark.parametrize("way", WAYS)
def test_only_these_values_change(way: str) -> None:
    head, _, tail = REST.partition("\n")
    text = f"{head}\n{WAYS[way]}{tail}" if "athlete = {" in WAYS[way] else REST + WAYS[way]
    wanted = tomllib.loads(text)
    wanted["athlete"].setdefault("lactate", {}).update(lt2_mmol=3.1, tested=dt.date(2026, 11, 10))
    wanted["athlete"].setdefault("heart_rate", {})["lthr_bpm"] = 176
    changed = edited(text, VALUES, "mine.toml")
    assert tomllib.loads(changed) == wanted
    assert "# mine" in changed
    assert edited(changed, VALUES, "mine.toml") == changed


@pytest.mark.parametrize(
    "text",
    [
        'schema = "ndt.scenario/1"\nathlete.weekly_km = 150\nseason.weeks = 4\n',
        REST + "[athlete.lactate]\nlt2_mmol = 2.9\n[athlete]\nweekly_km = 150\n",
    ],
)
def test_what_an_edit_would_garble_is_told_as_what_to_write(text: str) -> None:
    """A table put before keys with dots, or into one given in two places, would swallow what is not its own."""
    with pytest.raises(InputError) as caught:
        edited(text, VALUES, "mine.toml")
    assert "athlete.lactate.lt2_mmol = 3.1, athlete.lactate.tested = 2026-11-10" in str(caught.value)


@pytest.mark.parametrize("text", ["athlete = 3\n", "athlete = [1]\n", "[athlete]\nlactate = 'no'\n", "[[athlete]]\n"])
def test_what_is_no_table_is_one_line(text: str) -> None:
    with pytest.raises(InputError) as caught:
        edited(text, VALUES, "mine.toml")
    assert len(caught.value.problems) == 1


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    own = REST + '[athlete]\nweekly_km = 150\nresults = [{ distance_m = 5000, time = "15:30" }]\n'
    path.write_bytes(b"\xef\xbb\xbf" + own.replace("\n", "\r\n").encode())
    text = edited_scenario(path, VALUES)
    assert text.startswith("\ufeff")
    assert text.count("\n") == text.count("\r\n")
    assert path.read_bytes() == b"\xef\xbb\xbf" + own.replace("\n", "\r\n").encode()


def test_a_link_and_the_mode_of_a_file_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "link.toml"
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to(real)
    write_whole({link: "new"})
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o600


def test_the_problem_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file")
    with pytest.raises(OutputError, match=r"folder/x\.svg: cannot be written"):
        write_whole({tmp_path / "folder" / "x.svg": "text"})
