"""Forms check and shape; services write."""
