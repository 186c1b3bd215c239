"""Benchmarks: the suite of frozen instances, peers in processes of their own, and what came out."""
