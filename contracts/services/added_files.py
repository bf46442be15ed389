"""Storing files that people add to something."""

from typing import TypeVar

from django.core.files.uploadedfile import UploadedFile

from contracts.models import AddedFile
from core.uploads import check_upload

Row = TypeVar("Row", bound=AddedFile)


def store_file(*, row: Row, file: UploadedFile) -> Row:
    """Check a file by its content and store it with its new row, for a service that has asked for the right already.

    Raises `ValidationError` at `file`, or where the row itself is not valid.
    """
    checked = check_upload(file)
    row.title = row.title.strip()
    row.original_name = checked.original_name
    row.size_bytes = checked.size_bytes
    row.sha256 = checked.sha256
    row.full_clean(exclude=["file"])
    row.file.save(checked.name, file, save=False)
    row.save(force_insert=True)
    return row
