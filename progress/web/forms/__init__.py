"""Forms of progress: they check and shape, services write."""
