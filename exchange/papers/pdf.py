"""The contract as a tagged PDF (PDF/A-2a and PDF/UA-1 in one file), typeset in a limited process."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.typesetting import SECONDS, WALL_SECONDS, typeset
from exchange.papers.frame import build_paper
from exchange.papers.words import Extras

TEMPLATES = Path(__file__).parent / "templates"


def render_pdf(document: dict[str, Any], *, language: str, extras: Extras) -> bytes:
    """The PDF of a document that is masked already; the same arguments give the same bytes.

    Raises `PaperFailed` where the typesetter refuses the content, or needs more than a gigabyte or twenty seconds of
    the processor.
    """
    paper = build_paper(document, language=language, extras=extras)
    return typeset_paper(paper, timestamp=extras["timestamp"])


def typeset_paper(
    paper: Mapping[str, Any], *, timestamp: int, seconds: int = SECONDS, wall_seconds: int = WALL_SECONDS
) -> bytes:
    """The PDF of a paper; raises `PaperFailed`."""
    return typeset(TEMPLATES, paper, timestamp=timestamp, seconds=seconds, wall_seconds=wall_seconds)
