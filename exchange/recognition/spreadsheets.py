"""Workbooks (XLSX) as grids: the values by calamine, what else a cell says by a pass over its part."""

import io
import zipfile
from datetime import date, time, timedelta
from typing import Any

import python_calamine
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from exchange.recognition.grids import Grid, Range, Value
from exchange.recognition.limits import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_MERGED_CELLS,
    Budget,
    check_row_count,
    check_width,
)
from exchange.recognition.part_marks import PartMarks, percent_styles, read_marks
from exchange.recognition.refusals import Refusal, RefusedFile

DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
HEAD_BYTES = 2**20


def read_workbook(content: bytes) -> list[Grid]:
    """The grids of all sheets that hold anything, in their order. Raises `RefusedFile`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_declarations(archive)
            parts = sheet_parts(archive)
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
            reader = _SheetReader(book, archive, parts)
            grids = [reader.read(sheet) for sheet in book.sheets_metadata]
    except python_calamine.PasswordError as error:
        raise RefusedFile(Refusal.ENCRYPTED) from error
    except (
        python_calamine.CalamineError,
        zipfile.BadZipFile,
        ElementTree.ParseError,
        DefusedXmlException,
        KeyError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise RefusedFile(Refusal.DAMAGED) from error
    filled = [grid for grid in grids if grid.rows]
    if not filled:
        raise RefusedFile(Refusal.EMPTY)
    return filled


def refuse_declarations(archive: zipfile.ZipFile) -> None:
    """Refuse XML that declares entities, in any encoding that spreadsheet programs write.

    Declarations stand before the first element. What hides behind a megabyte of comments is not expanded either: no
    parser used here does so.
    """
    needles = [
        mark.decode().encode(code) for mark in DECLARATIONS for code in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    for part in archive.infolist():
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            with archive.open(part) as stream:
                head = stream.read(HEAD_BYTES)
            if any(needle in head for needle in needles):
                raise RefusedFile(Refusal.ENTITIES)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by the name of the sheet."""
    names = {name.lstrip("/").lower(): name for name in archive.namelist()}
    links = ElementTree.fromstring(archive.read(names["xl/_rels/workbook.xml.rels"]))
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    book = ElementTree.fromstring(archive.read(names["xl/workbook.xml"]))
    parts = {}
    for element in book.iter():
        if element.tag.rpartition("}")[2] == "sheet":
            link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            target = targets.get(link, "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path.lower() in names:
                parts[element.get("name", "")] = names[path.lower()]
    return parts


class _SheetReader:
    """Reads the sheets of one workbook within one budget."""

    def __init__(self, book: Any, archive: zipfile.ZipFile, parts: dict[str, str]) -> None:
        self.book = book
        self.archive = archive
        self.parts = parts
        self.styles = percent_styles(archive)
        self.budget = Budget()

    def read(self, sheet: Any) -> Grid:
        """One sheet; drawings and charts are empty ones."""
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            return Grid(sheet=sheet.name, rows=[])
        read = self.book.get_sheet_by_name(sheet.name)
        check_row_count(read.end[0] if read.end else 0)
        part = self.parts.get(sheet.name)
        marks = read_marks(self.archive, part, self.styles) if part else PartMarks()
        rows = self._rows(read)
        return Grid(
            sheet=sheet.name,
            rows=rows,
            merged=_merged(read.merged_cell_ranges or [], len(rows)),
            formulas=marks.formulas,
            errors=marks.errors,
            percents=marks.percents,
            is_hidden=sheet.visible != python_calamine.SheetVisibleEnum.Visible,
        )

    def _rows(self, read: Any) -> list[list[Value]]:
        """The rows from the very first cell on, so that a place in the grid is a place in the sheet."""
        rows: list[list[Value]] = []
        for cells in read.to_python(skip_empty_area=False):
            row = [_plain(cell) for cell in cells]
            while row and row[-1] is None:
                row.pop()
            check_width(len(row))
            self.budget.spend(row)
            rows.append(row)
        while rows and not rows[-1]:
            rows.pop()
        return rows


def _merged(areas: Any, row_count: int) -> list[Range]:
    """The merged areas within the rows that hold anything, as many as a person may have made."""
    kept: list[Range] = []
    cells = 0
    for (top, left), (bottom, right) in areas:
        area = (top, left, min(bottom, row_count), min(right, MAX_COLUMNS))
        cells += (area[2] - top + 1) * (area[3] - left + 1)
        if cells > MAX_MERGED_CELLS:
            break
        kept.append(area)
    return kept


def _plain(cell: Any) -> Value:
    """A cell as a plain value: whole numbers as such, days as ISO text."""
    if isinstance(cell, str):
        if len(cell) > MAX_CELL_CHARACTERS:
            raise RefusedFile(Refusal.CELL_TOO_LONG, limit=MAX_CELL_CHARACTERS)
        return cell.strip() or None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    if isinstance(cell, date | time | timedelta):
        return str(cell).removesuffix(" 00:00:00")
    return cell if isinstance(cell, bool | int) else None
