"""The document of a version: everything that a reader may ever see of it, as plain data."""

from typing import Any

from contracts.documents.frozen import frozen_document
from contracts.documents.reading import read_tables
from contracts.documents.rows import Row, plain_value
from contracts.documents.stores.emissions import baseline_inventories
from contracts.models import Clause, ContractVersion, EmissionFactor, InventoryLine, Section
from contracts.tables import SECTIONS
from core.canonical import canonical_sha256
from core.history import as_json

FORMAT = "ccc-document/1"
_VERSION = (
    "number",
    "state",
    "edition",
    "part_visibility",
    "council_decision",
    "council_decided_on",
    "submitted_at",
    "label_on",
    "frozen_at",
    "gap_reference",
    "geographic_boundary",
    "document_date_note",
    "vision",
    "baseline_year",
    "baseline_tco2e",
    "target_year",
    "target_reduction_tco2e",
    "target_reduction_share",
    "residual_tco2e",
    "residual_share",
    "printed_signatory_count",
    "printed_action_count",
    "action_count_note",
    "investment_eur",
    "investment_note",
    "source",
    "note",
)
_CONTRACT = ("title", "cost_basis", "price_basis", "price_year", "field_visibility")
_SECTION = ("key", "body", "visibility", "source_language")
_CLAUSE = ("id", "key", "position", "party_id", "party__organisation_name", "text", "sha256")
_FACTOR = ("id", "carrier", "region", "year", "value", "unit", "gas", "method", "publisher", "edition")


def read_document(version: ContractVersion) -> dict[str, Any]:
    """The document of a version; of a frozen one exactly what was frozen, never today's rows.

    The same rows in the same order give the same document. `mask_document` says who may read what of it.
    """
    frozen = frozen_document(version)
    return build_document(version) if frozen is None else frozen


def build_document(version: ContractVersion) -> dict[str, Any]:
    """The document of today's rows, in a fixed number of queries: for `read_document` and for freezing."""
    city = version.contract.city
    return {
        "format": FORMAT,
        "city": {"slug": city.slug, "names": dict(city.names)},
        "version": _version(version),
        "sections": _sections(version),
        "tables": {key: [_row(one) for one in rows] for key, rows in read_tables(version).items()},
        "clauses": _clauses(version),
        "factors": _factors(version),
    }


def document_sha256(document: dict[str, Any]) -> str:
    """The digest of the document's canonical JSON."""
    return canonical_sha256(document)


def _version(version: ContractVersion) -> dict[str, Any]:
    """Aims and dates of the version, and the words of the contract that its figures are read with."""
    told = {name: _plain(getattr(version, name)) for name in _VERSION}
    return told | {name: _plain(getattr(version.contract, name)) for name in _CONTRACT}


def _plain(value: Any) -> Any:
    """A field as the document has it: a mapping that is empty stays a mapping."""
    return dict(value) if isinstance(value, dict) else as_json(plain_value(value))


def _sections(version: ContractVersion) -> list[dict[str, Any]]:
    """Every section in the order of the contract; one that nobody opened is empty, with its usual visibility."""
    found = {one["key"]: one for one in Section.objects.filter(version=version).values(*_SECTION)}
    return [
        {
            "key": spec.key,
            "body": plain_value(one["body"]) or {},
            "visibility": str(one["visibility"]),
            "source_language": one["source_language"],
        }
        for spec in SECTIONS
        for one in [found.get(spec.key) or _unopened(spec.visibility)]
    ]


def _unopened(visibility: str) -> dict[str, Any]:
    language = Section._meta.get_field("source_language").default
    return {"body": {}, "visibility": visibility, "source_language": language}


def _row(row: Row) -> dict[str, Any]:
    return {"id": row.id, "cells": row.cells, "hidden": dict(row.hidden)}


def _clauses(version: ContractVersion) -> list[dict[str, Any]]:
    """The clauses with their digests; `party` is the id of the only party that one binds."""
    found = Clause.objects.filter(version=version).order_by("position", "key", "id").values(*_CLAUSE)
    return [
        {
            "id": str(one["id"]),
            "key": one["key"],
            "position": one["position"],
            "party": as_json(one["party_id"]),
            "party_name": one["party__organisation_name"],
            "text": plain_value(one["text"]) or {},
            "sha256": one["sha256"],
        }
        for one in found
    ]


def _factors(version: ContractVersion) -> list[dict[str, Any]]:
    """The emission factors that the baseline inventory names."""
    inventory = baseline_inventories(version).values("pk")[:1]
    used = InventoryLine.objects.filter(inventory__in=inventory).exclude(factor=None).order_by()
    found = EmissionFactor.objects.filter(pk__in=used.values("factor")).order_by("carrier", "region", "id")
    return [
        {name: as_json(plain_value(value)) for name, value in one.items()} for one in found.values(*_FACTOR)
    ]
