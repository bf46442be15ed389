"""The part of a paper about files signed outside: their digests, and the report of what their check found."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.enums import UploadReason
from core.quantities import format_date, format_instant, format_number
from stakeholders.enums import Verdict
from stakeholders.papers.facts import PaperFacts, PaperFile, PaperSignature

Fact = dict[str, str]


def build_files(facts: PaperFacts) -> dict[str, Any] | None:
    """The files that carry the signatures given outside the portal; None where everyone signed in it."""
    files = [(one, one.file) for one in facts.signatures if one.file]
    if not files:
        return None
    return {
        "title": _("Files signed outside the portal"),
        "lead": [
            _(
                "These signatures stand in files of their own, which the portal keeps as they came and gives to the "
                "parties beside this document. The seal of this document covers their digests, and the report of "
                "what the check found when they came."
            )
        ],
        "files": [_file(signature, file) for signature, file in files],
    }


def _file(signature: PaperSignature, file: PaperFile) -> dict[str, Any]:
    facts = [
        _fact(_("File"), file.name),
        _fact(_("Size"), _("%(number)s bytes") % {"number": format_number(file.size_bytes)}),
        _fact(_("Digest of the file (SHA-256)"), file.sha256, kind="digest"),
        *(_report_of_scan(file) if file.signed_on else _report(file)),
    ]
    return {"party": signature.party, "name": signature.name, "facts": facts}


def _report_of_scan(file: PaperFile) -> Iterator[Fact]:
    """A scan is checked by nobody but the officer who recorded it."""
    yield _fact(_("Signed on"), format_date(file.signed_on))
    yield _fact(_("Checked by the portal"), _("no: an officer of the city recorded a signature on paper"))
    yield _fact(_("What the officer wrote"), file.accepted_reason)


def _report(file: PaperFile) -> Iterator[Fact]:
    if file.offered_sha256:
        yield _fact(
            _("Digest of the document that was offered (SHA-256)"), file.offered_sha256, kind="digest"
        )
    yield _fact(_("Checked"), format_instant(file.checked_at))
    yield _fact(_("Verdict"), str(Verdict(file.verdict).label))
    for reason in file.reasons:
        yield _fact(_("Found"), str(UploadReason(reason).label))
    for name, digest, level in file.certificates:
        yield _fact(_("Certificate of"), f"{name} ({level})" if level else name)
        yield _fact(_("Digest of the certificate (SHA-256)"), digest, kind="digest")
    if file.accepted_reason:
        yield _fact(_("Why an officer of the city accepted it"), file.accepted_reason)


def _fact(label: str, value: str, *, kind: str = "text") -> Fact:
    return {"label": label, "value": value, "kind": kind}
