"""Rows of sectors: a sector as a heading with its carriers below, sources and sinks, details of a sector."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from contracts.enums import Flow, Sector
from contracts.tables import TableSpec
from contracts.tables.matching import match_choice
from contracts.tables.wording import plain_words
from exchange.recognition.model import Notice, ReadRow

DETAIL_COLUMNS = {
    "energy_use": "carrier",
    "emissions": "label",
    "activity": "activity",
    "emissions_gap": "label",
}
"""Where the name of a row goes that stands below its sector."""
CARRIER = re.compile(
    r"electric|elettric|\bgas\b|gas naturale|natural gas|metano|district|teleriscald|\boil\b|gasoil|gasolio|diesel"
    r"|petrol|gasoline|benzina|\bgpl\b|\blpg\b|biomass|biomassa|biogas|biofuel|biodiesel|\bcoal|carbone|wood|legna|pellet"
    r"|solar|renewable|rinnovabil|\bheat\b|calore|hydrogen|idrogeno|kerosene|lignite|\bothers?\b|\baltr[oi]\b|\bfuels?\b|cng"
)
SINK = re.compile(r"\bsinks?\b|\bremovals?\b|assorbiment|\bpozz[oi]\b|sequestr")
SOURCE = re.compile(r"\bsources?\b|\bsorgent[ei]\b|\bfonti\b")
SHARE_OF_WHOLE = Decimal("0.02")


def sector_of(text: str) -> str:
    """The sector that a row's name means, empty where it is a carrier, a sub-sector or anything else."""
    words = plain_words(re.sub(r"^[IVX]+(\.\d+)*\.?\s+|^\d+(\.\d+)*\.?\s+", "", text))
    if not words or (CARRIER.search(words) and not re.search(r"building|edific|sector|settor", words)):
        return ""
    return match_choice(Sector, words) or ""


def is_sector_table(spec: TableSpec) -> bool:
    """Whether the rows of a table are sectors, and the sums are theirs."""
    return spec.key in DETAIL_COLUMNS


def flow_of(label: str) -> str:
    """Whether a row's name says that it removes gases."""
    words = plain_words(label)
    return Flow.SINK.value if SINK.search(words) else (Flow.SOURCE.value if SOURCE.search(words) else "")


def settle_subtotals(
    rows: list[ReadRow], spec: TableSpec, heads: set[int]
) -> tuple[list[ReadRow], list[ReadRow], list[Notice]]:
    """Tell sums of a sector from its parts. `heads` are the numbers of rows that name a sector alone.

    Where the rows below a sector make its figures, the sector's row is a printed sum. Where they make less, they are
    details of it and are left out, so that nothing counts twice.
    """
    kept: list[ReadRow] = []
    sums: list[ReadRow] = []
    notices: list[Notice] = []
    at = 0
    while at < len(rows):
        head, at = rows[at], at + 1
        parts: list[ReadRow] = []
        while head.number in heads and at < len(rows) and _is_below(rows[at], head, heads):
            parts.append(rows[at])
            at += 1
        if not parts:
            kept.append(head)
        elif not _has_quantity(head, spec):
            kept += parts
        elif _make_whole(head, parts, spec):
            head.is_total = True
            sums.append(head)
            kept += parts
        else:
            kept.append(head)
            rows_left_out = [part.number + 1 for part in parts]
            notices.append(
                Notice(
                    "import_details_left_out", "note", head.place, {"rows": rows_left_out}, "check_details"
                )
            )
    return kept, sums, notices


def name_repeated_sectors(rows: list[ReadRow], labels: dict[int, str], spec: TableSpec) -> None:
    """Give rows of one sector their printed names, so that each is a row of its own."""
    detail = DETAIL_COLUMNS[spec.key]
    seen: dict[tuple[Any, ...], list[ReadRow]] = {}
    for row in rows:
        seen.setdefault(tuple(row.cells.get(key) for key in spec.identity), []).append(row)
    for same in seen.values():
        for row in same if len(same) > 1 else ():
            if not row.cells.get(detail) and labels.get(row.number):
                row.cells[detail] = labels[row.number]


def _is_below(row: ReadRow, head: ReadRow, heads: set[int]) -> bool:
    return row.number not in heads and row.cells.get("sector") == head.cells.get("sector")


def _has_quantity(row: ReadRow, spec: TableSpec) -> bool:
    return any(_amount(row, column.key) is not None for column in spec.columns if column.is_number)


def _make_whole(head: ReadRow, parts: list[ReadRow], spec: TableSpec) -> bool:
    """Whether the parts add up to the head in every column where both are known, within two percent."""
    for column in (column.key for column in spec.columns if column.is_number):
        whole = _amount(head, column)
        known = [value for part in parts if (value := _amount(part, column)) is not None]
        if whole is None or not known:
            continue
        if abs(sum(known) - whole) > max(abs(whole) * SHARE_OF_WHOLE, Decimal(2)):
            return False
    return True


def _amount(row: ReadRow, column: str) -> Decimal | None:
    try:
        return Decimal(str(row.cells.get(column)))
    except InvalidOperation:
        return None
