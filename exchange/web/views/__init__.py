"""Views of the exchange room."""
