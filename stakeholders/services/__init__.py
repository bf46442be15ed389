"""Every write to organisations and commitments."""
