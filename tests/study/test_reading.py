"""Two lines on a pair: each follows from its numbers."""

from __future__ import annotations

from ndt_opt.study.reading import read_pair

from .variant_samples import clashing, late, planned

WATCH = ("hard_days", "hard_km_pct", "load_block_days", "shortest_gap_days", "distance_m")
CAVEAT = "Zone 2 minutes are what the solver maximises; they are not fitness."


def test_a_proved_difference() -> None:
    first, second = read_pair(planned("a", 6000), planned("b", 7500, hard_days=9, load_block_days=[10, 14]), WATCH)
    assert first == "a holds 100.0 min in Zone 2, b 125.0: 25.0 min (25.0 %) more under b, proved."
    assert second == (
        "a against b: hard days 7 against 9, days of a load block 14 against 10-14. The same in both: "
        f"hard share of the km 20.5 %, fewest easy days between hard ones 1, km 397. {CAVEAT}"
    )
    assert "10.0 min (10.0 %) more under a" in read_pair(planned("a", 6600), planned("b", 6000), WATCH)[0]


def test_no_difference() -> None:
    first, second = read_pair(planned("a", 6000), planned("b", 6000), ("hard_days",))
    assert first == "Both hold 100.0 min in Zone 2: no difference, and both are proved to hold no more."
    assert second == f"The same in both: hard days 7. {CAVEAT}"


def test_bounds_that_overlap() -> None:
    first, _ = read_pair(planned("a", 6000, 6600), planned("b", 6300), WATCH)
    assert first == (
        "a holds 100.0 min in Zone 2 (at most 110.0 possible), b 105.0: which of them can hold more is not proved."
    )


def test_a_difference_whose_size_is_not_proved() -> None:
    first, _ = read_pair(planned("a", 6000, 6060), planned("b", 6300), WATCH)
    assert first.endswith("b 105.0: more under b, proved, by 4.0 to 5.0 min.")


def test_nothing_to_divide_by() -> None:
    assert read_pair(planned("a", 0), planned("b", 60), WATCH)[0].endswith("1.0 min more under b, proved.")


def test_without_a_plan_the_clash_is_told() -> None:
    first, second = read_pair(clashing("a", "pins", "run-spike"), planned("b", 6000), ("hard_days",))
    assert first == "a has no plan here (these clash: pins, run-spike); b holds 100.0 min in Zone 2."
    assert second == f"b: hard days 7. {CAVEAT}"
    first, second = read_pair(clashing("a", "pins"), late("b"), WATCH)
    assert first == "a has no plan here (these clash: pins); b found no plan in time: there is nothing to compare."
    assert second
