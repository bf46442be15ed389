"""Findings that everyone may read: nothing leaves by a finding that its figures would not show."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from contracts.documents import mask_document
from contracts.enums import VersionState, Visibility
from contracts.models import Action, City, Contract, ContractVersion, Finding
from contracts.selectors.versions import current_version
from contracts.tables import SECTIONS, TABLES

_KNOWN = frozenset(table.key for table in TABLES)


def public_findings(city: City) -> list[Finding]:
    """The findings on public figures of the current version and of the contract, in a fixed number of queries."""
    contract: Contract | None = getattr(city, "contract", None)
    version = current_version(contract) if contract else None
    public = version if version and version.state in VersionState.public() else None
    rows = list(city.findings.filter(Q(version=None) | Q(version=public)))
    masked = mask_document(_probe(rows, contract, public), Visibility.PUBLIC)
    return [row for row in rows if _is_open(row, masked)]


def _probe(
    rows: Iterable[Finding], contract: Contract | None, version: ContractVersion | None
) -> dict[str, Any]:
    """A document whose rows are the findings, with a cell for each column their numbers come from."""
    stored = dict(version.sections.values_list("key", "visibility")) if version else {}
    hidden = dict(
        Action.objects.filter(contract=contract)
        .exclude(field_visibility={})
        .values_list("pk", "field_visibility")
    )
    tables: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        cells = dict.fromkeys(row.columns, True)
        told = {
            "id": str(row.pk),
            "cells": cells,
            "hidden": hidden.get(row.subject_id) or {} if row.subject_id else {},
        }
        tables.setdefault(row.table, []).append(told)
    return {
        "version": {
            "part_visibility": version.part_visibility if version else {},
            "field_visibility": contract.field_visibility if contract else {},
        },
        "sections": [{"key": one.key, "visibility": stored.get(one.key, one.visibility)} for one in SECTIONS],
        "tables": tables,
        "clauses": [],
        "factors": [],
    }


def _is_open(row: Finding, masked: Mapping[str, Any]) -> bool:
    """Whether every figure and every text that a finding tells of is open; milestones always are."""
    if row.table not in _KNOWN:
        return True
    if row.numbers.get("section") in masked["withheld"]:
        return False
    shown = {one["id"]: one["hidden"] for one in masked["tables"].get(row.table, [])}
    return shown.get(str(row.pk)) == {}
