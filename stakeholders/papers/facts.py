"""What a paper is made from, as plain values: the same facts give the same paper."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file that carries a signature given outside, and its check; `signed_on` is the day of one on paper.

    `certificates` are names with the digest of the certificate and the level of the signature; kinds are stored words.
    """

    name: str
    size_bytes: int
    sha256: str
    offered_sha256: str
    verdict: str
    reasons: tuple[str, ...]
    certificates: tuple[tuple[str, str, str], ...]
    checked_at: datetime
    accepted_reason: str
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class PaperSignature:
    """One signature with its evidence; `party` is the organisation or the city; kinds are stored words."""

    party: str
    name: str
    office: str
    basis: str
    route: str
    method: str
    signed_at: datetime
    statement_sha256: str
    key_id: str
    event_seq: int
    file: PaperFile | None = None


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A part of the signed text: a title, and lines of a label and what it says."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """The signed text, what was asked for, who signed, and the code and address to verify it by.

    `annexes` are names of files with their digests. `reason` and `effect_on` are those of a withdrawal or amendment.
    """

    city: str
    organisation: str
    title: str
    number: int | None
    version_number: int
    version_sha256: str
    language: str
    kind: str
    reason: str
    effect_on: date | None
    request_id: str
    stream: str
    generation: int
    code: str
    address: str
    is_training: bool
    parts: tuple[PaperPart, ...]
    annexes: tuple[tuple[str, str], ...]
    signatures: tuple[PaperSignature, ...]

    @property
    def completed_at(self) -> datetime:
        """The moment of the last signature; raises `ValueError` where nobody signed."""
        return max(one.signed_at for one in self.signatures)

    @property
    def signed_on(self) -> date:
        """The day of the last signature, by the city's clock."""
        return timezone.localdate(self.completed_at)
