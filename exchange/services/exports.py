"""Making a file of a version: asked for in a request, made by a worker, made once for the same content."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from contracts.models import ContractVersion
from core.enums import JobName
from core.jobs import defer
from core.models import User
from exchange import rules
from exchange.enums import ExportKind, ExportState
from exchange.models import ExportFile
from exchange.selectors.exports import Content, exports_like, file_suffix, find_export, read_content
from exchange.services.rendering import render_export

READING = gettext_noop("Reading the contract")
WRITING = gettext_noop("Writing the file")
STORING = gettext_noop("Storing the file")
STEPS = (READING, WRITING, STORING)
FAULT = gettext_noop(
    "The file could not be made. The portal tries again by itself; its administrators see the error."
)

Report = Callable[[int, int, str], None]


def request_export(
    *, version_id: UUID, kind: str, language: str, level: str, by: User | None = None
) -> ExportFile:
    """Ask for a file of a version for the readers of a level; what has the same content already is given again.

    The content is read before anything is locked: `make_export` reads it again and tells what it really holds.
    Raises `PermissionDenied` where the person may not take this version out at this level.
    """
    version = ContractVersion.objects.select_related("contract__city").get(pk=version_id)
    if not rules.can_export(by or AnonymousUser(), version, level):
        raise PermissionDenied("can_export")
    digest = read_content(version, level).sha256
    found = find_export(version, kind=kind, language=language, level=level, sha256=digest)
    return found or _create(version, digest, by, kind=ExportKind(kind), language=language, level=level)


def make_export(*, export_id: UUID, report: Report) -> ExportFile:
    """Render and store the file; safe to run twice. Where it fails, the row says so and the error goes on."""
    export = ExportFile.objects.select_related("version__contract__city").get(pk=export_id)
    if export.state == ExportState.READY:
        return export
    try:
        return _make(export, report)
    except Exception:
        ExportFile.objects.filter(pk=export_id).update(state=ExportState.FAILED, error=FAULT)
        raise


@transaction.atomic
def _create(
    version: ContractVersion, digest: str, by: User | None, *, kind: ExportKind, language: str, level: str
) -> ExportFile:
    """Write the row and its work; the version is locked, so that two readers at once ask for one file."""
    ContractVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    found = find_export(version, kind=kind, language=language, level=level, sha256=digest)
    if found is not None:
        return found
    export = ExportFile.objects.create(
        version=version,
        kind=kind,
        language=language,
        visibility=level,
        content_sha256=digest,
        made_by=by,
    )
    defer(JobName.MAKE_EXPORT, key=str(export.pk), payload={"export": str(export.pk)}, created_by=by)
    return export


def _make(export: ExportFile, report: Report) -> ExportFile:
    """What is read now is what the file holds: its digest and this moment replace those of the request."""
    report(0, len(STEPS), READING)
    read_at = timezone.now()
    content = read_content(export.version, export.visibility)
    report(1, len(STEPS), WRITING)
    made = render_export(export, content.document)
    report(2, len(STEPS), STORING)
    return _store(export.pk, content, made, read_at)


def _store(export_id: UUID, content: Content, made: bytes, read_at: datetime) -> ExportFile:
    """Keep the file under a name of our own; a file whose row is not written does not stay."""
    export = ExportFile.objects.get(pk=export_id)
    name = f"{timezone.now():exports/%Y/%m}/{export.pk}.{file_suffix(export.kind)}"
    stored = default_storage.save(name, ContentFile(made))
    try:
        return _write_ready(export_id, stored, content.sha256, made, read_at)
    except Exception:
        default_storage.delete(stored)
        raise


@transaction.atomic
def _write_ready(
    export_id: UUID, stored: str, content_sha256: str, made: bytes, read_at: datetime
) -> ExportFile:
    """Tell that the file is there; a twin that was faster keeps its own."""
    export = ExportFile.objects.select_for_update(of=("self",)).select_related("version").get(pk=export_id)
    if export.state == ExportState.READY:
        transaction.on_commit(lambda: default_storage.delete(stored))
        return export
    export.file.name = stored
    export.state, export.error = ExportState.READY, ""
    export.content_sha256, export.sha256 = content_sha256, sha256(made).hexdigest()
    export.size_bytes, export.made_at = len(made), read_at
    export.save()
    _remove_older(export)
    return export


def _remove_older(export: ExportFile) -> None:
    """Of a version that still changes only the newest file stays; those of a frozen one are kept."""
    older = exports_like(
        export.version, kind=export.kind, language=export.language, level=export.visibility
    ).filter(created_at__lt=export.created_at)
    gone = [ExportState.FAILED] if export.version.frozen_at else [ExportState.FAILED, ExportState.READY]
    older = older.filter(state__in=gone)
    names = [name for name in older.values_list("file", flat=True) if name]
    older.delete()
    transaction.on_commit(lambda: _delete_files(names))


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
