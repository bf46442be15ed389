"""Benchmarks: each prints its figure, its floor and the ratio; speed is never a timed test."""
