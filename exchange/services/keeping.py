"""Storing what was read of a file, in the place of what was read before."""

from typing import Any

from django.db import transaction

from exchange.enums import ImportState
from exchange.models import ImportedRows, ImportedTable, ImportRun
from exchange.models.imports import CHUNK_ROWS
from exchange.recognition.inspection import describe_ambiguous, describe_notice
from exchange.recognition.model import ReadRow, RecognisedTable

OPEN_STATES = (ImportState.UPLOADED, ImportState.RECOGNISED)
MOST_DOUBTS = 2_000
"""So many ambiguous cells are kept to be looked at one by one; more are settled by naming the number format."""


@transaction.atomic
def keep_tables(*, run: ImportRun, tables: list[RecognisedTable]) -> ImportRun:
    """Put the tables that were read in the place of those of the last reading; decisions about them stay."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state not in OPEN_STATES:
        return locked
    before = {table.position: table for table in locked.tables.all()}
    locked.tables.all().delete()
    for table in tables:
        _keep_table(locked, table, before.get(table.position))
    locked.state = ImportState.RECOGNISED
    locked.refusal = {}
    locked.save(update_fields=["state", "refusal", "changed_at"])
    return locked


def _keep_table(run: ImportRun, table: RecognisedTable, before: ImportedTable | None) -> None:
    decided = (
        {(cell["place"], cell["text"]): cell.get("chosen", "") for cell in before.ambiguous} if before else {}
    )
    kept = ImportedTable.objects.create(
        **({"id": before.pk} if before else {}),
        run=run,
        position=table.position,
        place=table.place[:200],
        title=table.title[:300],
        table=table.table,
        generation=table.generation,
        is_form=table.is_form,
        header=[
            {"key": cell.key, "text": cell.text, "column": cell.column or "", "letter": cell.letter}
            for cell in table.header
        ],
        first_lines=table.first_lines,
        row_count=len(table.rows),
        error_rows=[row.number for row in table.rows if row.errors],
        ambiguous=[
            describe_ambiguous(cell)
            | {"number": cell.number, "chosen": decided.get((cell.place, cell.text), "")}
            for cell in table.ambiguous[:MOST_DOUBTS]
        ],
        findings=[describe_notice(notice) for notice in table.notices],
        choice=before.choice if before else {},
        left_out=before.left_out if before else [],
        is_chosen=before.is_chosen if before else bool(table.table and table.rows),
    )
    for number, start in enumerate(range(0, len(table.rows), CHUNK_ROWS)):
        rows = [_as_json(row) for row in table.rows[start : start + CHUNK_ROWS]]
        ImportedRows.objects.create(table=kept, number=number, rows=rows)


def _as_json(row: ReadRow) -> dict[str, Any]:
    cells = {key: value for key, value in row.cells.items() if value is not None and not key.startswith("_")}
    return {
        "number": row.number,
        "place": row.place,
        "cells": cells,
        "errors": row.errors,
        "places": row.places,
    }
