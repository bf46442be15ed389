"""Reading files whole: every problem is told with file, line, column and reason, and nothing is guessed."""

import csv
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from ccc_portal.demo.converters import Converter


class Problem(NamedTuple):
    """Why a file is refused, and where."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return _("%(file)s, line %(line)s, column “%(column)s”: %(reason)s") % self._asdict()


class BrokenDataError(Exception):
    """The files cannot be loaded; `problems` says why, one sentence each."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class Row(dict[str, Any]):
    """One record of a table with the line it begins at."""

    def __init__(self, values: Mapping[str, Any], line: int) -> None:
        super().__init__(values)
        self.line = line


@dataclass(frozen=True)
class Table:
    """A CSV file: its columns with what may stand in them, and the columns that tell its rows apart."""

    file: str
    columns: Mapping[str, Converter]
    key: tuple[str, ...] = ()


@dataclass
class Reader:
    """Reads the files of a folder and collects their problems."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, file: str, line: int, column: str, reason: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(file, line, column, reason))

    def finish(self) -> None:
        """Raise `BrokenDataError` when there was any problem."""
        if self.problems:
            raise BrokenDataError(self.problems)

    def read_table(self, table: Table) -> list[Row]:
        """The rows of a table, with the cells turned into values."""
        content = self.read_text(table.file)
        if content is None:
            return []
        records = self._records(table.file, content)
        header = next(records, (1, []))[1]
        if not self._check_header(table, header):
            return []
        rows = [row for line, cells in records if (row := self._convert(table, header, line, cells))]
        self._check_keys(table, rows)
        return rows

    def read_features(self, file: str) -> list[dict[str, Any]]:
        """The features of a GeoJSON file."""
        content = self.read_text(file)
        if content is None:
            return []
        try:
            features = json.loads(content)["features"]
            if all(feature["type"] == "Feature" and feature["properties"] for feature in features):
                return list(features)
        except json.JSONDecodeError as error:
            self.refuse(file, error.lineno, str(error.colno), _("this is not JSON (%s).") % error.msg)
            return []
        except (KeyError, TypeError):
            pass
        self.refuse(file, 1, "features", _("this is not a GeoJSON collection of features."))
        return []

    def read_text(self, file: str) -> str | None:
        """The text of a file in UTF-8; None when it is missing or is something else."""
        try:
            return (self.folder / file).read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            self.refuse(file, 1, "-", _("the file is missing."))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.refuse(file, line, "-", _("the file is not written in UTF-8."))
        return None

    def check_reference(
        self, table: Table, rows: list[Row], column: str, known: Collection[Any], what: str
    ) -> None:
        """Refuse rows that name something which is not there."""
        for row in rows:
            if row[column] and row[column] not in known:
                reason = _("there is no %(what)s “%(value)s”.") % {"what": what, "value": row[column]}
                self.refuse(table.file, row.line, column, reason)

    def _records(self, file: str, content: str) -> Iterator[tuple[int, list[str]]]:
        """Records with the line each begins at (a quoted cell may run over several lines)."""
        reader = csv.reader(StringIO(content, newline=""), strict=True)
        line = 1
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            self.refuse(file, line, "-", _("this line is not CSV (%s).") % error)

    def _check_header(self, table: Table, header: list[str]) -> bool:
        missing = [column for column in table.columns if column not in header]
        unknown = [column for column in header if column not in table.columns]
        for column in missing:
            self.refuse(table.file, 1, column, _("the column is missing."))
        for column in unknown:
            self.refuse(table.file, 1, column, _("the column is unknown."))
        return not missing and not unknown

    def _convert(self, table: Table, header: list[str], line: int, cells: list[str]) -> Row | None:
        if len(cells) != len(header):
            counts = {"cells": len(cells), "columns": len(header)}
            reason = _("the line has %(cells)s cells, the header %(columns)s.") % counts
            self.refuse(table.file, line, "-", reason)
            return None
        values = {}
        for column, cell in zip(header, cells, strict=True):
            try:
                values[column] = table.columns[column](cell.strip())
            except ValueError as error:
                self.refuse(table.file, line, column, str(error))
        return Row(values, line) if len(values) == len(header) else None

    def _check_keys(self, table: Table, rows: list[Row]) -> None:
        first: dict[tuple[Any, ...], int] = {}
        for row in rows if table.key else []:
            line = first.setdefault(tuple(row[column] for column in table.key), row.line)
            if line != row.line:
                reason = _("the same row stands in line %(line)s already.") % {"line": line}
                self.refuse(table.file, row.line, table.key[-1], reason)
