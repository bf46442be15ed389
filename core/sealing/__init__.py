"""The portal's seal on PDFs, and signatures that were made outside."""

from core.key_files import KeyUnusable
from core.pdf_signatures.stamping import TimestampFailed
from core.sealing.seals import Sealed, SealRefused, SealReport, SealState, check_pdf, seal_pdf
from core.sealing.uploads import Anchors, Person, UploadReport, check_signed_upload, load_anchors

__all__ = [
    "Anchors",
    "KeyUnusable",
    "Person",
    "SealRefused",
    "SealReport",
    "SealState",
    "Sealed",
    "TimestampFailed",
    "UploadReport",
    "check_pdf",
    "check_signed_upload",
    "load_anchors",
    "seal_pdf",
]
