"""Checks of how figures are written: number formats, noughts, shares, and units in running text."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from contracts.tables.checks.findings import NOTE, WARNING, TableFinding
from contracts.tables.checks.gap import COLUMNS as GAP_COLUMNS
from contracts.tables.checks.gap import TABLE as GAP
from contracts.tables.checks.rounding import sum_tolerance
from contracts.tables.checks.rows import Row, Tables, finding_at, finding_in
from contracts.tables.checks.sums import additive_columns

PARTS_OF_A_WHOLE = {"ip_existing_finance": "share", "ip_city_income": "budget_share", "energy_use": "share"}
"""Columns that tell which part of the whole a row is, so that they add up to 100 (of a year, where rows have one)."""
ITALIAN = re.compile(r"\d{1,3}(\.\d{3}){2,}|\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,})|0,\d+")
ENGLISH = re.compile(r"\d{1,3}(,\d{3}){2,}|\d{1,3}(,\d{3})+\.\d+|\d+\.(\d{1,2}|\d{4,})|0\.\d+")
POINT, COMMA = re.compile(r"[1-9]\d{0,2}\.\d{3}"), re.compile(r"[1-9]\d{0,2},\d{3}")
"""One separator before three figures: thousands of one language or decimals of the other."""
MASS_IN_TEXT = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:[ .,'\u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)\s*"
    r"(?P<unit>kt|t|ton(?:ne)?s?|tonnellate|kilotonnes|kilotonnellate)\s*(?:di\s+|of\s+)?"
    r"\[?CO(?:2|₂)(?:[ -]?e(?:q(?:uivalent[ei]?)?)?)?\b",
    re.IGNORECASE,
)
KILO = Decimal(1000)


def find_mixed_formats(tables: Tables) -> Iterator[TableFinding]:
    """Tables of a file whose numbers are written in Italian and in English form: thousands become decimals.

    Looks at the raw texts of each column (`_raw`) and tells the row that contradicts another. A column is mixed when
    some cells can only be Italian and some only English, or when cells with one separator before three figures use
    both. Source: pitfall 8 (`4.567.402`, `74,438` and `74.617` in one document).
    """
    for table in tables.keys:
        texts: dict[str, dict[str, Row]] = {}
        for row in tables.all_rows(table):
            for column, raw in (row.cells.get("_raw") or {}).items():
                texts.setdefault(column, {}).setdefault(str(raw or "").strip().lstrip("-−+"), row)
        for column, cells in texts.items():
            if odd := _contradiction(tuple(cells)):
                numbers = {"table": table, "column": column, "one": odd[0], "other": odd[1]}
                yield finding_at(cells[odd[1]], "mixed_number_format", table, numbers, columns=(column,))


def find_zero_rows(tables: Tables) -> Iterator[TableFinding]:
    """Rows of noughts only where nothing was known: nought is a figure, unknown is not. Source: pitfall 7."""
    for table in tables.keys:
        columns = additive_columns(table)
        for row in tables.rows(table) if len(columns) > 1 else ():
            numbers = row.numbers(columns)
            if len(numbers) > 1 and not any(numbers):
                yield finding_at(row, "zero_row", table, {"table": table, "row": row.name}, severity=NOTE)


def find_shares_above_whole(tables: Tables) -> Iterator[TableFinding]:
    """Shares of one whole that add up to more than 100 %.

    Formula: sum of the shares ≤ 100. Tolerance: half of the last printed digit of each share.
    Source: domain reference 2.3 (Milan's heating: 73 + 16 + 15 = 104 %).
    """
    for table in tables.keys:
        for column in _share_columns(tables, table):
            groups: dict[str, list[Decimal]] = {}
            for row in tables.rows(table):
                groups.setdefault(row.text("year"), []).extend(row.numbers((column,)))
            for year, shares in groups.items():
                whole = Decimal(100) if any(share > 1 for share in shares) else Decimal(1)
                tolerance = sum_tolerance(shares, whole, whole / 1000)
                if sum(shares) > whole + tolerance:
                    numbers = {"table": table, "column": column, "sum_share": sum(shares) / whole}
                    place = ", ".join(part for part in (table, column, year) if part)
                    yield finding_in(
                        table, "shares_above_whole", numbers, severity=WARNING, place=place, columns=(column,)
                    )


def find_unit_words(tables: Tables) -> Iterator[TableFinding]:
    """Tonnes in running text that are a figure of the gap table a thousand times too small or too large.

    Formula: number in the text x 1,000 (or / 1,000) = a total of the gap table, up to 1 % or its last digit.
    Source: domain reference 2.3 (Milan's text says "2080 tCO2eq" for 2,080,303 t).
    """
    figures = {
        column: value
        for column in GAP_COLUMNS
        if (value := tables.whole(GAP, column)) is not None and value > 0
    }
    for section, texts in tables.context.texts.items():
        told: set[str] = set()
        for match in (match for text in texts for match in MASS_IN_TEXT.finditer(text)):
            value = _read_mass(match["number"])
            tonnes = value * (KILO if match["unit"].lower().startswith("k") else 1)
            column = _slipped(tonnes, figures)
            if column and match[0] not in told:
                told.add(match[0])
                numbers = {
                    "section": section,
                    "text": match[0],
                    "column": column,
                    "printed_tco2e": figures[column],
                }
                yield finding_in(GAP, "unit_words", numbers, severity=WARNING, place=f"{section}: {match[0]}")


def _slipped(tonnes: Decimal, figures: dict[str, Decimal]) -> str:
    """The figure that a mass is a thousand times off, unless it is one of the figures itself."""
    if not tonnes or any(_alike(tonnes, figure) for figure in figures.values()):
        return ""
    names = [
        name
        for name, figure in figures.items()
        if _alike(tonnes * KILO, figure) or _alike(tonnes / KILO, figure)
    ]
    return names[0] if names else ""


def _alike(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= Decimal("0.01") * other


def _read_mass(text: str) -> Decimal:
    """A number of running text; groups of three figures are thousands, whatever parts them."""
    plain = re.sub(r"['\u00a0\u202f ]", "", text)
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", plain):
        return Decimal(re.sub(r"[.,]", "", plain))
    head, _separator, tail = plain.replace(",", ".").rpartition(".")
    return Decimal(f"{head.replace('.', '')}.{tail}" if head else tail)


def _share_columns(tables: Tables, table: str) -> list[str]:
    """The columns of a table that are parts of a whole and are there."""
    column = PARTS_OF_A_WHOLE.get(table)
    return [column] if column and any(row.number(column) is not None for row in tables.rows(table)) else []


def _contradiction(cells: Sequence[str]) -> tuple[str, str] | None:
    """Two cells of a column that no single number format explains.

    Decimals explain a single separator before three figures; thousands alone do not.
    """
    italian, english = _matching(cells, ITALIAN), _matching(cells, ENGLISH)
    points, commas = _matching(cells, POINT), _matching(cells, COMMA)
    if italian and english:
        return italian[0], english[0]
    if points and commas and not italian and not english:
        return points[0], commas[0]
    if italian and commas and not any("," in cell for cell in italian):
        return italian[0], commas[0]
    if english and points and not any("." in cell for cell in english):
        return points[0], english[0]
    return None


def _matching(cells: Sequence[str], pattern: re.Pattern[str]) -> list[str]:
    return [cell for cell in cells if pattern.fullmatch(cell)]
