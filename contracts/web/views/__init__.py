"""The officers' pages of what a city promises: check, call one service, present."""
