"""Every write of progress: snapshots, their charts, the work that makes them."""
