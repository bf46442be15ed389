"""Support scripts of the commands `run`, `test`, `check` and `in-env`."""
