"""Printed papers of the room: plain data to PDF."""
