"""Why a file is not read, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from exchange.recognition.refusals import Refusal

SENTENCES = {
    Refusal.TOO_LARGE: _("The file has %(megabytes)s MB; at most %(limit)s MB are read. Split it."),
    Refusal.EMPTY: _("The file is empty: it holds no cell with any content."),
    Refusal.EXTENSION: _("Files ending in “%(extension)s” are not read. Send CSV, TSV, TXT or XLSX."),
    Refusal.OLD_WORKBOOK: _(
        "This is a workbook of an old Excel (.xls). Open it, save it as “Excel workbook (.xlsx)” and send that."
    ),
    Refusal.ENCRYPTED: _("The file is protected by a password. Take the password away and send it again."),
    Refusal.MACROS: _("The workbook holds macros. Save it as “Excel workbook (.xlsx)”, without macros."),
    Refusal.NOT_A_WORKBOOK: _("The file is called XLSX but its content is no workbook."),
    Refusal.OTHER_WORKBOOK: _("Workbooks of this kind are not read. Save it as “Excel workbook (.xlsx)”."),
    Refusal.PDF: _("This is a PDF. Copy its tables into a workbook, or paste them as text."),
    Refusal.PROGRAM: _("This is a program, not a table."),
    Refusal.PICTURE: _("This is a picture. Only tables of text and numbers are read."),
    Refusal.WEB_PAGE: _("This is a web page saved under another name. Save it as XLSX or CSV."),
    Refusal.BINARY: _("The file is called a text but holds bytes that are no text."),
    Refusal.BOMB: _("Unpacked, the file would have %(megabytes)s MB; at most %(limit)s MB are unpacked."),
    Refusal.ENTITIES: _(
        "The workbook declares XML entities, which no spreadsheet program does. It was not opened."
    ),
    Refusal.DAMAGED: _("The file is damaged and cannot be read. Open it, save it anew and send it again."),
    Refusal.TOO_MANY_COLUMNS: _("A row has %(columns)s columns; at most %(limit)s are read."),
    Refusal.TOO_MANY_ROWS: _("The file has more than %(limit)s rows. Split it."),
    Refusal.TOO_MANY_CELLS: _("The file has more than %(limit)s cells. Split it."),
    Refusal.CELL_TOO_LONG: _("A cell has more than %(limit)s characters."),
    Refusal.TOO_SLOW: _("Reading the file took more than %(limit)s seconds and was stopped. Split it."),
    Refusal.TOO_MUCH_MEMORY: _(
        "Reading the file took more memory than one file may have and was stopped. Split it, or delete what stands "
        "far to the right or far below."
    ),
}


def tell_refusal(refused: dict[str, Any]) -> str:
    """The sentence of a stored refusal, in the active language."""
    return str(SENTENCES[Refusal(refused["refused"])]) % refused["numbers"]
