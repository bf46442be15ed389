"""Mutation testing of `emissions`: does a test fail when the science is changed? (docs/adr/0016)."""
