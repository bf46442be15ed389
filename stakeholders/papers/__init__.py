"""The paper of what was signed: the text, the parties, the evidence of every signature, and how to verify it."""

from stakeholders.papers.facts import PaperFacts, PaperFile, PaperPart, PaperSignature
from stakeholders.papers.pdf import SourcePaper, render_offer, render_paper

__all__ = [
    "PaperFacts",
    "PaperFile",
    "PaperPart",
    "PaperSignature",
    "SourcePaper",
    "render_offer",
    "render_paper",
]
