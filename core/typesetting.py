"""Plain data and a folder of templates to a tagged PDF (PDF/A-2a and PDF/UA-1), in a limited process."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.limited_process import LimitedProcessError, Reason, run_limited

MEMORY_BYTES = 2**30
SECONDS, WALL_SECONDS = 20, 45
"""Of the processor, and of the clock: a paper is made in the background, often beside other work."""
FONTS = ("Titillium Web", "Libertinus Serif", "DejaVu Sans Mono")
"""The faces that a character is looked for in; templates name the same."""


class PaperFailed(Exception):
    """A paper could not be typeset; the message tells an officer why, `detail` an administrator."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


def typeset(
    folder: Path,
    paper: Mapping[str, Any],
    *,
    timestamp: int,
    main: str = "paper.typ",
    seconds: int = SECONDS,
    wall_seconds: int = WALL_SECONDS,
) -> bytes:
    """The PDF of a paper by the template `main` of a folder; raises `PaperFailed`.

    The template reads the paper as `json(bytes(sys.inputs.paper))`: texts are data, never source. It can read the
    files of its folder, and nothing else. The same arguments give the same bytes; `timestamp` is in seconds since 1970.
    """
    request = {
        "folder": str(folder.resolve()),
        "main": main,
        "paper": paper,
        "fonts": FONTS,
        "timestamp": timestamp,
    }
    try:
        return run_limited(
            "core.typesetter",
            json.dumps(request, ensure_ascii=True).encode(),
            memory_bytes=MEMORY_BYTES,
            seconds=seconds,
            wall_seconds=wall_seconds,
        )
    except LimitedProcessError as error:
        raise PaperFailed(_reason_words(error.reason), error.detail) from error


def _reason_words(reason: Reason) -> str:
    return {
        Reason.TIME: _("The paper takes too long to typeset. Shorten its longest texts and try again."),
        Reason.MEMORY: _("The paper needs too much memory. Shorten its longest texts and try again."),
        Reason.FAILED: _("The paper could not be typeset; the administrators see why."),
    }[reason]
