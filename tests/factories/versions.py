"""What belongs to a version: sections, rows of tables, clauses, signatures, comments."""

from datetime import date
from uuid import uuid4

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from contracts import models
from contracts.enums import CommentKind, Sector
from contracts.tables import SECTIONS, find_table
from core.canonical import texts_sha256
from core.fields import Texts
from tests.factories.contracts import (
    ActionFactory,
    ContractPartyFactory,
    ContractVersionFactory,
    EmissionsGapRowFactory,
    InventoryFactory,
    InventoryLineFactory,
    InventorySeriesFactory,
)


class SectionFactory(DjangoModelFactory):
    """A section with a text in Italian."""

    class Meta:
        model = models.Section

    version = factory.SubFactory(ContractVersionFactory)
    key = "commitments.goal"
    body = factory.LazyFunction(lambda: Texts({"it": "Il traguardo."}))


class TableRowFactory(DjangoModelFactory):
    """A row of a table that has no model of its own."""

    class Meta:
        model = models.TableRow

    version = factory.SubFactory(ContractVersionFactory)
    table = "barriers"
    position = factory.Sequence(lambda n: n)
    cells = factory.LazyAttribute(lambda row: {"system": f"System {row.position}"})


class ClauseFactory(DjangoModelFactory):
    """A clause that binds everyone, with its digest."""

    class Meta:
        model = models.Clause

    version = factory.SubFactory(ContractVersionFactory)
    key = factory.Sequence(lambda n: f"clause-{n}")
    position = factory.Sequence(lambda n: n)
    text = factory.LazyAttribute(lambda clause: Texts({"it": f"Clausola {clause.key}."}))
    sha256 = factory.LazyAttribute(lambda clause: texts_sha256(clause.text))


class PaperSignatureFactory(DjangoModelFactory):
    """A signature of a party of the contract under all clauses."""

    class Meta:
        model = models.PaperSignature

    version = factory.SubFactory(ContractVersionFactory)
    party = factory.SubFactory(ContractPartyFactory, contract=factory.SelfAttribute("..version.contract"))
    person = "Legal representative"
    signed_on = date(2026, 6, 1)
    clause_hashes = factory.LazyAttribute(
        lambda signature: dict(signature.version.clauses.values_list("key", "sha256"))
    )


class VersionFileFactory(DjangoModelFactory):
    """A letter as PDF."""

    class Meta:
        model = models.VersionFile

    version = factory.SubFactory(ContractVersionFactory)
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7 text", name=f"{uuid4()}.pdf"))
    original_name = "lettera.pdf"
    size_bytes = 13
    sha256 = "0" * 64


class CommentFactory(DjangoModelFactory):
    """A comment of pre-validation."""

    class Meta:
        model = models.Comment

    version = factory.SubFactory(ContractVersionFactory)
    section_key = "commitments.goal"
    kind = CommentKind.PRE_VALIDATION
    text = "Say which sectors are left out."


def fill_version(version: models.ContractVersion) -> models.ContractVersion:
    """Write one row of each table that the contract requires, and a text where it requires one."""
    contract = version.contract
    series = InventorySeriesFactory(city=contract.city)
    inventory = InventoryFactory(series=series, year=version.baseline_year)
    InventoryLineFactory(inventory=inventory, value_tco2e=inventory.reported_total_tco2e)
    models.ContractVersion.objects.filter(pk=version.pk).update(baseline_series=series)
    ActionFactory(contract=contract, cost_eur=1_000_000)
    ContractPartyFactory(contract=contract, organisation_name="Università della Valle")
    models.Pathway.objects.create(contract=contract, code="P1", title={"it": "Percorso"})
    models.Indicator.objects.create(contract=contract, code="I1", name={"it": "Emissioni"})
    models.TargetBoundary.objects.create(
        version=version, sector=Sector.BUILDINGS, scope=1, coverage="included"
    )
    EmissionsGapRowFactory(version=version)
    ClauseFactory(version=version, key="art-1")
    for spec in SECTIONS:
        if spec.required and not spec.tables:
            SectionFactory(version=version, key=spec.key)
        for table in spec.tables if spec.required else ():
            if find_table(table).store == "cells":
                TableRowFactory(version=version, table=table)
    version.refresh_from_db()
    return version
