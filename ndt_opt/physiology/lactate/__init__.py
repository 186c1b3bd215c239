"""Thresholds from a lactate step test: every published method side by side, and what they say together."""
