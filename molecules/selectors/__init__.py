"""Readings for pages."""
