"""Benchmarks of the real pages: ``make bench`` measures and writes RESULTS.md."""
