"""Versions of contracts as plain data: rows of tables, whole documents, and who may read what of them."""

from contracts.documents.document import build_document, document_sha256, read_document
from contracts.documents.frozen import DOCUMENT_PART
from contracts.documents.masks import mask_document, visibility_rules
from contracts.documents.reading import count_rows, find_row, read_page, read_rows
from contracts.documents.rows import Row, RowPage

__all__ = [
    "DOCUMENT_PART",
    "Row",
    "RowPage",
    "build_document",
    "count_rows",
    "document_sha256",
    "find_row",
    "mask_document",
    "read_document",
    "read_page",
    "read_rows",
    "visibility_rules",
]
