"""Rows of molecules to plain data and frames; the only way from this room's tables to `emissions`."""
