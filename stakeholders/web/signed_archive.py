"""All that an organisation signed as one ZIP: sealed documents, exact texts, statements, and how to check them."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.canonical import canonical_json
from core.services.evidence_bundles import evidence_bundle
from stakeholders.enums import Verdict
from stakeholders.models import CommitmentVersion, Organisation, SigningRequest
from stakeholders.selectors.agreed_text import annexes_of
from stakeholders.selectors.signed import signed_requests

VERIFIER = settings.BASE_DIR / "docs" / "verify" / "ccc_verify.py"
Entry = tuple[str, Any]


def send_archive(organisation: Organisation) -> FileResponse:
    """Send the ZIP; it is written to a file that is gone once it was sent."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in archive_entries(organisation):
            archive.writestr(name, content)
    file.seek(0)
    day = timezone.localdate().isoformat()
    response = FileResponse(
        file, as_attachment=True, filename=f"firme-{day}.zip", content_type="application/zip"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def archive_entries(organisation: Organisation) -> Iterator[Entry]:
    """The files of the archive: one folder for each request, and the evidence of each contract."""
    contracts = {}
    for request in signed_requests(organisation):
        contract = request.version.commitment.contract
        contracts[contract.pk] = contract
        yield from _entries_of(request, _folder(request))
    for contract in contracts.values():
        try:
            yield f"evidence-{contract.city.slug}.json", canonical_json(evidence_bundle(contract.pk))
        except LookupError:
            continue  # no checkpoint holds it yet
    yield VERIFIER.name, VERIFIER.read_bytes()
    yield "README.md", _readme()


def _entries_of(request: SigningRequest, folder: str) -> Iterator[Entry]:
    version = request.version
    yield f"{folder}/text-{version.number}.json", version.canonical
    if version.withheld:
        opened = json.dumps(version.withheld, ensure_ascii=False, indent=1, sort_keys=True)
        yield f"{folder}/withheld-{version.number}.json", opened
    yield from _annexes(version, folder)
    for document in request.documents.all():
        yield from _stored(f"{folder}/sealed-{document.generation}.pdf", document.file)
    for slot in request.signers.all():
        record = getattr(slot, "signature", None)
        if record is not None:
            yield f"{folder}/statement-{record.event_seq}.json", record.statement
            yield f"{folder}/statement-{record.event_seq}.signature.txt", _signature(record)
        for one in slot.external_files.all():
            if one.verdict == Verdict.PASSED or one.accepted_by_id:
                suffix = PurePosixPath(str(one.file)).suffix
                yield from _stored(f"{folder}/signed-outside-{one.sha256[:12]}{suffix}", one.file)


def _annexes(version: CommitmentVersion, folder: str) -> Iterator[Entry]:
    """The files whose digests stand in the text."""
    digests = {one.sha256 for one in annexes_of(version)}
    for file in version.commitment.attachments.filter(sha256__in=digests):
        suffix = PurePosixPath(file.original_name).suffix
        yield from _stored(f"{folder}/annex-{file.sha256[:12]}{suffix}", file.file)


def _signature(record: Any) -> str:
    return f"key {record.key_id}\nsha256 {record.statement_sha256}\n{record.portal_signature}\n"


def _stored(name: str, file: Any) -> Iterator[Entry]:
    """A stored file, left out where it has gone."""
    try:
        with file.open("rb") as content:
            yield name, content.read()
    except FileNotFoundError:
        return


def _folder(request: SigningRequest) -> str:
    commitment = request.version.commitment
    city = re.sub(r"[^a-z0-9-]", "", commitment.contract.city.slug)
    return f"{city}-{commitment.number or 0}-v{request.version.number}-{request.kind}"


def _readme() -> str:
    return _(
        "Everything that your organisation signed.\n\n"
        "text-*.json: the text that was signed, letter for letter. Its digest is the SHA-256 of "
        '"CCC-COMMITMENT-v1", a zero byte and the file.\n'
        "withheld-*.json: the confidential answers, of which the text holds digests, each with its salt. Such a digest "
        'is the SHA-256 of "CCC-ANSWER-v1", a zero byte and the JSON of [salt, question, answer].\n'
        "annex-*: the files that belong to the text; it names each by its SHA-256.\n"
        "sealed-*.pdf: the document with the seal of the portal.\n"
        "statement-*.json: what each signer stated, with the signature of the portal beside it.\n"
        "evidence-*.json: the evidence log of the contract; ccc_verify.py checks it without the portal.\n"
    )
