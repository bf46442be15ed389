"""Reading the rows of a table, wherever they are kept."""

from collections.abc import Mapping

from contracts.documents.frozen import frozen_document
from contracts.documents.rows import Reader, Row, RowPage, find_in, slice_rows
from contracts.documents.stores.boundary import BoundaryReader
from contracts.documents.stores.cells import CellsReader
from contracts.documents.stores.emissions import EmissionsReader
from contracts.documents.stores.entities import ACTIONS, CLAUSES, GAP, INDICATORS, PARTIES, PATHWAYS
from contracts.models import ContractVersion
from contracts.tables import TABLES, TableSpec, find_table

READERS: Mapping[str, Reader] = {
    "cells": CellsReader(),
    "boundary": BoundaryReader(),
    "gap": GAP,
    "emissions": EmissionsReader(),
    "pathways": PATHWAYS,
    "actions": ACTIONS,
    "indicators": INDICATORS,
    "parties": PARTIES,
    "clauses": CLAUSES,
}
"""How the rows of each store are read."""


def read_rows(version: ContractVersion, table: str) -> list[Row]:
    """All rows of a table; of a frozen version those that were frozen. Raises `KeyError` for an unknown table."""
    spec = find_table(table)
    if (frozen := frozen_document(version)) is not None:
        return _frozen_rows(frozen, table)
    return READERS[spec.store].read(version, [spec])[table]


def read_page(
    version: ContractVersion, table: str, *, limit: int, offset: int = 0, query: str = ""
) -> RowPage:
    """Some rows of a table that hold the words of `query`, and how many there are in all."""
    spec = find_table(table)
    if (frozen := frozen_document(version)) is not None:
        return slice_rows(_frozen_rows(frozen, table), limit=limit, offset=offset, query=query)
    return READERS[spec.store].page(version, spec, limit=limit, offset=offset, query=query)


def find_row(version: ContractVersion, table: str, row_id: str) -> Row | None:
    """One row of a table; None for an id that the table does not have."""
    spec = find_table(table)
    if (frozen := frozen_document(version)) is not None:
        return find_in(_frozen_rows(frozen, table), row_id)
    return READERS[spec.store].find(version, spec, row_id)


def count_rows(version: ContractVersion) -> dict[str, int]:
    """The number of rows of every table, in one query for each store."""
    if (frozen := frozen_document(version)) is not None:
        return {spec.key: len(_frozen_rows(frozen, spec.key)) for spec in TABLES}
    counted = [READERS[store].count(version, specs) for store, specs in tables_by_store().items()]
    found = {key: number for counts in counted for key, number in counts.items()}
    return {spec.key: found[spec.key] for spec in TABLES}


def read_tables(version: ContractVersion) -> dict[str, list[Row]]:
    """All rows of every table as they are today."""
    read = [READERS[store].read(version, specs) for store, specs in tables_by_store().items()]
    found = {key: rows for tables in read for key, rows in tables.items()}
    return {spec.key: found[spec.key] for spec in TABLES}


def tables_by_store() -> dict[str, list[TableSpec]]:
    """The tables of each store, in the order of the contract."""
    stores: dict[str, list[TableSpec]] = {}
    for spec in TABLES:
        stores.setdefault(spec.store, []).append(spec)
    return stores


def _frozen_rows(document: Mapping[str, Mapping[str, list[dict]]], table: str) -> list[Row]:
    rows = document["tables"].get(table, [])
    return [Row(one["id"], one["cells"], hidden=one["hidden"]) for one in rows]
