"""Verbs of this room; every write happens here, one transaction each."""
