"""The REST API: one description per resource (ADR 0038), and the frame that all of them share."""
