"""Readings of contracts."""
