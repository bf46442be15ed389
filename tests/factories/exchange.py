"""Factories of imports."""

import factory
from factory.django import DjangoModelFactory

from exchange.enums import ImportState
from exchange.models import ImportedRows, ImportedTable, ImportRun
from tests.factories.contracts import ContractVersionFactory


class ImportRunFactory(DjangoModelFactory):
    """A file that was read and waits for a choice."""

    class Meta:
        model = ImportRun

    version = factory.SubFactory(ContractVersionFactory)
    original_name = factory.Sequence(lambda number: f"tables-{number}.csv")
    file = factory.django.FileField(data=b"Policy;Level\nAir plan;local\n", filename="tables.bin")
    size_bytes = 1
    sha256 = "0" * 64
    language = "en"
    state = ImportState.RECOGNISED


class ImportedTableFactory(DjangoModelFactory):
    """A table of barriers with one column."""

    class Meta:
        model = ImportedTable

    run = factory.SubFactory(ImportRunFactory)
    position = factory.Sequence(int)
    place = "tables!A1:B3"
    table = "policies"
    header = factory.LazyAttribute(
        lambda _table: [{"key": "0", "text": "Name", "column": "name", "letter": "A"}]
    )


class ImportedRowsFactory(DjangoModelFactory):
    """A chunk with one row."""

    class Meta:
        model = ImportedRows

    table = factory.SubFactory(ImportedTableFactory)
    number = 0
    rows = factory.LazyAttribute(
        lambda _chunk: [
            {
                "number": 1,
                "place": "tables!2",
                "cells": {"name": {"en": "Air plan"}},
                "errors": {},
                "places": {},
            }
        ]
    )
