"""Places where a test may kill this process, to prove what is kept when a machine dies there."""

import os
import signal

from django.conf import settings

VARIABLE = "CCC_CRASH_AT"


def reach(name: str) -> None:
    """Die here at once when the settings allow it and the environment names this place; else do nothing."""
    if settings.FAIL_POINTS and os.environ.get(VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)
