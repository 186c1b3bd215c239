"""Recorded runs: files of watches and platforms in, work repetitions and heart-rate drift out."""
