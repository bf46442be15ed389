"""Every write to molecules."""
