"""Forms of the exchange room."""
