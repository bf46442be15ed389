"""A table of the document laid out in columns: one for each language where texts are in several."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from contracts.tables import Column, ColumnKind, TableSpec
from exchange.enums import CONTINUES, GOES_ON

Cells = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column as written: of a translated text, one language of it."""

    column: Column
    language: str = ""
    header: str = ""
    part: int = 0
    """Of texts that are cut: 1 for what goes beyond one cell, and so on."""
    cut: int = 0
    """After how many characters they are cut; 0 where they are not."""

    def value(self, cells: Cells) -> Any:
        """What the row holds here; None where nothing is known."""
        value = cells.get(self.column.key)
        if self.column.kind == ColumnKind.TEXTS:
            value = (value or {}).get(self.language)
        if self.cut and isinstance(value, str):
            return _cut_text(value, self.part, self.cut)
        return None if value == "" else value


def _cut_text(text: str, part: int, cut: int) -> str | None:
    """One part of a text with a mark where it goes on; None where the text is shorter."""
    start, end = part * cut, (part + 1) * cut
    if not text[start:end]:
        return None
    return f"{GOES_ON if part else ''}{text[start:end]}{GOES_ON if text[end:] else ''}"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be written."""

    spec: TableSpec
    columns: tuple[GridColumn, ...]
    rows: Sequence[Mapping[str, Any]]


def lay_out(spec: TableSpec, rows: Sequence[Mapping[str, Any]], language: str, *, cut: int = 0) -> Grid:
    """The columns that these rows need, headed in the active language.

    A translated text has one column under its plain label where all of it is in `language`; else one for each
    language it is in, headed `Title (it)`, `Title (en)`. With `cut`, texts with more characters go on in columns
    beside their own.
    """
    columns = [one for column in _used_columns(spec, rows) for one in _columns_of(column, rows, language)]
    if cut:
        columns = [part for column in columns for part in _cut_column(column, rows, cut)]
    return Grid(spec, tuple(columns), rows)


def _cut_column(column: GridColumn, rows: Sequence[Mapping[str, Any]], cut: int) -> Iterable[GridColumn]:
    texts = (value for row in rows if isinstance(value := column.value(row["cells"]), str))
    longest = max(map(len, texts), default=0)
    if longest <= cut:
        return [column]
    return [
        replace(column, part=part, cut=cut, header=f"{column.header} +{part}" if part else column.header)
        for part in range(-(-longest // cut))
    ]


def _used_columns(spec: TableSpec, rows: Sequence[Mapping[str, Any]]) -> list[Column]:
    """All columns that are stored; a computed one (a sum, a figure of another table) where it has a value."""
    return [
        column
        for column in spec.columns
        if not column.computed or any(row["cells"].get(column.key) is not None for row in rows)
    ]


def _columns_of(column: Column, rows: Sequence[Mapping[str, Any]], language: str) -> Iterable[GridColumn]:
    label = str(column.label)
    if column.kind != ColumnKind.TEXTS:
        return [GridColumn(column, header=label)]
    found = {code for row in rows for code, text in (row["cells"].get(column.key) or {}).items() if text}
    if found <= {language}:
        return [GridColumn(column, language, label)]
    return [GridColumn(column, code, f"{label} ({code})") for code in _in_order(found)]


def _in_order(languages: set[str]) -> list[str]:
    """The portal's languages first, in its order, then any other."""
    known = [code for code, _name in settings.LANGUAGES]
    return [*(code for code in known if code in languages), *sorted(languages - set(known))]


def machine_header(column: GridColumn) -> str:
    """The column's key, with the language of its texts: `title_it`; in every form and language the same."""
    name = f"{column.column.key}_{column.language}" if column.language else column.column.key
    return f"{name}{CONTINUES}{column.part}" if column.part else name
