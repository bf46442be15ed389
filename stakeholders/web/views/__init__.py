"""Pages of organisations, for the city's office, for the organisations themselves and for everyone."""
