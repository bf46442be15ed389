"""The paper as a tagged PDF, typeset in a limited process."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from core.typesetting import typeset
from stakeholders.papers.facts import PaperFacts
from stakeholders.papers.frame import build_offer, build_paper

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class SourcePaper:
    """A PDF before it is sealed, and its digest."""

    pdf: bytes
    sha256: str


def render_paper(facts: PaperFacts) -> SourcePaper:
    """The PDF (PDF/A-2a and PDF/UA-1) of what was signed; the same facts give the same bytes. Raises `PaperFailed`."""
    pdf = typeset(TEMPLATES, build_paper(facts), timestamp=int(facts.completed_at.timestamp()))
    return SourcePaper(pdf, sha256(pdf).hexdigest())


def render_offer(facts: PaperFacts, *, at: datetime) -> SourcePaper:
    """The PDF of a text that is still to be signed, dated `at`; the same arguments give the same bytes.

    Raises `PaperFailed`.
    """
    pdf = typeset(TEMPLATES, build_offer(facts), timestamp=int(at.timestamp()), main="offer.typ")
    return SourcePaper(pdf, sha256(pdf).hexdigest())
