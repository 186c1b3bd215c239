"""A package of its own name, since others ship a `tests` too (garmin-fit-sdk does)."""
