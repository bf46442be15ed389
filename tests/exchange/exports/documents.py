"""Small documents, and what the files that are made of them hold."""

import csv
import io
import zipfile
from typing import Any

from openpyxl import load_workbook

Table = list[list[Any]]


def make_document(**tables: list[dict[str, Any]]) -> dict[str, Any]:
    """A document with rows of cells in some tables; the rows are numbered from 1."""
    return {
        "format": "ccc-document/1",
        "city": {"slug": "prova", "names": {"it": "Prova", "en": "Trial"}},
        "version": {"number": 2, "state": "draft", "frozen_at": None},
        "sections": [],
        "tables": {
            key: [{"id": str(number), "cells": cells, "hidden": {}} for number, cells in enumerate(rows, 1)]
            for key, rows in tables.items()
        },
        "clauses": [],
        "factors": [],
    }


def open_book(content: bytes) -> Any:
    """The workbook as another program reads it."""
    return load_workbook(io.BytesIO(content))


def sheet_rows(content: bytes, start: str) -> Table:
    """What people see of the sheet whose name begins so: rows that are neither hidden nor empty."""
    sheet = next(one for one in open_book(content) if one.title.startswith(start))
    seen = [row for row in sheet.iter_rows() if not sheet.row_dimensions[row[0].row].hidden]
    rows = [[cell.value for cell in row] for row in seen]
    return [row for row in rows if any(cell is not None for cell in row)]


def archive_files(content: bytes) -> dict[str, str]:
    """The files of a ZIP as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def csv_rows(text: str) -> Table:
    """The rows of a CSV as another program reads it."""
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""))]
