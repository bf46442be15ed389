"""The texts of two files side by side: of the document that was offered, and of what a signing program made of it."""

from dataclasses import dataclass, field

from core.enums import UploadReason
from core.pdf_texts import UnreadableText, read_pdf_text
from core.text_diff import Piece, word_diff
from stakeholders.models import ExternalSignedFile
from stakeholders.selectors.offers import kept_offer


@dataclass(frozen=True, slots=True)
class TextPair:
    """What was offered, what came back, and what leads from one to the other; nothing of it where one is unreadable."""

    offered: str = ""
    received: str = ""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def is_readable(self) -> bool:
        """Whether there is a text on both sides to compare."""
        return bool(self.offered and self.received)

    @property
    def is_same(self) -> bool:
        """Whether both say the same, letter for letter, but for spaces and line ends."""
        return self.is_readable and self.offered.split() == self.received.split()


def compare_texts(row: ExternalSignedFile) -> TextPair | None:
    """The two texts, for a person to judge; None for a file that begins with the very bytes that were offered."""
    if UploadReason.REWRITTEN not in row.report.get("reasons", ()):
        return None
    offered = kept_offer(row.signer.request)
    if offered is None:
        return TextPair()
    try:
        with row.file.open("rb") as file:
            before, after = read_pdf_text(offered), read_pdf_text(file.read())
    except (UnreadableText, FileNotFoundError):
        return TextPair()
    return TextPair(before, after, word_diff(before, after))
