"""Who may read what of a document."""

from collections.abc import Mapping
from typing import Any

from contracts.models import ContractVersion
from contracts.tables import SECTIONS, TABLES, Column, TableSpec
from contracts.visibility import may_read, strictest

ENTITIES = {
    "actions": "action",
    "indicators": "indicator",
    "pathways": "pathway",
    "parties": "party",
    "clauses": "clause",
}
"""What the field visibility of a contract calls the things of a store ("action.cost_eur")."""
Rules = Mapping[str, Mapping[str, str]]
_TABLES = {spec.key: spec for spec in TABLES}
_PARTS = {spec.key: spec.part for spec in SECTIONS}


def visibility_rules(version: ContractVersion) -> Rules:
    """Who reads which document and field of a version as its city says today, also when it is frozen."""
    return {
        "part_visibility": version.part_visibility,
        "field_visibility": version.contract.field_visibility,
    }


def mask_document(document: Mapping[str, Any], level: str, *, rules: Rules | None = None) -> dict[str, Any]:
    """What readers of `level` may read; whatever is set strictest holds: document, section, column, field or row.

    Tables of a section that is withheld are left out, and `withheld` names these sections. Of each row, `hidden`
    afterwards names the columns that were taken out of it, so that nobody takes them for unknown. A table that an
    earlier portal froze and this one no longer describes is withheld. `rules` are those of today
    (`visibility_rules`); without them, those that stand in the document hold.
    """
    if rules is None:
        rules = {
            name: document["version"].get(name) or {} for name in ("part_visibility", "field_visibility")
        }
    sections = [one for one in document["sections"] if may_read(level, _of_section(one, rules))]
    open_keys = {one["key"] for one in sections}
    tables = {
        key: _mask_rows(_TABLES[key], rows, rules, level)
        for key, rows in document["tables"].items()
        if key in _TABLES and _TABLES[key].section in open_keys
    }
    return {
        **document,
        "sections": sections,
        "tables": tables,
        "clauses": document["clauses"] if "clauses" in tables else [],
        "factors": document["factors"] if "emissions" in tables else [],
        "withheld": [one["key"] for one in document["sections"] if one["key"] not in open_keys],
    }


def _of_section(section: Mapping[str, Any], rules: Rules) -> str:
    return strictest(section["visibility"], rules["part_visibility"].get(_PARTS.get(section["key"], "")))


def _of_column(spec: TableSpec, column: Column, rules: Rules) -> str:
    fields = rules["field_visibility"]
    entity = ENTITIES.get(spec.store, spec.key)
    return strictest(
        column.visibility, fields.get(f"{spec.key}.{column.key}"), fields.get(f"{entity}.{column.key}")
    )


def _mask_rows(spec: TableSpec, rows: list[dict[str, Any]], rules: Rules, level: str) -> list[dict[str, Any]]:
    columns = {column.key: _of_column(spec, column, rules) for column in spec.columns}
    closed = {key: needed for key, needed in columns.items() if not may_read(level, needed)}
    return [_mask_row(row, closed, level) for row in rows]


def _mask_row(row: dict[str, Any], closed: Mapping[str, str], level: str) -> dict[str, Any]:
    own = {key: needed for key, needed in row["hidden"].items() if not may_read(level, needed)}
    taken = {key: needed for key, needed in {**closed, **own}.items() if row["cells"].get(key) is not None}
    cells = {key: None if key in taken else value for key, value in row["cells"].items()}
    return {"id": row["id"], "cells": cells, "hidden": taken}
