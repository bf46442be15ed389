"""Files of a version: checked, renamed, kept outside the web root."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from contracts import rules
from contracts.enums import FileKind, Visibility
from contracts.models import ContractVersion, PaperSignature, VersionFile
from contracts.services.added_files import store_file
from core.access import require
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import User


@transaction.atomic
def add_version_file(
    *,
    version_id: UUID,
    by: User,
    file: UploadedFile,
    kind: str = FileKind.ANNEX,
    title: str = "",
    visibility: str = Visibility.INTERNAL,
) -> VersionFile:
    """Add a file to a version, whatever its state: letters come when everything else is frozen."""
    version = ContractVersion.objects.select_related("contract__city").get(pk=version_id)
    require(rules.can_edit_city, by, version.contract.city)
    return keep_file(version=version, file=file, kind=kind, by=by, title=title, visibility=visibility)


def keep_file(
    *,
    version: ContractVersion,
    file: UploadedFile,
    kind: str,
    by: User,
    title: str = "",
    visibility: str = Visibility.INTERNAL,
) -> VersionFile:
    """Check and store a file for a service that has asked for the right already, inside its transaction."""
    row = VersionFile(version=version, kind=kind, title=title, visibility=visibility, uploaded_by=by)
    store_file(row=row, file=file)
    _tell(row, ChangeVerb.CREATED, by)
    return row


@transaction.atomic
def remove_version_file(*, file_id: UUID, by: User) -> None:
    """Take out a file that was sent by mistake; what a signature or a step rests on stays."""
    row = VersionFile.objects.select_related("version__contract__city").get(pk=file_id)
    require(rules.can_edit_city, by, row.version.contract.city)
    used = row.version.transitions.filter(details__file=str(row.pk)).exists()
    if used or PaperSignature.objects.filter(file=row).exists():
        raise ValidationError(_("A step or a signature rests on this file: it stays."), code="file_in_use")
    _tell(row, ChangeVerb.REMOVED, by)
    name = str(row.file.name)
    row.delete()
    transaction.on_commit(lambda: row.file.storage.delete(name))


def _tell(row: VersionFile, verb: ChangeVerb, by: User) -> None:
    record_change(
        verb,
        row,
        city_slug=row.version.contract.city.slug,
        made_by=by,
        is_public=False,
    )
