"""Handing out stored files: always as a download, never shown inside the site."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from exchange.enums import ExportKind
from exchange.models import ExportFile
from exchange.selectors.exports import file_suffix

CONTENT_TYPES = {
    ExportKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ExportKind.CSV: "application/zip",
    ExportKind.JSON: "application/json",
    ExportKind.PDF: "application/pdf",
}


def download_export(export: ExportFile) -> FileResponse:
    """The file of an export that is ready, with its digest as ETag; 404 where it is gone from the store."""
    if not export.file.name or not default_storage.exists(export.file.name):
        raise Http404(_("This file is not there any more."))
    response = FileResponse(
        export.file.open("rb"),
        as_attachment=True,
        filename=file_name(export),
        content_type=CONTENT_TYPES[ExportKind(export.kind)],
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    response["ETag"] = f'"{export.sha256}"'
    return response


def file_name(export: ExportFile) -> str:
    """City, version, and language, so that files of several versions lie beside one another."""
    version = export.version
    return f"{version.contract.city.slug}-v{version.number}-{export.language}.{file_suffix(export.kind)}"
