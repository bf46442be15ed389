"""The mixed-integer solver, kept from writing on the standard output."""

import os
import sys
from threading import Lock
from typing import Any, Final

from scipy import optimize

_STDOUT, _STDERR = 1, 2
_ONE_AT_A_TIME: Final = Lock()
"""Two threads that lend the standard output at once would give each other's back."""


def minimise(*programme: Any, **options: Any) -> Any:
    """Call `scipy.optimize.milp`, with what it prints sent to the errors.

    HiGHS as it comes with scipy 1.17 leaves a line of its own on the standard output each time it repairs a solution,
    whatever its options say; a command that answers in JSON must not carry it.
    """
    with _ONE_AT_A_TIME:
        sys.stdout.flush()
        output = os.dup(_STDOUT)
        os.dup2(_STDERR, _STDOUT)
        try:
            return optimize.milp(*programme, **options)
        finally:
            os.dup2(output, _STDOUT)
            os.close(output)
