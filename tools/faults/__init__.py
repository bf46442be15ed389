"""Faults that are made on purpose, each with the promise that must hold under it."""
