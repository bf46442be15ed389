"""Which form of a contract is rendered by what."""

from collections.abc import Callable
from typing import Any

from exchange.enums import ExportKind
from exchange.models import ExportFile
from exchange.papers.docx import render_docx
from exchange.papers.pdf import render_pdf
from exchange.selectors.paper_extras import read_extras
from exchange.selectors.provenance import read_provenance
from exchange.services.version_charts import read_charts
from exchange.workbooks import write_csv_archive, write_json, write_workbook

Document = dict[str, Any]


def render_export(export: ExportFile, document: Document) -> bytes:
    """The bytes of an export of a document that is masked already."""
    return RENDERERS[ExportKind(export.kind)](export, document)


def _render_workbook(export: ExportFile, document: Document) -> bytes:
    provenance = read_provenance(export.version, export.visibility)
    return write_workbook(document, language=export.language, provenance=provenance)


def _render_csv(export: ExportFile, document: Document) -> bytes:
    return write_csv_archive(document, language=export.language)


def _render_json(_export: ExportFile, document: Document) -> bytes:
    return write_json(document)


def _render_pdf(export: ExportFile, document: Document) -> bytes:
    charts = read_charts(export.version, export.language)
    extras = read_extras(export.version, language=export.language, charts=charts)
    return render_pdf(document, language=export.language, extras=extras)


def _render_docx(export: ExportFile, document: Document) -> bytes:
    return render_docx(document, language=export.language)


RENDERERS: dict[ExportKind, Callable[[ExportFile, Document], bytes]] = {
    ExportKind.XLSX: _render_workbook,
    ExportKind.CSV: _render_csv,
    ExportKind.JSON: _render_json,
    ExportKind.PDF: _render_pdf,
    ExportKind.DOCX: _render_docx,
}
