"""Rows of a document as tables and cards of a paper: words in place of stored values, sums, widths."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.tables import Column, ColumnKind, TableSpec
from contracts.tables.cells import format_cell
from core.quantities import NOT_ESTIMATED, format_number
from exchange.papers.sums import Sum, sum_column
from exchange.papers.texts import Spoken, break_long_words, language_name, pick_text, say
from exchange.papers.widths import Need, column_need, lay_out

Row = Mapping[str, Any]
Piece = dict[str, Any]

CARDS_ONLY = {"action_outlines", "indicator_cards"}
"""Forms of one action or one indicator each: the template prints them one by one."""
LONGEST_CELL = 30_000
"""Characters: about what a cell of a spreadsheet holds. More is no cell; the paper says that it is cut."""
LONG_CARD = 2500
"""Characters: a card of more words may go over to the next page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in words: its columns, and for each row one text a column."""

    spec: TableSpec
    columns: tuple[Column, ...]
    rows: list[list[Spoken]]
    language: str

    def take(self, columns: Sequence[Column]) -> "Sheet":
        """The same rows with only these columns."""
        places = [self.columns.index(column) for column in columns]
        return Sheet(
            self.spec, tuple(columns), [[row[place] for place in places] for row in self.rows], self.language
        )


def table_pieces(spec: TableSpec, rows: Sequence[Row], *, language: str, generation: str) -> list[Piece]:
    """The pieces that show all rows of a table in the active language, which is `language`.

    A table with too many columns for a turned sheet shows those that fit, and the rest below in a card for each row.
    """
    sheet = _read_sheet(spec, rows, language)
    number = spec.number(generation)
    if not rows:
        return []
    if spec.key in CARDS_ONLY:
        return [_cards(sheet, sheet.columns, number, str(spec.title))]
    if piece := _grid(sheet, rows, number):
        return [piece]
    shown = _columns_that_fit(sheet)
    rest = [column for column in sheet.columns if column not in shown]
    overview = _grid(sheet.take(shown), rows, number)
    details = _cards(sheet, rest, number, _("%(title)s: details") % {"title": spec.title})
    return [piece for piece in (overview, details) if piece and piece["rows"]]


def cell_words(column: Column, row: Row, language: str) -> Spoken:
    """A cell in words: what readers may not see and what is unknown are said, never zero."""
    value = row["cells"].get(column.key)
    if value is None and column.key in row.get("hidden", ()):
        return Spoken(_("not public"), language)
    if column.kind == ColumnKind.TEXTS:
        return _cut(pick_text(value, language))
    if value in (None, "", []):
        return Spoken(str(NOT_ESTIMATED) if column.kind == ColumnKind.NUMBER else "", language)
    return _cut(Spoken(format_cell(column, value, language), language))


def _cut(spoken: Spoken) -> Spoken:
    if len(spoken.text) <= LONGEST_CELL:
        return spoken
    words = _("… (cut here: the whole text has %(count)s characters)") % {
        "count": format_number(len(spoken.text))
    }
    return Spoken(f"{spoken.text[:LONGEST_CELL]} {words}", spoken.language)


def header_unit(column: Column) -> str:
    """The unit below the label; shares are written as percent in their cells."""
    return "" if column.unit == "share" else column.unit


def _read_sheet(spec: TableSpec, rows: Sequence[Row], language: str) -> Sheet:
    """All cells in words, without the columns that say nothing in any row."""
    texts = {column: [cell_words(column, row, language) for row in rows] for column in spec.columns}
    columns = tuple(column for column in spec.columns if _says_something(column, rows, texts[column]))
    return Sheet(
        spec, columns, [[texts[column][place] for column in columns] for place in range(len(rows))], language
    )


def _says_something(column: Column, rows: Sequence[Row], texts: Sequence[Spoken]) -> bool:
    """An amount that is unknown everywhere is told, unless it is only computed from others."""
    if column.is_number and not column.computed:
        return True
    if column.is_number:
        return any(row["cells"].get(column.key) is not None for row in rows)
    return any(spoken.text for spoken in texts)


def _columns_that_fit(sheet: Sheet) -> list[Column]:
    """What names the row first, then amounts and short words, as many as a turned sheet takes, in their order."""
    keys = set(sheet.spec.identity)
    kinds = (ColumnKind.NUMBER, ColumnKind.CHOICE, ColumnKind.YEAR, ColumnKind.INTEGER)
    names = _title_columns(sheet)
    ranked = sorted(
        sheet.columns,
        key=lambda column: (
            column.key not in keys and column not in names and not column.required,
            kinds.index(column.kind) if column.kind in kinds else len(kinds),
        ),
    )
    shown: list[Column] = []
    for column in ranked:
        tried = [*shown, column]
        if lay_out(_needs(sheet.take(tried))) is not None:
            shown = tried
    return [column for column in sheet.columns if column in shown]


def _needs(sheet: Sheet) -> list[Need]:
    names = _title_columns(sheet)
    return [
        column_need(
            f"{column.label} {header_unit(column)}",
            [row[place].text for row in sheet.rows],
            is_number=column.is_number,
            is_name=column in names,
        )
        for place, column in enumerate(sheet.columns)
    ]


def _grid(sheet: Sheet, rows: Sequence[Row], number: str) -> Piece | None:
    """A table with its sums; None where its columns do not fit on a sheet."""
    body: list[list[str | dict[str, str]]] = [
        [say(_breakable(spoken), sheet.language) for spoken in row] for row in sheet.rows
    ]
    totals, notes = _printed_totals(sheet, rows), list(_language_notes(sheet))
    if sheet.spec.total_row and not totals:
        sums = [sum_column(sheet.spec, column, rows) for column in sheet.columns]
        body.append(_total_cells(sheet, sums))
        totals = [len(rows)]
        notes = [*_sum_notes(sums), *notes]
    wide = Sheet(
        sheet.spec, sheet.columns, [*sheet.rows, *_as_spoken(body[len(rows) :], sheet)], sheet.language
    )
    layout = lay_out(_needs(wide))
    if layout is None:
        return None
    columns = [
        {
            "label": str(column.label),
            "unit": header_unit(column),
            "right": column.is_number or column.kind == ColumnKind.YEAR,
            "width": width,
        }
        for column, width in zip(sheet.columns, layout.widths, strict=True)
    ]
    return {
        "kind": "table",
        "number": number,
        "title": str(sheet.spec.title),
        "turned": layout.is_turned,
        "size": layout.size,
        "columns": columns,
        "rows": body,
        "totals": totals,
        "notes": notes,
    }


def _as_spoken(cells: Sequence[Sequence[Any]], sheet: Sheet) -> list[list[Spoken]]:
    return [[Spoken(cell, sheet.language) for cell in row] for row in cells]


def _breakable(spoken: Spoken) -> Spoken:
    return Spoken(break_long_words(spoken.text), spoken.language)


def _printed_totals(sheet: Sheet, rows: Sequence[Row]) -> list[int]:
    """Rows that are totals themselves, as printed by the city: those without the sector that the others have."""
    if "sector" not in sheet.spec.identity or all(column.key != "sector" for column in sheet.columns):
        return []
    empty = [place for place, row in enumerate(rows) if not row["cells"].get("sector")]
    return [] if len(empty) == len(rows) else empty


def _total_cells(sheet: Sheet, sums: Sequence[Sum | None]) -> list[str | dict[str, str]]:
    cells: list[str | dict[str, str]] = ["" if one is None else _sum_words(one) for one in sums]
    place = next((place for place, one in enumerate(sums) if one is None), None)
    if place is not None:
        cells[place] = _("Total")
    return cells


def _sum_words(one: Sum) -> str:
    if one.amount is None:
        return str(NOT_ESTIMATED)
    return format_number(one.amount) + ("*" if one.unknown else "")


def _sum_notes(sums: Sequence[Sum | None]) -> Iterator[str]:
    """What a sum with a star leaves out."""
    left_out = max((one.unknown for one in sums if one and one.amount is not None), default=0)
    if left_out:
        yield ngettext(
            "* Sum of what is known: up to %(count)s row without an amount is left out, not counted as zero.",
            "* Sum of what is known: up to %(count)s rows without an amount are left out, not counted as zero.",
            left_out,
        ) % {"count": format_number(left_out)}


def _language_notes(sheet: Sheet) -> Iterator[str]:
    others = {spoken.language for row in sheet.rows for spoken in row if spoken.text} - {sheet.language}
    for code in sorted(others):
        yield _(
            "Some texts of this table are not translated; they are in their own language: %(language)s."
        ) % {"language": language_name(code)}


def _title_columns(sheet: Sheet) -> list[Column]:
    """What names a row in a card: its identity, and the first text that must be there."""
    keys = sheet.spec.identity or (sheet.columns[0].key,)
    names = [column for column in sheet.columns if column.key in keys]
    label = next((one for one in sheet.columns if one.key in ("title", "name") and one not in names), None)
    return [*names, *([label] if label else [])]


def _cards(sheet: Sheet, columns: Sequence[Column], number: str, title: str) -> Piece:
    names = _title_columns(sheet)
    return {
        "kind": "cards",
        "number": number,
        "title": title,
        "turned": False,
        "notes": list(_language_notes(sheet)),
        "rows": [card for row in sheet.rows if (card := _card(sheet, row, names, columns))["facts"]],
    }


def _card(sheet: Sheet, row: Sequence[Spoken], names: Sequence[Column], columns: Sequence[Column]) -> Piece:
    """One row told in words; what is unknown is left out but for amounts."""
    words = dict(zip(sheet.columns, row, strict=True))
    title = [words[column] for column in names if words[column].text]
    facts = [
        {"label": _label(column), "value": say(_breakable(words[column]), sheet.language)}
        for column in columns
        if column not in names and words[column].text
    ]
    language = title[-1].language if title else sheet.language
    joined = Spoken(break_long_words(" · ".join(one.text for one in title)), language)
    length = sum(len(words[column].text) for column in columns)
    return {"title": say(joined, sheet.language), "facts": facts, "long": length > LONG_CARD}


def _label(column: Column) -> str:
    unit = header_unit(column)
    return f"{column.label} ({unit}):" if unit else f"{column.label}:"
