"""Whole documents: the same rows give the same document, a frozen one never changes, readers see their part."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from contracts.documents import (
    DOCUMENT_PART,
    build_document,
    count_rows,
    document_sha256,
    find_row,
    mask_document,
    read_document,
    read_page,
    read_rows,
)
from contracts.enums import Visibility
from contracts.models import Contract, ContractVersion, FrozenPart
from contracts.tables import SECTIONS, TABLES
from core.canonical import canonical_json, canonical_sha256
from tests.factories import (
    ActionFactory,
    ClauseFactory,
    ContractPartyFactory,
    EmissionFactorFactory,
    InventoryFactory,
    InventoryLineFactory,
    InventorySeriesFactory,
    SectionFactory,
    TableRowFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    return contract.versions.get()


def freeze(version: ContractVersion) -> dict[str, Any]:
    """Freeze the version as it is now."""
    version.frozen_at = timezone.now()
    version.save()
    document = build_document(version)
    text = canonical_json(document)
    FrozenPart.objects.create(
        version=version, name=DOCUMENT_PART, content=text, sha256=document_sha256(document)
    )
    return document


def test_read_document_tells_the_version_and_every_section_and_table(version: ContractVersion) -> None:
    version.label_on = date(2024, 10, 8)
    version.save()
    document = read_document(version)
    assert list(document) == ["format", "city", "version", "sections", "tables", "clauses", "factors"]
    assert document["format"] == "ccc-document/1"
    assert document["city"] == {"slug": "valdoria", "names": {"it": "Valdoria", "en": "Valdoria"}}
    told = {
        name: document["version"][name] for name in ("number", "state", "target_reduction_share", "label_on")
    }
    assert told == {
        "number": 1,
        "state": "labelled",
        "target_reduction_share": "0.8",
        "label_on": "2024-10-08",
    }
    assert document["version"]["investment_eur"] is None
    assert document["version"]["field_visibility"] == {}
    assert [one["key"] for one in document["sections"]] == [spec.key for spec in SECTIONS]
    assert list(document["tables"]) == [spec.key for spec in TABLES]


def test_sections_nobody_opened_are_empty_with_their_usual_visibility(version: ContractVersion) -> None:
    SectionFactory(
        version=version, key="plan.introduction", visibility=Visibility.PARTNERS, source_language="en"
    )
    sections = {one["key"]: one for one in read_document(version)["sections"]}
    assert sections["plan.introduction"] == {
        "key": "plan.introduction",
        "body": {"it": "Il traguardo."},
        "visibility": "partners",
        "source_language": "en",
    }
    assert sections["invest.a1"] == {
        "key": "invest.a1",
        "body": {},
        "visibility": "internal",
        "source_language": "it",
    }


def test_clauses_and_factors_are_told_with_what_identifies_them(version: ContractVersion) -> None:
    party = ContractPartyFactory(contract=version.contract, organisation_name="Port")
    clause = ClauseFactory(version=version, key="port", position=3, party=party)
    version.baseline_series = InventorySeriesFactory(city=version.contract.city)
    version.save()
    inventory = InventoryFactory(series=version.baseline_series)
    used = EmissionFactorFactory(value=Decimal("0.201960"))
    EmissionFactorFactory()
    InventoryLineFactory(inventory=inventory, factor=used)
    InventoryLineFactory(inventory=inventory, label="Other", factor=used)
    document = read_document(version)
    assert document["clauses"] == [
        {
            "id": str(clause.pk),
            "key": "port",
            "position": 3,
            "party": str(party.pk),
            "party_name": "Port",
            "text": {"it": "Clausola port."},
            "sha256": clause.sha256,
        }
    ]
    assert [(one["id"], one["value"]) for one in document["factors"]] == [(str(used.pk), "0.20196")]


def test_document_is_canonical_json_and_the_same_twice(version: ContractVersion) -> None:
    ActionFactory(contract=version.contract, cost_eur=Decimal("1.10"), cut_share=None)
    TableRowFactory(version=version)
    first, second = read_document(version), read_document(ContractVersion.objects.get(pk=version.pk))
    assert first == second
    assert document_sha256(first) == canonical_sha256(json.loads(canonical_json(second)))


def test_read_document_asks_a_fixed_number_of_questions(
    version: ContractVersion, django_assert_num_queries: Any
) -> None:
    found = ContractVersion.objects.select_related("contract__city")
    with django_assert_num_queries(12):
        read_document(found.get(pk=version.pk))
    ActionFactory.create_batch(5, contract=version.contract)
    TableRowFactory.create_batch(5, version=version)
    with django_assert_num_queries(12):
        read_document(found.get(pk=version.pk))


def test_frozen_document_never_follows_the_rows_of_today(
    version: ContractVersion, django_assert_num_queries: Any
) -> None:
    action = ActionFactory(contract=version.contract, code="A")
    frozen = freeze(version)
    action.title = {"it": "Altro"}
    action.save()
    ActionFactory(contract=version.contract)
    with django_assert_num_queries(1):
        assert read_document(version) == frozen
    with django_assert_num_queries(1):
        assert count_rows(version)["action_portfolio"] == 1
    rows = read_rows(version, "action_portfolio")
    assert [(row.id, row.revision, row.cells["title"]["it"]) for row in rows] == [
        (str(action.pk), 0, "Azione A")
    ]
    assert find_row(version, "action_portfolio", str(action.pk)) == rows[0]
    assert read_page(version, "action_portfolio", limit=5, query="azione a").rows == rows
    assert read_page(version, "action_portfolio", limit=5, query="altro").total == 0


def test_version_that_is_just_being_frozen_is_read_from_its_rows(version: ContractVersion) -> None:
    version.frozen_at = timezone.now()
    ActionFactory(contract=version.contract)
    assert len(read_rows(version, "action_portfolio")) == 1


def hide_part(version: ContractVersion) -> None:
    version.part_visibility = {"action_plan": "partners"}


def hide_section(version: ContractVersion) -> None:
    SectionFactory(version=version, key="plan.costs", visibility="partners")


def hide_column_by_table(version: ContractVersion) -> None:
    version.contract.field_visibility = {"cost_interventions.cost_eur": "partners"}


def hide_column_by_entity(version: ContractVersion) -> None:
    version.contract.field_visibility = {"action.cost_eur": "partners"}


def hide_field_of_row(version: ContractVersion) -> None:
    version.contract.actions.update(field_visibility={"cost_eur": "partners"})


def costs(document: dict[str, Any]) -> list[Any]:
    return [row["cells"]["cost_eur"] for row in document["tables"].get("cost_interventions", [])]


@pytest.mark.parametrize(
    ("hide", "seen"),
    [
        (hide_part, []),
        (hide_section, []),
        (hide_column_by_table, [None]),
        (hide_column_by_entity, [None]),
        (hide_field_of_row, [None]),
    ],
)
def test_mask_document_keeps_what_a_level_may_read(
    version: ContractVersion, hide: Callable[[ContractVersion], None], seen: list[Any]
) -> None:
    ActionFactory(contract=version.contract, cost_eur=Decimal(5))
    hide(version)
    document = read_document(version)
    assert costs(mask_document(document, Visibility.PUBLIC)) == seen
    assert costs(mask_document(document, Visibility.PARTNERS)) == ["5"]
    assert costs(mask_document(document, Visibility.INTERNAL)) == ["5"]


def test_mask_document_names_what_it_took_out(version: ContractVersion) -> None:
    ActionFactory(contract=version.contract, cost_eur=Decimal(5), contact_email="office@city.example")
    ContractPartyFactory(contract=version.contract, persons=[{"name": "One", "position": "Mayor"}])
    version.contract.field_visibility = {"action.cost_eur": "internal", "action.cost_note": "internal"}
    masked = mask_document(read_document(version), Visibility.PARTNERS)
    assert masked["tables"]["cost_interventions"][0]["hidden"] == {"cost_eur": "internal"}
    assert masked["tables"]["action_outlines"][0]["hidden"] == {
        "cost_eur": "internal",
        "contact_email": "internal",
    }
    party = masked["tables"]["signatories"][0]
    assert (party["cells"]["person_names"], party["cells"]["person_positions"]) == (None, "Mayor")
    assert masked["withheld"] == [spec.key for spec in SECTIONS if spec.key.startswith("invest.")]
    assert "ip_risks" not in masked["tables"]


def test_mask_document_withholds_clauses_and_factors_with_their_sections(version: ContractVersion) -> None:
    ClauseFactory(version=version)
    SectionFactory(version=version, key="commitments.contract", visibility="internal")
    SectionFactory(version=version, key="plan.emissions", visibility="internal")
    masked = mask_document(read_document(version) | {"factors": [{"id": "x"}]}, Visibility.PUBLIC)
    assert (masked["clauses"], masked["factors"]) == ([], [])


def test_mask_document_withholds_what_it_does_not_know(version: ContractVersion) -> None:
    SectionFactory(version=version, key="plan.introduction", visibility="nobody")
    document = read_document(version)
    document["tables"]["forgotten"] = [{"id": "1", "cells": {}, "hidden": {}}]
    masked = mask_document(document, Visibility.PARTNERS)
    assert "plan.introduction" in masked["withheld"]
    assert "forgotten" not in masked["tables"]
